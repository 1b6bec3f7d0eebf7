import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, repeatable } from '../../oracle.test-support.ts';
import { evaluateExperiment, evaluateGate, evaluateLayer } from '../evaluate/evaluate.ts';
import { createOverrides } from '../evaluate/overrides.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  layer,
  nobody,
  now,
  rule,
  specsOf,
  unsupported,
} from '../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../user/user.ts';
import { explainDynamicConfig, explainExperiment, explainGate, explainLayer } from './explain.ts';
import type { ExplainedRule, Explanation } from './explanation.ts';
import { formatExplanation } from './format-explanation.ts';

const country = (...targets: string[]): Json =>
  condition('user_field', { field: 'country', operator: 'any', targetValue: targets });
const asks = (name: string): Json => condition('pass_gate', { targetValue: name });
const bucket = (below: number): Json =>
  condition('user_bucket', { operator: 'lt', targetValue: below, additionalValues: { salt: 'split' } });

const project = {
  feature_gates: [
    gate('half', { rules: [rule('h', { passPercentage: 50, conditions: [country('NZ', 'AU')] })] }),
    gate('asks_half', {
      rules: [rule('n', { conditions: [nobody] }), rule('a', { conditions: [asks('half')] })],
    }),
    gate('asks_twice', { rules: [rule('t', { conditions: [asks('half'), asks('asks_half')] })] }),
    gate('odd', { rules: [rule('o', { conditions: [unsupported] })] }),
    gate('off', { enabled: false }),
    gate('hidden', {
      rules: [
        rule('s', {
          conditions: [condition('user_field', { field: 'age', operator: 'gt', targetValue: 30 })],
        }),
      ],
    }),
    gate('circle', { rules: [rule('c', { conditions: [asks('circle')] })] }),
  ],
  dynamic_configs: [
    config('button', {
      entity: 'experiment',
      isActive: true,
      rules: [
        rule('left', { groupName: 'Control', isExperimentGroup: true, conditions: [bucket(500)] }),
        rule('right', { groupName: 'Test', isExperimentGroup: true, conditions: [bucket(1_000)] }),
      ],
    }),
    config('banner', { rules: [rule('b', { passPercentage: 0 })] }),
  ],
  layer_configs: [layer('home', { rules: [rule('l', { configDelegate: 'button' })] })],
};
const specs = specsOf(project);
const kiwi: StatsigUser = { userID: 'ada', country: 'NZ' };

describe('formatExplanation', () => {
  const overrides = createOverrides();
  overrides.set('gate', 'half', { value: true });

  it.each([
    ['a gate that a percentage decides', explainGate(specs, kiwi, 'half', { now })],
    ['a gate whose conditions fail', explainGate(specs, ada, 'half', { now })],
    ['a gate that asks another', explainGate(specs, kiwi, 'asks_half', { now })],
    ['a gate that is asked in two ways', explainGate(specs, kiwi, 'asks_twice', { now })],
    ['a gate that cannot be understood', explainGate(specs, ada, 'odd', { now })],
    ['a gate that is disabled', explainGate(specs, ada, 'off', { now })],
    ['a gate that nobody knows', explainGate(specs, ada, 'nope', { now })],
    ['a gate that is overridden', explainGate(specs, ada, 'half', { now, overrides })],
    ['an experiment', explainExperiment(specs, ada, 'button', { now })],
    ['a layer', explainLayer(specs, ada, 'home', { now })],
    ['a dynamic config at 0 %', explainDynamicConfig(specs, ada, 'banner', { now })],
  ])('prints %s', (_, explanation) => {
    expect(formatExplanation(explanation)).toMatchSnapshot();
  });
});

describe('an explanation', () => {
  it('is data', () => {
    expect(explainGate(specs, kiwi, 'half', { now })).toEqual({
      kind: 'gate',
      name: 'half',
      value: evaluateGate(specs, kiwi, 'half', { now }).value,
      ruleID: 'h',
      groupName: null,
      reason: 'Recognized',
      by: 'rules',
      overrideConfigName: null,
      isRepeated: false,
      rules: [
        {
          ruleID: 'h',
          groupName: null,
          outcome: expect.stringMatching(/^(passed|missed)$/),
          delegate: null,
          percentage: {
            bucket: bucketOf('half-salt.h-salt.ada', 10_000),
            passesBelow: 5_000,
            idType: 'userID',
            unitID: 'ada',
          },
          conditions: [
            {
              type: 'user_field',
              operator: 'any',
              field: 'country',
              targetValue: ['NZ', 'AU'],
              value: 'NZ',
              outcome: 'passed',
              gates: [],
            },
          ],
        },
      ],
    });
  });

  it('masks private attributes', () => {
    const user = { userID: 'ada', privateAttributes: { age: 36 } };

    const explanation = explainGate(specs, user, 'hidden', { now });

    expect(explanation.value).toBe(true);
    expect(JSON.stringify(explanation)).toContain('[private]');
    expect(JSON.stringify(explanation)).not.toContain('36');
  });

  it('shows the same attribute when it is not private', () => {
    expect(
      JSON.stringify(explainGate(specs, { userID: 'ada', custom: { age: 36 } }, 'hidden', { now })),
    ).toContain('36');
  });

  it.each`
    name        | context                                                                                        | by
    ${'button'} | ${{}}                                                                                          | ${'rules'}
    ${'button'} | ${{ userPersistedValues: { button: { value: true, json_value: { a: 1 }, rule_id: 'kept' } } }} | ${'persisted'}
    ${'nope'}   | ${{}}                                                                                          | ${'nothing'}
  `(
    'says that $name with $context is given by $by',
    ({ name, context, by }: { name: string; context: object; by: string }) => {
      expect(explainExperiment(specs, ada, name, { now, ...context }).by).toBe(by);
    },
  );

  it('of specs in a circle, or of hostile users, is an error and not an exception', () => {
    const hostile = Object.defineProperty({ userID: 'x' }, 'country', {
      get: () => {
        throw new Error('no');
      },
    }) as StatsigUser;

    expect(explainGate(specs, ada, 'circle', { now })).toMatchObject({
      reason: 'Error',
      by: 'nothing',
      rules: [],
    });
    expect(explainGate(specs, hostile, 'half', { now })).toMatchObject({ reason: 'Error', rules: [] });
  });

  it('of specs that ask each other in more ways than could be listed stays short', () => {
    const chain = Array.from({ length: 60 }, (_, i) =>
      gate(`g${i}`, { rules: [rule('r', { conditions: [asks(`g${i + 1}`), asks(`g${i + 1}`)] })] }),
    );

    const lines = formatExplanation(explainGate(specsOf({ feature_gates: chain }), ada, 'g0', { now })).split(
      '\n',
    );

    expect(lines.length).toBeLessThan(1_000);
  });

  it('names the rule that decided, and its buckets decide the same way', () => {
    const users = fc.record({ userID: fc.string(), country: fc.constantFrom('NZ', 'AU', 'DE', undefined) });
    const names = fc.constantFrom('half', 'asks_half', 'asks_twice', 'odd', 'off', 'hidden');
    fc.assert(
      fc.property(users, names, (user, name) => {
        const explanation = explainGate(specs, user, name, { now });

        expectToDecide(explanation, evaluateGate(specs, user, name, { now }));
      }),
      repeatable,
    );
    fc.assert(
      fc.property(users, (user) => {
        expectToDecide(
          explainExperiment(specs, user, 'button', { now }),
          evaluateExperiment(specs, user, 'button', { now }),
        );
        expectToDecide(
          explainLayer(specs, user, 'home', { now }),
          evaluateLayer(specs, user, 'home', { now }),
        );
      }),
      repeatable,
    );
  });
});

function expectToDecide(
  explanation: Explanation,
  { ruleID, value }: { ruleID: string; value: unknown },
): void {
  const last = explanation.rules.at(-1);
  expect(explanation).toMatchObject({ ruleID, value });
  expect(last === undefined ? '' : decidedBy(last, ruleID)).toBe(last === undefined ? '' : ruleID);
  for (const { percentage, outcome } of explanation.rules) {
    if (percentage?.bucket === null || percentage === null) continue;
    expect(outcome).toBe(percentage.bucket < percentage.passesBelow ? 'passed' : 'missed');
  }
}

/** The rule ID that the last rule of a trace leads to. */
function decidedBy({ outcome, ruleID, delegate }: ExplainedRule, fallback: string): string {
  if (outcome === 'delegated') return delegate?.ruleID ?? '';
  if (outcome === 'unsupported') return '';
  return outcome === 'skipped' && (fallback === 'default' || fallback === 'disabled') ? fallback : ruleID;
}
