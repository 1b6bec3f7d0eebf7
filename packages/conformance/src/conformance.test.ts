import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAll, type DialectName, type Difference } from './differences.ts';
import { anyCase } from './generate/projects.ts';
import { knownDifferences } from './known-differences.ts';
import { report } from './report.ts';
import { smallestOf } from './smallest.ts';

/** The same by default, so that a run says something about the change that it tests; others find what is new. */
const seed = Number(process.env['SEED'] ?? 20_261_123);
const projects = Number(process.env['PROJECTS'] ?? 30);
/** From this size on, a row that never applies is worth a word. */
const longRun = 300;

/** Server Core reads the system's clock, so this has to be about the same. */
const now = Math.round(performance.timeOrigin);

describe(`the evaluator (SEED=${seed})`, () => {
  it('runs in UTC', () => {
    expect(new Date(now).getTimezoneOffset()).toBe(0);
  });

  it.each<DialectName>(['legacy', 'core'])(
    'P35: answers as the official SDK does: %s',
    { timeout: 60_000 + projects * 1_000 },
    async (dialect) => {
      const applied = new Set<string>();
      const explains = (difference: Difference): boolean => {
        const explaining = knownDifferences.filter(
          (row) => row.dialect.includes(dialect) && row.applies(difference),
        );
        for (const { name } of explaining) applied.add(name);
        return explaining.length > 0;
      };
      let evaluations = 0;
      let unasked = 0;
      for (const sample of fc.sample(anyCase, { numRuns: projects, seed })) {
        const comparison = await compareAll(dialect, sample, now);
        evaluations += comparison.evaluations;
        unasked += comparison.unasked;
        const found = comparison.differences.find((difference) => !explains(difference));
        if (found === undefined) continue;
        const isNew = (difference: Difference) => !explains(difference);
        expect.fail(report(await smallestOf(found, isNew, now), seed));
      }
      say(`${dialect}: SEED=${seed}, ${evaluations} evaluations`);
      sayUnused(dialect, applied);
      expect(evaluations).toBeGreaterThan(projects * 400);
      // Users that an official SDK refuses to look at must stay the exception.
      expect(unasked).toBeLessThan(evaluations / 4);
    },
  );
});

function sayUnused(dialect: DialectName, applied: ReadonlySet<string>): void {
  const unused = knownDifferences.filter((row) => row.dialect.includes(dialect) && !applied.has(row.name));
  if (projects >= longRun && unused.length > 0)
    say(`${dialect}: never applied: ${unused.map(({ name }) => name).join(', ')}`);
}

function say(line: string): void {
  process.stdout.write(`conformance, ${line}\n`);
}
