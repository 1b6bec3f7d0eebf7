import { describe, expect, it } from 'vitest';
import type { FeatureGate } from '../results/feature-gate.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  layer,
  now,
  rule,
  specsOf,
} from '../specs/fixtures.test-support.ts';
import { noSpecs } from '../specs/no-specs.ts';
import type { StatsigUser } from '../user/user.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';

const evaluations = [
  { kind: 'gate', evaluate: evaluateGate, empty: false },
  { kind: 'dynamic config', evaluate: evaluateDynamicConfig, empty: {} },
  { kind: 'experiment', evaluate: evaluateExperiment, empty: {} },
  { kind: 'layer', evaluate: evaluateLayer, empty: {} },
] as const;

const everybody = { rules: [rule('all')] };
const lists = (name: string, fields: Json = everybody): Json => ({
  feature_gates: [gate(name, fields)],
  dynamic_configs: [config(name, fields)],
  layer_configs: [layer(name, fields)],
});

/** Names that every object answers to. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];

describe.each(evaluations)('evaluating a $kind', ({ evaluate, empty }) => {
  const specs = specsOf({ ...lists('known'), time: 5 }, { source: 'Network', receivedAt: 6 });
  // Equal rather than matching: an empty object matches every other one.
  const nothing = {
    value: expect.toSatisfy((value: unknown) => JSON.stringify(value) === JSON.stringify(empty)),
    ruleID: '',
    groupName: null,
    idType: null,
    secondaryExposures: [],
  };

  it('says by which rule, and where its specs came from', () => {
    expect(evaluate(specs, ada, 'known', { now })).toMatchObject({
      name: 'known',
      ruleID: 'all',
      details: { reason: 'Recognized', source: 'Network', lcut: 5, receivedAt: 6, version: null },
    });
  });

  it("names the spec's version", () => {
    const versioned = specsOf(lists('known', { ...everybody, version: 12 }));

    expect(evaluate(versioned, ada, 'known', { now }).details.version).toBe(12);
  });

  it('answers nothing for a name that is not there', () => {
    expect(evaluate(specs, ada, 'unknown', { now })).toMatchObject({
      ...nothing,
      name: 'unknown',
      details: { reason: 'Unrecognized', source: 'Network', lcut: 5, receivedAt: 6, version: null },
    });
  });

  it('answers nothing before there are specs', () => {
    expect(evaluate(noSpecs, ada, 'known', { now })).toMatchObject({
      ...nothing,
      name: 'known',
      details: { reason: 'Uninitialized', source: '', lcut: 0, receivedAt: 0, version: null },
    });
  });

  it.each(inherited)('knows no %s unless the project does', (name) => {
    expect(evaluate(specs, ada, name, { now }).details.reason).toBe('Unrecognized');
    expect(evaluate(specsOf(lists(name)), ada, name, { now })).toMatchObject({ name, ruleID: 'all' });
  });

  it.each([
    [{}],
    [{ email: 'ada@example.com' }],
    [{ custom: { userID: 'ada' } }],
    [{ customIDs: {} }],
    [{ customIDs: null }],
    [{ customIDs: 'acme' }],
    [{ userID: null }],
    [{ userID: true }],
    [null],
    [undefined],
    ['ada'],
  ])('answers nothing for %j, who has no ID', (user) => {
    expect(evaluate(specs, user as StatsigUser, 'known', { now })).toMatchObject({
      ...nothing,
      details: { reason: 'Error' },
    });
  });

  it.each([
    [{ userID: 'ada' }],
    [{ userID: '' }],
    [{ userID: 0 }],
    [{ customIDs: { companyID: 'acme' } }],
    [{ userID: undefined, customIDs: { companyID: '' } }],
  ])('answers %j, who has an ID', (user: StatsigUser) => {
    expect(evaluate(specs, user, 'known', { now }).details.reason).toBe('Recognized');
  });

  it('answers nothing for a user whose own getter throws', () => {
    const asking = specsOf(
      lists('known', {
        rules: [
          rule('all', {
            conditions: [condition('user_field', { field: 'email', operator: 'any', targetValue: [] })],
          }),
        ],
      }),
    );
    const user = {
      userID: 'ada',
      get email(): string {
        throw new Error('no');
      },
    };

    expect(evaluate(asking, user, 'known', { now })).toMatchObject({
      ...nothing,
      details: { reason: 'Error' },
    });
  });

  it('gives frozen answers, the same one to all who get the same', () => {
    const answer = evaluate(specs, ada, 'known', { now });

    expect(Object.isFrozen(answer)).toBe(true);
    expect(evaluate(specs, { userID: 'bob' }, 'known', { now: now + 1 })).toBe(answer);
  });
});

describe('a look-up that evaluates in turn', () => {
  it('disturbs neither answer', () => {
    const country = condition('ip_based', { field: 'country', operator: 'any', targetValue: ['NZ'] });
    const known = condition('pass_gate', { targetValue: 'known' });
    const isAda = condition('unit_id', { operator: 'any', targetValue: ['ada'] });
    const specs = specsOf({
      feature_gates: [
        gate('known', everybody),
        gate('outer', { rules: [rule('outer-rule', { conditions: [known, country, isAda] })] }),
        gate('inner', {
          rules: [rule('inner-rule', { conditions: [condition('fail_gate', { targetValue: '?' })] })],
        }),
      ],
    });
    const inner: FeatureGate[] = [];
    const lookups = {
      country: () => {
        inner.push(evaluateGate(specs, { userID: 'bob' }, 'inner', { now }));
        return 'NZ';
      },
    };
    const user = { userID: 'ada', ip: '1.1.1.1' };

    // Twice, since the second evaluation finds what the first one left behind.
    for (let visit = 1; visit <= 2; visit++) {
      expect(evaluateGate(specs, user, 'outer', { now, lookups })).toMatchObject({
        value: true,
        ruleID: 'outer-rule',
        secondaryExposures: [{ gate: 'known', gateValue: 'true', ruleID: 'all' }],
      });
    }
    expect(inner).toHaveLength(2);
    for (const answer of inner) {
      expect(answer).toMatchObject({
        value: true,
        ruleID: 'inner-rule',
        secondaryExposures: [{ gate: '?', gateValue: 'false', ruleID: '' }],
      });
    }
  });
});

describe('gates that ask each other', () => {
  const asking = (name: string, asked: string): Json =>
    gate(name, {
      rules: [rule(`${name}-rule`, { conditions: [condition('pass_gate', { targetValue: asked })] })],
    });
  const chain = (length: number): Json[] =>
    Array.from({ length }, (_, i) =>
      i === length - 1 ? gate(`g${i}`, everybody) : asking(`g${i}`, `g${i + 1}`),
    );

  it.each`
    gates                                                     | asked   | because
    ${[asking('a', 'a')]}                                     | ${'a'}  | ${'it asks itself'}
    ${[asking('a', 'b'), asking('b', 'a')]}                   | ${'a'}  | ${'two ask each other'}
    ${[asking('x', 'a'), asking('a', 'b'), asking('b', 'a')]} | ${'x'}  | ${'it asks two that ask each other'}
    ${chain(302)}                                             | ${'g0'} | ${'the chain is too long to be none'}
  `(
    'answer Error when they go round in circles: $because',
    ({ gates, asked }: { gates: Json[]; asked: string }) => {
      expect(evaluateGate(specsOf({ feature_gates: gates }), ada, asked, { now })).toMatchObject({
        value: false,
        ruleID: '',
        secondaryExposures: [],
        details: { reason: 'Error' },
      });
    },
  );

  it.each([2, 299, 300, 301])('answer in a chain of %i', (length) => {
    const answer = evaluateGate(specsOf({ feature_gates: chain(length) }), ada, 'g0', { now });

    expect(answer).toMatchObject({ value: true, ruleID: 'g0-rule' });
    expect(answer.secondaryExposures).toHaveLength(length - 1);
  });

  it('answer after another that went round in circles', () => {
    const specs = specsOf({ feature_gates: [asking('a', 'a'), asking('b', 'c'), gate('c', everybody)] });

    expect(evaluateGate(specs, ada, 'a', { now }).details.reason).toBe('Error');
    expect(evaluateGate(specs, ada, 'b', { now }).value).toBe(true);
  });

  it('answer at once, however many ways lead to the same gate', () => {
    // Every gate asks the next one twice: asked each time anew, that were 2^60 questions.
    const twice = (name: string, asked: string): Json => {
      const asks = condition('pass_gate', { targetValue: asked });
      return gate(name, { rules: [rule(`${name}-rule`, { conditions: [asks, asks] })] });
    };
    const gates = Array.from({ length: 60 }, (_, i) => twice(`g${i}`, `g${i + 1}`));
    const specs = specsOf({ feature_gates: [...gates, gate('g60', everybody)] });

    expect(evaluateGate(specs, ada, 'g0', { now }).secondaryExposures).toHaveLength(60);
  });

  it('answer Error when experiments hand over in circles', () => {
    const over = (name: string, to: string): Json =>
      config(name, { rules: [rule('over', { configDelegate: to })] });
    const specs = specsOf({ dynamic_configs: [over('a', 'b'), over('b', 'a')] });

    expect(evaluateExperiment(specs, ada, 'a', { now })).toMatchObject({
      value: {},
      details: { reason: 'Error' },
    });
  });
});
