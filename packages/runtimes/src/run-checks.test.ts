import { describe, expect, it } from 'vitest';
import { type Check, type Outcome, type Suite, suiteCheck, UnavailableError } from './check.ts';
import { runChecks } from './run-checks.ts';

const suite: Suite = { module: '', script: '', records: '', modulePath: '', recordsPath: '' };

function check(name: string, outcome: Outcome | Error): Check {
  const run = async (): Promise<Outcome> => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  return { name, run };
}

async function ran(
  checks: readonly Check[],
  isOptional: boolean,
): Promise<{ passed: number; failed: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const total = await runChecks(checks, suite, { isOptional, print: (line) => void lines.push(line) });
  return { ...total, lines };
}

describe('runChecks', () => {
  it('adds up what passed and failed, and tells why', async () => {
    const checks = [
      check('A', { passed: 2, failed: 0, failures: [] }),
      check('B', { passed: 1, failed: 3, failures: ['first'] }),
      check('C', { passed: 5, failed: 0, failures: [] }),
    ];

    const { lines, ...total } = await ran(checks, false);

    expect(total).toEqual({ passed: 8, failed: 3 });
    expect(lines).toContain('A: 2 passed, 0 failed');
    expect(lines.slice(lines.indexOf('B: 1 passed, 3 failed')).at(1)).toBe('  first');
  });

  it('counts a check without an outcome as failed', async () => {
    const { failed, lines } = await ran([check('A', new Error('broke off'))], true);

    expect(failed).toBe(1);
    expect(lines.join()).toContain('broke off');
  });

  it.each`
    isOptional | failed | because
    ${false}   | ${1}   | ${'what was not checked may be broken'}
    ${true}    | ${0}   | ${'it was agreed to do without'}
  `(
    'counts $failed failed for a missing runtime: $because',
    async ({ isOptional, failed }: { isOptional: boolean; failed: number }) => {
      const result = await ran([check('A', new UnavailableError('not to be had'))], isOptional);

      expect(result).toEqual({ passed: 0, failed, lines: ['!!! NOT CHECKED: A. not to be had'] });
    },
  );
});

describe('suiteCheck', () => {
  const result = { passed: 2, failed: 0, failures: [], offsetMinutes: -345 };

  it.each`
    offsetMinutes | failed | because
    ${-345}       | ${0}   | ${'the runtime was in its time zone'}
    ${0}          | ${1}   | ${'the time zone did not take effect'}
  `(
    'fails $failed when the zone is off by $offsetMinutes: $because',
    async ({ offsetMinutes, failed }: { offsetMinutes: number; failed: number }) => {
      const made = suiteCheck('A', { name: 'B/C', offsetMinutes }, async () => result);

      expect(made.name).toBe('A, B/C');
      expect(await made.run(suite)).toMatchObject({ passed: 2, failed });
    },
  );
});
