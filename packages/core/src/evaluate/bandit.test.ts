import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../oracle.test-support.ts';
import {
  asks,
  type CoreProject,
  coreExperiment,
  coreGate,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
import { ada, type Json, now } from '../specs/fixtures.test-support.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';
import { createOverrides } from './overrides.ts';

const named = (...names: readonly string[]): Json[] =>
  names.map((name) => ({ name, id: `id-${name}`, parameterValues: { arm: name } }));

const bandit = (fields: Json = {}): Json => ({
  salt: 'bandit',
  targetAppIDs: [],
  defaultValue: { arm: 'default' },
  idType: 'userID',
  enabled: true,
  version: 4,
  sampleRate: 0,
  higherIsBetter: true,
  groups: named('a', 'b', 'c'),
  ...fields,
});

const model = (intercept: number, weights: Json = {}, records = 0): Json => ({
  alpha: 0,
  intercept,
  records,
  weightsNumerical: { level: 0 },
  weightsCategorical: {},
  ...weights,
});

const gates = {
  pro: coreGate([coreRule('pro-rule', [onPlan('pro')])]),
  nested: coreGate([coreRule('nested-rule', [asks('pass_gate', 'pro')])]),
  'segment:pro': coreGate([coreRule('s', [asks('pass_gate', 'pro')])]),
};

function answered(
  fields: Json,
  user: Json = ada as Json,
  { random, ...project }: CoreProject & { random?: () => number } = {},
): ReturnType<typeof evaluateExperiment> {
  const specs = coreSpecs({ gates, bandits: { b: bandit(fields) }, ...project });
  return evaluateExperiment(specs, user, 'b', { now, random });
}

describe('a bandit', () => {
  it.each`
    fields                                          | ruleID                    | because
    ${{ enabled: false }}                           | ${'prestart'}             | ${'it is disabled'}
    ${{ groups: [] }}                               | ${'prestart'}             | ${'it has no groups'}
    ${{ targetingGateName: 'pro' }}                 | ${'inlineTargetingRules'} | ${'the user misses its gate'}
    ${{ targetingGateName: 'no_such' }}             | ${'inlineTargetingRules'} | ${'there is no such gate'}
    ${{ enabled: false, targetingGateName: 'pro' }} | ${'prestart'}             | ${'a gate is not even asked'}
  `('gives its default by $ruleID: $because', ({ fields, ruleID }: { fields: Json; ruleID: string }) => {
    expect(answered(fields)).toMatchObject({
      name: 'b',
      value: { arm: 'default' },
      ruleID,
      groupName: null,
      idType: 'userID',
      rulePassed: false,
      isUserInExperiment: false,
      details: { reason: 'Recognized', version: 4, lcut: 1 },
    });
  });

  it('gives a group', () => {
    expect(answered({ groups: named('a'), config: { 'id-a': model(1) }, version: null })).toMatchObject({
      value: { arm: 'a' },
      ruleID: 'id-a',
      groupName: 'a',
      rulePassed: true,
      details: { reason: 'Recognized', version: null },
    });
  });

  it.each`
    targetingGateName | exposures                                           | because
    ${'pro'}          | ${['pro true pro-rule']}                            | ${'it was asked'}
    ${'nested'}       | ${['pro true pro-rule', 'nested true nested-rule']} | ${'what it asked comes before it'}
    ${'segment:pro'}  | ${['pro true pro-rule']}                            | ${'segments never show'}
    ${null}           | ${[]}                                               | ${'none was asked'}
  `(
    'exposes $exposures: $because',
    ({ targetingGateName, exposures }: { targetingGateName: string | null; exposures: string[] }) => {
      const { ruleID, secondaryExposures } = answered(
        { targetingGateName, config: { 'id-a': model(1) } },
        { userID: 'ada', custom: { plan: 'pro' } },
      );

      expect(ruleID).toBe('id-a');
      expect(secondaryExposures.map((one) => `${one.gate} ${one.gateValue} ${one.ruleID}`)).toEqual(
        exposures,
      );
    },
  );

  it('answers in place of the experiment of its name, and of no dynamic config', () => {
    const project: CoreProject = {
      bandits: { both: bandit({ config: { 'id-b': model(1) } }) },
      configs: { both: coreExperiment([coreRule('plain', [everyone])]) },
      layers: { l: coreLayer([coreRule('over', [everyone], { configDelegate: 'both' })]) },
    };
    const specs = coreSpecs(project);

    expect(evaluateExperiment(specs, ada, 'both', { now }).ruleID).toBe('id-b');
    expect(evaluateDynamicConfig(specs, ada, 'both', { now }).ruleID).toBe('plain');
    expect(evaluateLayer(specs, ada, 'l', { now }).ruleID).toBe('id-b');
    expect(evaluateDynamicConfig(coreSpecs({ ...project, configs: {} }), ada, 'both', { now }).ruleID).toBe(
      '',
    );
    expect(evaluateGate(specs, ada, 'both', { now }).ruleID).toBe('');
  });

  it('is overridden like any experiment', () => {
    const overrides = createOverrides();
    overrides.set('experiment', 'b', { value: { arm: 'mine' } });

    const answer = evaluateExperiment(coreSpecs({ bandits: { b: bandit() } }), ada, 'b', { now, overrides });
    expect(answer).toMatchObject({ value: { arm: 'mine' }, ruleID: 'override' });
  });
});

describe('a bandit that knows nothing yet', () => {
  it.each([undefined, null, {}])('draws groups evenly, the same for a user each time: %j', (config) => {
    const specs = coreSpecs({ bandits: { b: bandit({ config, sampleRate: 0.5 }) } });

    for (let i = 0; i < 200; i++) {
      const group = ['a', 'b', 'c'][Math.floor(bucketOf(`bandit.u${i}`, 10_000) / (10_000 / 3))];
      const answer = evaluateExperiment(specs, { userID: `u${i}` }, 'b', { now });
      expect(answer).toMatchObject({ ruleID: `id-${group}:explore`, groupName: group });
    }
  });

  it('draws by the unit of its own ID type', () => {
    const user = { userID: 'ada', customIDs: { companyID: 'acme' } };
    const group = ['a', 'b', 'c'][Math.floor(bucketOf('bandit.acme', 10_000) / (10_000 / 3))];

    expect(answered({ idType: 'companyID' }, user)).toMatchObject({ groupName: group, idType: 'companyID' });
  });
});

describe('a bandit that explores', () => {
  const config = { 'id-a': model(9, {}, 0), 'id-b': model(5, {}, 1), 'id-c': model(1, {}, 3) };

  // The weights are 1, 1/2 and 1/4: of 7 parts, 4 and 2 and 1.
  it.each`
    random       | group  | because
    ${0}         | ${'a'} | ${'it is in the first 4 of 7'}
    ${3.99 / 7}  | ${'a'} | ${'it is in the first 4 of 7'}
    ${4.01 / 7}  | ${'b'} | ${'it is in the next 2'}
    ${5.99 / 7}  | ${'b'} | ${'it is in the next 2'}
    ${6.01 / 7}  | ${'c'} | ${'it is in the last'}
    ${0.9999999} | ${'c'} | ${'it is in the last'}
  `('draws $group for $random: $because', ({ random, group }: { random: number; group: string }) => {
    expect(answered({ config, sampleRate: 1 }, { userID: 'ada' }, { random: () => random })).toMatchObject({
      ruleID: `id-${group}:explore`,
      groupName: group,
    });
  });

  it('counts a group without model as one of which nothing is known', () => {
    const some = { 'id-a': model(9, {}, 1e9), 'id-c': model(1, {}, 1e9) };

    expect(
      answered({ config: some, sampleRate: 1 }, { userID: 'ada' }, { random: () => 0.5 }).groupName,
    ).toBe('b');
  });

  it('explores with the users of the first buckets only', () => {
    const specs = coreSpecs({ bandits: { b: bandit({ config, sampleRate: 0.25 }) } });

    for (let i = 0; i < 200; i++) {
      const { ruleID } = evaluateExperiment(specs, { userID: `u${i}` }, 'b', { now, random: () => 0 });
      expect(ruleID).toBe(bucketOf(`bandit.u${i}`, 10_000) < 2_500 ? 'id-a:explore' : 'id-a');
    }
  });

  it('gives a user the same group each time unless a draw is given', () => {
    const specs = coreSpecs({ bandits: { b: bandit({ config, sampleRate: 1 }) } });
    const groups = Array.from({ length: 100 }, (_, i) => {
      const answers = [1, 2, 3].map(
        () => evaluateExperiment(specs, { userID: `u${i}` }, 'b', { now }).ruleID,
      );
      expect(new Set(answers).size).toBe(1);
      return answers[0];
    });

    expect(new Set(groups)).toEqual(new Set(['id-a:explore', 'id-b:explore', 'id-c:explore']));
  });
});

describe('a bandit that has learned', () => {
  const learned = {
    'id-a': model(1, { weightsCategorical: { country: { NZ: 2, '': 5 } } }),
    'id-b': model(2, { alpha: 0.5, weightsNumerical: { level: 0.5 } }),
  };
  const higher = { config: learned };
  const lower = { config: learned, higherIsBetter: false };

  // Scores: a is 1, and 3 in NZ, and 6 nowhere; b is 2.5 and half the level.
  it.each`
    fields    | user                                          | group  | because
    ${higher} | ${{ country: 'US' }}                          | ${'b'} | ${'2.5 beats 1'}
    ${higher} | ${{ country: 'NZ' }}                          | ${'a'} | ${'3 beats 2.5'}
    ${higher} | ${{ country: 'NZ', custom: { level: 2 } }}    | ${'b'} | ${'3.5 beats 3'}
    ${higher} | ${{ country: 'NZ', custom: { level: '2' } }}  | ${'b'} | ${'a text that is a number counts'}
    ${higher} | ${{ country: 'NZ', custom: { level: 'x' } }}  | ${'a'} | ${'no number adds nothing'}
    ${higher} | ${{ country: 'NZ', custom: { level: true } }} | ${'a'} | ${'no number adds nothing'}
    ${higher} | ${{ custom: { level: 6 } }}                   | ${'a'} | ${'what is missing is an empty text, worth 6 against 5.5'}
    ${lower}  | ${{ country: 'US' }}                          | ${'a'} | ${'1 is below 2.5'}
    ${lower}  | ${{ country: 'NZ' }}                          | ${'b'} | ${'2.5 is below 3'}
    ${lower}  | ${{ country: 'US', custom: { level: -8 } }}   | ${'b'} | ${'-1.5 is below 1'}
  `(
    'gives $group to $user: $because',
    ({ fields, user, group }: { fields: Json; user: Json; group: string }) => {
      expect(answered(fields, { userID: 'ada', ...user })).toMatchObject({
        ruleID: `id-${group}`,
        groupName: group,
      });
    },
  );

  it('gives the first of groups that score alike', () => {
    expect(answered({ config: { 'id-c': model(1), 'id-b': model(1) } }).groupName).toBe('b');
  });

  it.each`
    random  | group
    ${0}    | ${'a'}
    ${0.34} | ${'b'}
    ${0.99} | ${'c'}
  `(
    'draws evenly when no group has weights: $group for $random',
    ({ random, group }: { random: number; group: string }) => {
      const config = {
        'id-a': model(5, { weightsNumerical: {} }),
        'id-b': model(1, { weightsNumerical: {} }),
      };

      expect(answered({ config }, { userID: 'ada' }, { random: () => random }).ruleID).toBe(`id-${group}`);
    },
  );

  it('looks for no inherited weight or attribute', () => {
    const config = {
      'id-a': model(1, { weightsCategorical: { country: { NZ: 1 }, toString: { x: 9 } } }),
      'id-b': model(1.5),
    };

    expect(answered({ config }, { userID: 'ada', country: 'constructor' }).groupName).toBe('b');
    expect(answered({ config }, { userID: 'ada', country: '__proto__' }).groupName).toBe('b');
  });
});
