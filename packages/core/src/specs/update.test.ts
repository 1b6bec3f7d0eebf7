import { describe, expect, it } from 'vitest';
import { evaluateGate } from '../evaluate/evaluate.ts';
import type { CompiledSpecs } from './compiled.ts';
import { ada, condition, gate, type Json, now, payload, rule } from './fixtures.test-support.ts';
import type { SpecIssue } from './specs.ts';
import { readUpdate, type UpdateOptions } from './update.ts';

const email = (pattern: string): Json =>
  condition('user_field', { field: 'email', operator: 'str_matches', targetValue: pattern });
const gates = (count: number): readonly Json[] =>
  Array.from({ length: count }, (_, i) =>
    gate(`g${i}`, { rules: [rule('r', { conditions: [email(`^${i}`)] })] }),
  );

function textOf(time: number, specs: readonly Json[]): string {
  return JSON.stringify(payload({ time, feature_gates: specs }));
}

/** Reads a whole update at one go. */
function read(text: string, options?: UpdateOptions): CompiledSpecs {
  const result = readUpdate(text, options).continue(Number.POSITIVE_INFINITY, () => 0);
  if (result === undefined || !result.ok) throw new Error('no specs');
  return result.value;
}

/** The compiled conditions of a gate; the same ones mean that nothing was compiled again. */
function checks(specs: CompiledSpecs, name: string): unknown {
  return specs.gate(name)?.rules[0]?.checks;
}

describe('readUpdate', () => {
  it('answers when all is read, a little at a time', () => {
    const update = readUpdate(textOf(1, gates(500)));
    let clock = 0;
    let turns = 0;
    let result = update.continue(1, () => clock++);
    while (result === undefined) {
      turns++;
      result = update.continue(1, () => clock++);
    }

    expect(turns).toBeGreaterThan(10);
    expect(result).toMatchObject({ ok: true, value: { lcut: 1 } });
    expect(update.continue(1, () => clock++)).toBe(result);
  });

  it('says why there are no specs', () => {
    expect(readUpdate('<html>').continue(1, () => 0)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_SPECS' },
    });
  });

  it('compiles only what changed', () => {
    const before = read(textOf(1, gates(10)));
    for (let i = 0; i < 10; i++) before.gate(`g${i}`);

    const changed = gates(10).with(3, gate('g3', { rules: [rule('r', { conditions: [email('x')] })] }));
    const after = read(textOf(2, changed), { previous: before });

    for (let i = 0; i < 10; i++) {
      const isSame = checks(after, `g${i}`) === checks(before, `g${i}`);
      expect({ gate: i, isSame }).toEqual({ gate: i, isSame: i !== 3 });
    }
  });

  it('keeps the specs as they are for an identical body', () => {
    const before = read(textOf(1, gates(3)));

    expect(read(textOf(1, gates(3)), { previous: before, source: 'Network' })).toBe(before);
  });

  it('answers with the time and source of the newer specs, and leaves the older ones as they were', () => {
    const before = read(textOf(1, gates(1)), { source: 'Bootstrap', receivedAt: 5 });
    const first = evaluateGate(before, ada, 'g0', { now });

    const after = read(textOf(2, gates(1)), { previous: before, source: 'Network', receivedAt: 6 });

    expect(evaluateGate(after, ada, 'g0', { now }).details).toMatchObject({
      lcut: 2,
      source: 'Network',
      receivedAt: 6,
    });
    expect(evaluateGate(before, ada, 'g0', { now })).toBe(first);
    expect(first.details).toMatchObject({ lcut: 1, source: 'Bootstrap', receivedAt: 5 });
  });

  it.each([
    ['is malformed', { rules: 5 }],
    ['has lost its rules', { rules: undefined }],
  ])('P10: keeps the last good version of a spec that %s, until it can be read again', (_how, broken) => {
    const open = gate('g', { rules: [rule('r')] });
    const answer = (specs: CompiledSpecs) => evaluateGate(specs, ada, 'g', { now });
    const issues: SpecIssue[] = [];
    const onIssue = (issue: SpecIssue): void => void issues.push(issue);
    const first = read(textOf(1, [open, gate('other')]));
    answer(first);

    const second = read(textOf(2, [{ ...open, ...broken }, gate('other')]), { previous: first, onIssue });
    expect(answer(second)).toMatchObject({ value: true, details: { lcut: 2, reason: 'Recognized' } });
    expect(issues).toMatchObject([{ kind: 'gate', name: 'g', answersAsBefore: true }]);

    const third = read(textOf(3, [{ ...open, ...broken }]), { previous: second, onIssue });
    expect(answer(third)).toMatchObject({ value: true, details: { lcut: 3 } });

    const last = read(textOf(4, [gate('g')]), { previous: third, onIssue });
    expect(answer(last)).toMatchObject({ value: false, details: { reason: 'Recognized' } });
    expect(issues).toHaveLength(1);
  });

  it('forgets what is gone', () => {
    const before = read(textOf(1, gates(2)));
    before.gate('g1');

    const after = read(textOf(2, gates(1)), { previous: before });

    expect(evaluateGate(after, ada, 'g1', { now }).details.reason).toBe('Unrecognized');
  });

  it('reads v2 rules again when a condition has another meaning under the same ID', () => {
    const v2 = (country: string): string =>
      JSON.stringify({
        has_updates: true,
        time: 1,
        dynamic_configs: {},
        layer_configs: {},
        condition_map: {
          c: condition('user_field', { field: 'country', operator: 'any', targetValue: [country] }),
        },
        feature_gates: { g: gate('g', { rules: [rule('r', { conditions: ['c'], returnValue: true })] }) },
      });
    const before = read(v2('NZ'));
    const kiwi = { userID: 'k', country: 'NZ' };
    expect(evaluateGate(before, kiwi, 'g', { now }).value).toBe(true);

    expect(evaluateGate(read(v2('NZ'), { previous: before }), kiwi, 'g', { now }).value).toBe(true);
    expect(evaluateGate(read(v2('AU'), { previous: before }), kiwi, 'g', { now }).value).toBe(false);
  });

  it('goes on with the buckets that were remembered, over any number of updates', () => {
    let specs = read(textOf(0, gates(2)));
    const { kernel } = specs.scratch;
    for (let time = 1; time < 50; time++) {
      specs.gate('g0');
      specs = read(textOf(time, gates(2)), { previous: specs });
    }

    expect(specs.scratch.kernel).toBe(kernel);
    expect(specs.lcut).toBe(49);
  });
});
