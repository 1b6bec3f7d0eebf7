import { describe, expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { ManualClock } from '../manual-clock.test-support.ts';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import { memoryDataAdapter } from '../persistence/memory-data-adapter.ts';
import { specsPayload } from '../specs.test-support.ts';
import { RecordingLogger, sdkKey } from '../statsig.test-support.ts';
import type { Statsig } from '../statsig.ts';

const user = { userID: 'user-1' };

/** A fleet of SDK objects with one adapter and one server, whose project changes with every request. */
function startFleet(adapt: (memory: DataAdapter) => DataAdapter = (memory) => memory) {
  const clock = new ManualClock();
  const dataAdapter = adapt(memoryDataAdapter({ clock }));
  const asked: string[] = [];
  const answers = { isUp: true };

  function create(name: string): Statsig {
    const fetch = async (): Promise<Response> => {
      asked.push(name);
      if (!answers.isUp) throw new Error('server down');
      return Response.json(
        specsPayload({ time: 1_000 + asked.length, gates: { [`g${asked.length}`]: true } }),
      );
    };
    return createStatsig({
      sdkKey,
      fetch,
      clock,
      dataAdapter,
      logger: new RecordingLogger(),
      apiURL: 'http://flags.test/v1',
    });
  }
  async function start(name: string): Promise<Statsig> {
    const statsig = create(name);
    expect((await statsig.initialize()).success).toBe(true);
    return statsig;
  }
  /** Lets this much time pass, and tells who asked the server meanwhile. */
  async function askedIn(ms: number): Promise<readonly string[]> {
    const { length } = asked;
    for (let passed = 0; passed < ms; passed += 1_000) await clock.advance(1_000);
    return asked.slice(length);
  }
  return { start, askedIn, answers };
}

const lcutOf = (statsig: Statsig): number => statsig.getFeatureGate(user, 'any').details.lcut;

describe('processes with one data adapter', () => {
  it('ask the server once an interval, all together, and all have what it says', async () => {
    const { start, askedIn } = startFleet();
    const fleet = [await start('a'), await start('b'), await start('c')];
    await askedIn(10_000);
    const asked = await askedIn(50_000);
    expect(new Set(asked)).toEqual(new Set([asked[0]]));
    expect(asked).toHaveLength(5);
    await askedIn(6_000);
    const [newest] = fleet.map(lcutOf);
    for (const statsig of fleet) expect(lcutOf(statsig)).toBe(newest);
    await Promise.all(fleet.map((statsig) => statsig.shutdown()));
  });

  it('take over within two intervals when the one that asks is heard of no more', async () => {
    let isSilenced = false;
    const released: string[] = [];
    const { start, askedIn } = startFleet((memory) => ({
      ...memory,
      leases: {
        acquire: async (key, lease) => (await memory.leases?.acquire(key, lease)) ?? true,
        release: async (key, owner) => {
          released.push(owner);
          if (!isSilenced) await memory.leases?.release(key, owner);
        },
      },
    }));
    const a = await start('a');
    await askedIn(12_000);
    const b = await start('b');
    expect(new Set(await askedIn(40_000))).toEqual(new Set(['a']));
    isSilenced = true;
    await a.shutdown();
    expect(released).toHaveLength(1);
    expect((await askedIn(20_000))[0]).toBe('b');
    await b.shutdown();
  });

  it('take over at their next look when the one that asks shuts down', async () => {
    const { start, askedIn } = startFleet();
    const a = await start('a');
    await askedIn(12_000);
    const b = await start('b');
    await askedIn(10_000);
    await a.shutdown();
    expect(await askedIn(6_000)).toEqual(['b']);
    await b.shutdown();
  });

  it('take turns while the server is down, and come back when it is up', async () => {
    const { start, askedIn, answers } = startFleet();
    const fleet = [await start('a'), await start('b')];
    await askedIn(10_000);
    answers.isUp = false;
    expect(new Set(await askedIn(120_000))).toEqual(new Set(['a', 'b']));
    answers.isUp = true;
    await askedIn(300_000);
    const before = lcutOf(fleet[0] as Statsig);
    await askedIn(40_000);
    for (const statsig of fleet) expect(lcutOf(statsig)).toBeGreaterThan(before);
    await Promise.all(fleet.map((statsig) => statsig.shutdown()));
  });

  it('ask for themselves when nobody else can write', async () => {
    const { start, askedIn } = startFleet((memory) => ({
      ...memory,
      set: () => Promise.reject(new Error('full')),
    }));
    const fleet = [await start('a'), await start('b')];
    await askedIn(10_000);
    expect(new Set(await askedIn(60_000))).toEqual(new Set(['a', 'b']));
    await Promise.all(fleet.map((statsig) => statsig.shutdown()));
  });

  it('all ask the server when the adapter has no leases', async () => {
    const { start, askedIn } = startFleet(({ get, set }) => ({ get, set }));
    const fleet = [await start('a'), await start('b')];
    await askedIn(10_000);
    expect((await askedIn(10_000)).toSorted()).toEqual(['a', 'b']);
    await Promise.all(fleet.map((statsig) => statsig.shutdown()));
  });
});
