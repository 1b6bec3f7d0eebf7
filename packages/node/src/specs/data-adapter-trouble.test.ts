import { describe, expect, it } from 'vitest';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import { specsPayload } from '../specs.test-support.ts';
import { startBench } from '../statsig.test-support.ts';

const user = { userID: 'user-1' };
const broken = (): never => {
  throw new Error('adapter broke');
};
const hangs = () => new Promise<never>(() => undefined);
const empty: DataAdapter = { get: async () => undefined, set: async () => undefined };

describe('P12: adapter trouble never blocks the network', () => {
  it.each<[name: string, trouble: Partial<DataAdapter>, message: string]>([
    ['get rejects', { get: async () => broken() }, 'adapter broke'],
    ['get throws', { get: broken }, 'adapter broke'],
    ['get never settles', { get: hangs }, 'no answer within 2000 ms'],
    ['set rejects', { set: async () => broken() }, 'adapter broke'],
    ['set throws', { set: broken }, 'adapter broke'],
    ['set never settles', { set: hangs }, 'no answer within 2000 ms'],
    [
      'leases reject',
      { leases: { acquire: async () => broken(), release: async () => broken() } },
      'adapter broke',
    ],
    ['leases throw', { leases: { acquire: broken, release: broken } }, 'adapter broke'],
    ['leases never settle', { leases: { acquire: hangs, release: hangs } }, 'no answer within 2000 ms'],
  ])('when %s', async (_name, trouble, message) => {
    let requests = 0;
    const fetch = async (): Promise<Response> => {
      requests += 1;
      return Response.json(specsPayload({ gates: { open: true } }));
    };
    const dataAdapter = { ...empty, ...trouble };
    await using bench = await startBench({ dataAdapter, fetch, disableAllLogging: true });
    const { statsig, clock } = bench;
    const errors: string[] = [];
    statsig.on('error', (error) => void errors.push(`${error.code}: ${error.message}`));
    const initialization = statsig.initialize();
    if (trouble.get === hangs) {
      // It is given up after two seconds; the network then has the third one.
      await clock.sleeping(2_000);
      await clock.advance(2_000);
    }
    expect(await initialization).toMatchObject({ success: true, source: 'Network' });
    expect(statsig.checkGate(user, 'open')).toBe(true);
    for (let seconds = 0; requests < 3; seconds += 1) {
      expect(seconds).toBeLessThan(40);
      await clock.advance(1_000);
    }
    const text = `The data adapter failed, so specs are not shared for now: ${message}`;
    expect(errors[0]).toBe(`STORAGE: ${text}`);
  });

  it.each([
    ['no JSON', 'neither JSON nor specs'],
    ['no specs', '{"time":5}'],
    ['half a payload', '{"has_updates":true,"time":5,"feature_gates":[{"name"'],
  ])('when what is cached is %s', async (_name, value) => {
    await using bench = await startBench({ dataAdapter: { ...empty, get: async () => value } });
    expect(await bench.statsig.initialize()).toMatchObject({ success: true, source: 'Network' });
    expect(bench.log.lines[0]).toContain('warn [statsig] The specs from DataAdapter cannot be read');
  });

  it('reports failures in a row once, and again after a success', async () => {
    let isBroken = true;
    const get = async (): Promise<undefined> => (isBroken ? broken() : undefined);
    await using bench = await startBench({ dataAdapter: { ...empty, get } });
    const { statsig, clock } = bench;
    const errors: string[] = [];
    statsig.on('error', ({ code }) => void errors.push(code));
    await statsig.initialize();
    for (const next of [true, false, true, true]) {
      await clock.sleeping(10_000);
      isBroken = next;
      await clock.advance(10_000);
    }
    await clock.sleeping(10_000);
    expect(errors).toEqual(['STORAGE', 'STORAGE']);
  });

  it('does not hold up shutdown beyond its deadline', async () => {
    await using bench = await startBench({
      dataAdapter: { ...empty, leases: { acquire: async () => true, release: hangs } },
    });
    const { statsig, clock } = bench;
    await statsig.initialize();
    await clock.sleeping(10_000);
    const shutdown = statsig.shutdown({ deadlineMs: 100 });
    await clock.advance(100);
    expect(await shutdown).toMatchObject({ pending: 0 });
  });
});
