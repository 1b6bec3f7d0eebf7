import { experiment, gate, payloadOf, user } from '@acme/statsig-testing';
import { expect, it, vi } from 'vitest';
import type { Environment } from './worker.ts';

const payload = JSON.stringify(
  payloadOf([
    gate('new_checkout').when(user.country.isOneOf('NZ')),
    experiment('checkout_button', { treatment: { color: 'red' } }),
  ]),
);

/** A worker of its own, which has no specs yet, on a store that says one thing after the other. */
async function start(...stored: readonly (string | null)[]) {
  vi.resetModules();
  const { default: worker } = await import('./worker.ts');
  const reads: string[] = [];
  const environment: Environment = {
    SPECS: { get: async (key) => stored[Math.min(reads.push(key), stored.length) - 1] ?? null },
  };
  const ask = (country: string) =>
    worker.fetch(new Request('https://shop.example/', { headers: { 'x-country': country } }), environment);
  return { ask, reads };
}

it.each([
  ['NZ', true],
  ['AU', false],
])('answers a visitor from %s, without an ID, from the specs in the store', async (country, newCheckout) => {
  const { ask } = await start(payload);
  expect(await (await ask(country)).json()).toEqual({ newCheckout, because: 'Recognized', color: 'red' });
});

it('reads the store once for many requests', async () => {
  const { ask, reads } = await start(payload);
  for (const country of ['NZ', 'AU', 'FR']) await ask(country);
  expect(reads).toEqual(['specs']);
});

it.each([[null], ['not JSON']])('answers 503 while the store has %s, and recovers', async (nothing) => {
  const { ask } = await start(nothing, payload);
  expect((await ask('NZ')).status).toBe(503);
  expect((await ask('NZ')).status).toBe(200);
});
