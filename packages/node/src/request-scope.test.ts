import { setImmediate as turn } from 'node:timers/promises';
import { StatsigError } from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { createStatsig } from './create-statsig.ts';
import {
  currentStatsig,
  isInRequestScope,
  requestScope,
  runInRequestScope,
  setRequestUser,
  tryCurrentStatsig,
} from './request-scope.ts';
import { specsPayload } from './specs.test-support.ts';

async function offlineStatsig() {
  const payload = specsPayload({ gates: { open: true } });
  const [gate] = payload.feature_gates as { rules: { conditions: object[] }[] }[];
  const isAda = { type: 'unit_id', targetValue: ['ada'], operator: 'any', field: 'userID', idType: 'userID' };
  gate?.rules[0]?.conditions.splice(0, 1, isAda);
  const statsig = createStatsig({ offline: true, specs: { bootstrap: payload } });
  await statsig.initialize();
  return statsig;
}

describe('the request scope', () => {
  it('gives each of many requests its own user, also after awaits', async () => {
    const statsig = await offlineStatsig();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        runInRequestScope(
          () => statsig.forUser({ userID: index % 2 === 0 ? 'ada' : `user-${index}` }),
          async () => {
            await turn();
            return currentStatsig().checkGate('open');
          },
        ),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 40 }, (_, index) => index % 2 === 0));
  });

  it('finds the user at the first read, and keeps it', async () => {
    const statsig = await offlineStatsig();
    const finds: string[] = [];
    let userID = 'nobody';
    runInRequestScope(
      () => {
        finds.push(userID);
        return statsig.forUser({ userID });
      },
      () => {
        expect(finds).toEqual([]);
        userID = 'ada';
        expect(currentStatsig().checkGate('open')).toBe(true);
        userID = 'bob';
        expect(currentStatsig().checkGate('open')).toBe(true);
        expect(tryCurrentStatsig()).toBe(currentStatsig());
      },
    );
    expect(finds).toEqual(['ada']);
  });

  it('belongs to the innermost of nested requests', async () => {
    const statsig = await offlineStatsig();
    const [outer, inner] = [statsig.forUser({ userID: 'outer' }), statsig.forUser({ userID: 'inner' })];
    runInRequestScope(
      () => outer,
      () => {
        runInRequestScope(
          () => inner,
          () => expect(currentStatsig()).toBe(inner),
        );
        expect(currentStatsig()).toBe(outer);
      },
    );
  });

  it('changes its user at a log-in', async () => {
    const statsig = await offlineStatsig();
    runInRequestScope(
      () => statsig.forUser({ userID: 'nobody' }),
      () => {
        expect(currentStatsig().checkGate('open')).toBe(false);
        setRequestUser({ userID: 'ada' });
        expect(currentStatsig().checkGate('open')).toBe(true);
      },
    );
  });

  it('may be opened piece by piece, and is one and the same', async () => {
    const statsig = await offlineStatsig();
    let findCount = 0;
    const scope = requestScope(() => {
      findCount += 1;
      return statsig.forUser({ userID: 'ada' });
    });
    const open = async (): Promise<void> => scope.enter();
    await turn();
    const opened = open();
    expect(isInRequestScope()).toBe(true);
    await opened;
    const first = currentStatsig();
    await turn();
    expect(currentStatsig()).toBe(first);
    const isSame = runInRequestScope(
      () => statsig.forUser({ userID: 'bob' }),
      () => [currentStatsig(), scope.run(currentStatsig)].map((current) => current === first),
    );
    expect([isSame, findCount]).toEqual([[false, true], 1]);
  });

  it('returns what the work returns, and throws what it throws', () => {
    const never = () => {
      throw new Error('not asked for');
    };
    expect(runInRequestScope(never, () => 5)).toBe(5);
    expect(() =>
      runInRequestScope(never, () => {
        throw new RangeError('work failed');
      }),
    ).toThrow(RangeError);
  });

  it('does not exist outside a request, which the error says how to change', () => {
    expect([tryCurrentStatsig(), isInRequestScope()]).toEqual([undefined, false]);
    for (const outside of [currentStatsig, () => setRequestUser({ userID: 'ada' })]) {
      expect(outside).toThrow(StatsigError);
      expect(outside).toThrow(expect.objectContaining({ code: 'NO_REQUEST_SCOPE' }));
      expect(outside).toThrow('mount statsigMiddleware()');
    }
  });
});
