import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { sampleExposure } from '../exposures/sampling.ts';
import {
  askCore,
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
import { ada, condition, type Json, now } from '../specs/fixtures.test-support.ts';
import { evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';
import { evaluateParameterStore } from './parameter-store.ts';
import { assignExperiment } from './sticky.ts';

const context = { now };
/** Far more than any answer here takes, and far less than one that grows with every link. */
const maxMs = 2_000;

function timed<T>(run: () => T): T {
  const start = performance.now();
  const value = run();
  expect(performance.now() - start).toBeLessThan(maxMs);
  return value;
}

const chain = (length: number, link: (name: string, next: string) => Json, last: Json): Json =>
  Object.fromEntries(
    Array.from({ length: length + 1 }, (_, i) => [`n${i}`, i === length ? last : link(`n${i}`, `n${i + 1}`)]),
  );
const inGroup = (experiment: string): Json =>
  condition('experiment_group', { field: experiment, operator: 'any', targetValue: ['G'] });
const grouped = (conditions: readonly Json[]): Json =>
  coreExperiment([coreRule('g', conditions, { groupName: 'G' })]);

describe('a chain of 60 in which each asks the next twice', () => {
  it('of gates', () => {
    const gates = chain(
      60,
      (_, next) => coreGate([coreRule('r', [asks('pass_gate', next), asks('pass_gate', next)])]),
      coreGate([coreRule('r', [everyone])]),
    );
    const gate = timed(() => evaluateGate(coreSpecs({ gates }), ada, 'n0', context));

    expect(gate.value).toBe(true);
    expect(gate.secondaryExposures).toHaveLength(60);
  });

  it('of gates, none of which passes', () => {
    const gates = chain(
      60,
      (_, next) =>
        coreGate([coreRule('r', [asks('pass_gate', next)]), coreRule('s', [asks('pass_gate', next)])]),
      coreGate(),
    );

    expect(timed(() => evaluateGate(coreSpecs({ gates }), ada, 'n0', context)).value).toBe(false);
  });

  it('of experiments, by their groups', () => {
    const configs = chain(60, (_, next) => grouped([inGroup(next), inGroup(next)]), grouped([everyone]));

    expect(timed(() => evaluateExperiment(coreSpecs({ configs }), ada, 'n0', context)).groupName).toBe('G');
  });

  it('of experiments that hand over', () => {
    const over = (next: string): Json => coreRule('over', [everyone], { configDelegate: next });
    const configs = chain(60, (_, next) => coreExperiment([over(next), over(next)]), grouped([everyone]));
    const layers = {
      l: coreLayer([over('n0')]),
      merging: coreLayer([over('n0'), over('n0')], { useNewLayerEval: true, defaultValue: {} }),
    };
    const specs = coreSpecs({ configs, layers });

    expect(timed(() => evaluateLayer(specs, ada, 'l', context)).groupName).toBe('G');
    expect(timed(() => evaluateLayer(specs, ada, 'merging', context)).groupName).toBe('G');
  });

  it('of targeting and of bandits', () => {
    const gates = chain(
      60,
      (_, next) => coreGate([coreRule('r', [inGroup(next), inGroup(next)])]),
      coreGate(),
    );
    const bandits = Object.fromEntries(
      Object.keys(gates).map((name) => [name, { ...bandit, targetingGateName: name }]),
    );

    expect(timed(() => evaluateExperiment(coreSpecs({ gates, bandits }), ada, 'n0', context)).value).toEqual(
      {},
    );
  });

  it('of mappings, each of which is tried once', () => {
    const country = condition('ip_based', { field: 'country', operator: 'any', targetValue: ['NZ'] });
    const all = coreGate([coreRule('r', [everyone])]);
    const gates = chain(12, () => all, all);
    const mappingRules = chain(
      12,
      (_, next) => coreRule('m', [country, asks('pass_gate', next), asks('pass_gate', next)]),
      coreRule('m', [everyone]),
    );
    const mappings = Object.fromEntries(
      Object.keys(gates).map((name) => [name, [{ new_config_name: 'n12', rules: [{ rule_name: name }] }]]),
    );
    let tried = 0;
    const lookups = { country: () => (tried++ < 0 ? null : 'NZ') };
    const user = { userID: 'ada', ip: '1.1.1.1' };

    evaluateGate(coreSpecs({ gates, mappings, mappingRules }), user, 'n0', { now, lookups });
    expect(tried).toBe(12);
  });
});

const bandit = {
  ...{ salt: '', defaultValue: {}, idType: 'userID', enabled: true, sampleRate: 0, higherIsBetter: true },
  groups: [{ name: 'G', id: 'g', parameterValues: {} }],
};

describe('specs that go round in circles', () => {
  const over = (next: string): Json => coreRule('over', [everyone], { configDelegate: next });
  const mapsTo = (name: string, rule: string): Json[] => [
    { new_config_name: name, rules: [{ rule_name: rule }] },
  ];

  it.each`
    circle                              | project
    ${'a gate that asks itself'}        | ${{ gates: { x: coreGate([coreRule('r', [asks('pass_gate', 'x')])]) } }}
    ${'gates that ask each other'}      | ${{ gates: { x: coreGate([coreRule('r', [asks('fail_gate', 'y')])]), y: coreGate([coreRule('r', [asks('pass_gate', 'x')])]) } }}
    ${'an experiment by its group'}     | ${{ configs: { x: grouped([inGroup('x')]) } }}
    ${'experiments that hand over'}     | ${{ configs: { x: coreExperiment([over('y')]), y: coreExperiment([over('x')]) } }}
    ${'a layer and its experiment'}     | ${{ layers: { x: coreLayer([over('y')]) }, configs: { y: grouped([inGroup('y')]) } }}
    ${'a layer that merges'}            | ${{ layers: { x: coreLayer([over('y')], { useNewLayerEval: true }) }, configs: { y: coreExperiment([over('y')]) } }}
    ${'a bandit and its gate'}          | ${{ bandits: { x: { ...bandit, targetingGateName: 'g' } }, gates: { g: coreGate([coreRule('r', [inGroup('x')])]) } }}
    ${'a mapping that asks for itself'} | ${{ gates: { x: coreGate(), y: coreGate() }, mappings: { x: mapsTo('y', 'm') }, mappingRules: { m: coreRule('m', [asks('pass_gate', 'x')]) } }}
  `(
    'answer Error or an answer, and evaluate others afterwards: $circle',
    ({ project }: { project: CoreProject }) => {
      const specs = coreSpecs({
        ...project,
        gates: { ...project.gates, fine: coreGate([coreRule('all', [everyone])]) },
      });

      const reasons = [evaluateGate, evaluateExperiment, evaluateLayer].map(
        (evaluate) => timed(() => evaluate(specs, ada, 'x', context)).details.reason,
      );
      expect(reasons).toContain('Error');
      expect(evaluateGate(specs, ada, 'fine', context)).toMatchObject({
        value: true,
        secondaryExposures: [],
      });
      expect(
        timed(() => assignExperiment(specs, ada, 'x', { ...context, userPersistedValues: {} })).storage
          .action,
      ).not.toBe('save');
    },
  );

  it('map to each other and end at the second', () => {
    const project = {
      gates: { x: coreGate([coreRule('x', [everyone])]), y: coreGate([coreRule('y', [everyone])]) },
      mappings: { x: mapsTo('y', 'all'), y: mapsTo('x', 'all') },
      mappingRules: { all: coreRule('all', [everyone]) },
    };

    expect(evaluateGate(coreSpecs(project), ada, 'x', context).ruleID).toBe('y');
    expect(evaluateGate(coreSpecs(project), ada, 'y', context).ruleID).toBe('x');
  });
});

describe('values of 10 MB', () => {
  const long = 'ab'.repeat(5_000_000);
  const user = {
    userID: long,
    email: long,
    custom: { plan: long, list: [long] },
    customIDs: { companyID: long },
  };

  it.each`
    asked                                                                                                 | value
    ${onPlan('x')}                                                                                        | ${false}
    ${condition('user_field', { field: 'plan', operator: 'str_contains_any', targetValue: ['ba', 'x'] })} | ${true}
    ${condition('user_field', { field: 'plan', operator: 'str_ends_with_any', targetValue: ['aB'] })}     | ${true}
    ${condition('user_field', { field: 'plan', operator: 'str_matches', targetValue: '(a|b)*c' })}        | ${false}
    ${condition('user_field', { field: 'plan', operator: 'version_gt', targetValue: '1' })}               | ${false}
    ${condition('user_field', { field: 'plan', operator: 'gt', targetValue: 1 })}                         | ${false}
    ${condition('user_field', { field: 'plan', operator: 'before', targetValue: 1 })}                     | ${false}
    ${condition('user_field', { field: 'list', operator: 'array_contains_none', targetValue: ['x'] })}    | ${true}
    ${condition('unit_id', { operator: 'in_segment_list', targetValue: 'list' })}                         | ${false}
    ${condition('user_bucket', { operator: 'gte', targetValue: 0, additionalValues: { salt: 's' } })}     | ${true}
    ${condition('ua_based', { operator: 'eq', field: 'os_name', targetValue: null })}                     | ${true}
  `('are answered: $value', ({ asked, value }: { asked: Json; value: boolean }) => {
    const gates = { g: coreGate([coreRule('r', [asked], { passPercentage: 99.9999 })]) };
    const specs = coreSpecs({ gates, fields: { sdk_configs: { sampling_mode: 'on' } } });
    const idLists = new Map([['list', new Set(['47DEQpj8'])]]);
    const asking = { ...user, userAgent: long };

    const gate = timed(() => evaluateGate(specs, asking, 'g', { now, idLists }));
    expect([gate.value, gate.details.reason]).toEqual([value, 'Recognized']);
    expect(sampleExposure(specs, { gate }, { user: asking, isFirst: () => false }).isLogged).toBe(true);
  });
});

describe('a pattern that backtracks', () => {
  // Such a pattern doubles with each letter of a value that it does not match.
  it.each(['^(\\w+\\s?)*$', '(x+x+)+y'])('ends on a value of 20 letters: %s', (pattern) => {
    const asked = condition('user_field', { field: 'plan', operator: 'str_matches', targetValue: pattern });
    const user = { userID: 'ada', custom: { plan: `${'x'.repeat(20)}!` } };

    expect(timed(() => askCore(asked, { user })).value).toBe(false);
  });

  // These grow with the square of the length.
  it.each(['a+b', '(a|b|ab)*c', 'a+$b'])('ends on a value of 999 letters: %s', (pattern) => {
    const asked = condition('user_field', { field: 'plan', operator: 'str_matches', targetValue: pattern });
    const user = { userID: 'ada', custom: { plan: 'a'.repeat(999) } };

    expect(timed(() => askCore(asked, { user })).value).toBe(false);
  });
});

describe('names that every object knows', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'are names like any other: %s',
    (name) => {
      const named = <T>(value: T): Record<string, T> =>
        Object.defineProperty({}, name, { value, enumerable: true }) as Record<string, T>;
      const project: CoreProject = {
        gates: named(
          coreGate([
            coreRule(name, [condition('user_field', { field: name, operator: 'any', targetValue: [name] })]),
          ]),
        ),
        configs: named(grouped([asks('pass_gate', name)])),
        layers: named(coreLayer([coreRule('over', [everyone], { configDelegate: name })])),
        parameterStores: named({ parameters: named({ gate_name: name, pass_value: 1, fail_value: 0 }) }),
      };
      const user = { userID: 'ada', custom: named(name) };

      const specs = coreSpecs(project);
      expect(evaluateGate(specs, user, name, context)).toMatchObject({ value: true, ruleID: name });
      expect(evaluateGate(specs, ada, name, context).value).toBe(false);
      expect(evaluateLayer(specs, user, name, context)).toMatchObject({
        groupName: 'G',
        allocatedExperiment: name,
      });
      expect(evaluateParameterStore(specs, user, name, context).get(name, 9)).toBe(1);

      const nothing = coreSpecs({});
      for (const evaluate of [evaluateGate, evaluateExperiment, evaluateLayer])
        expect(evaluate(nothing, user, name, context).details.reason).toBe('Unrecognized');
      expect(evaluateParameterStore(nothing, user, name, context).read(name)).toBeUndefined();
      const { storage } = assignExperiment(nothing, user, name, { ...context, userPersistedValues: {} });
      expect(storage.action).toBe('keep');
    },
  );
});
