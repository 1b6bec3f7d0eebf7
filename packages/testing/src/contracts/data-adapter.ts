import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataAdapter, Leases } from '@acme/statsig-node';
import { type ContractCase, hostileNames } from './contract.ts';

/** What the contract needs to know about an implementation. */
export interface DataAdapterContractOptions {
  /** Makes an adapter on storage that holds nothing. Called once for each case. */
  create(): DataAdapter | Promise<DataAdapter>;
  /**
   * Lets time pass, for leases.
   *
   * @defaultValue Waits
   */
  readonly pass?: ((ms: number) => unknown) | undefined;
}

/**
 * What every data adapter has to do, as tests for any runner. Those about leases pass where the adapter has none.
 *
 * @example
 * describe('my adapter', () => {
 *   for (const { name, run } of dataAdapterContract({ create: () => myAdapter() })) it(name, run);
 * });
 */
export function dataAdapterContract(options: DataAdapterContractOptions): readonly ContractCase[] {
  const { create, pass = sleep } = options;
  const values = Object.entries(valueCases).map(
    ([name, run]): ContractCase => ({ name, run: async () => run(await create()) }),
  );
  const leases = Object.entries(leaseCases).map(
    ([name, run]): ContractCase => ({
      name,
      async run() {
        const { leases: given } = await create();
        if (given !== undefined) await run(given, pass);
      },
    }),
  );
  return [...values, ...leases];
}

const texts: Readonly<Record<string, string>> = {
  empty: '',
  lines: 'one\ntwo\r\n\n',
  unicode: 'Größe 🚀 \u0000 \u2028',
  json: JSON.stringify({ time: 1, text: '"\\' }),
  large: 'specs '.repeat(1_000_000),
};

const valueCases: Readonly<Record<string, (adapter: DataAdapter) => Promise<void>>> = {
  'has nothing under a key that was never set': async (adapter) => {
    equal((await adapter.get('nothing')) ?? null, null);
  },
  'gives back what was set, to the character': async (adapter) => {
    for (const [key, text] of Object.entries(texts)) await adapter.set(key, text);
    for (const [key, text] of Object.entries(texts)) ok((await adapter.get(key)) === text, key);
  },
  'keeps what was set last': async (adapter) => {
    await adapter.set('key', 'a longer text that comes first');
    await adapter.set('key', 'second');
    equal(await adapter.get('key'), 'second');
  },
  'takes any key, and mixes none up': async (adapter) => {
    for (const key of hostileNames) await adapter.set(key, `value of ${key}`);
    for (const key of hostileNames) equal(await adapter.get(key), `value of ${key}`);
  },
  'never shows a part of a text, also while many are set at once': async (adapter) => {
    const written = Array.from({ length: 20 }, (_, index) => String(index).repeat(10_000));
    const seen: unknown[] = [];
    await Promise.all(
      written.map(async (text) => {
        await adapter.set('key', text);
        seen.push(await adapter.get('key'));
      }),
    );
    for (const text of seen) ok(written.includes(text as string));
  },
};

type LeaseCase = (leases: Leases, pass: (ms: number) => unknown) => Promise<void>;

const longMs = 60_000;

const leaseCases: Readonly<Record<string, LeaseCase>> = {
  'gives a lease to one owner, who may extend it': async (leases) => {
    equal(await leases.acquire('key', { owner: 'a', ttlMs: longMs }), true);
    equal(await leases.acquire('key', { owner: 'b', ttlMs: longMs }), false);
    equal(await leases.acquire('key', { owner: 'a', ttlMs: longMs }), true);
    equal(await leases.acquire('other key', { owner: 'b', ttlMs: longMs }), true);
  },
  'gives a lease to one of many who want it at once': async (leases) => {
    const owners = Array.from({ length: 50 }, (_, index) => `owner ${index}`);
    const given = await Promise.all(owners.map((owner) => leases.acquire('key', { owner, ttlMs: longMs })));
    equal(given.filter(Boolean).length, 1);
  },
  'takes a lease back from its owner, and from nobody else': async (leases) => {
    await leases.acquire('key', { owner: 'a', ttlMs: longMs });
    await leases.release('key', 'b');
    equal(await leases.acquire('key', { owner: 'b', ttlMs: longMs }), false);
    await leases.release('key', 'a');
    equal(await leases.acquire('key', { owner: 'b', ttlMs: longMs }), true);
    await leases.release('key', 'a');
    deepEqual(
      [
        await leases.acquire('key', { owner: 'a', ttlMs: longMs }),
        await leases.acquire('key', { owner: 'b', ttlMs: longMs }),
      ],
      [false, true],
    );
  },
  'lets a lease run out': async (leases, pass) => {
    await leases.acquire('key', { owner: 'a', ttlMs: 50 });
    equal(await leases.acquire('key', { owner: 'b', ttlMs: 50 }), false);
    for (let passed = 0; !(await leases.acquire('key', { owner: 'b', ttlMs: longMs })); passed += 10) {
      ok(passed < 10_000, 'it never runs out');
      await pass(10);
    }
    equal(await leases.acquire('key', { owner: 'a', ttlMs: 50 }), false);
  },
};
