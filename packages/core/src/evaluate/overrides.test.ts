import { describe, expect, it } from 'vitest';
import {
  coreExperiment,
  coreGate,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  now,
  rule,
  specsOf,
} from '../specs/fixtures.test-support.ts';
import { noSpecs } from '../specs/no-specs.ts';
import type { StatsigUser } from '../user/user.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';
import { createOverrides, type OverrideKind } from './overrides.ts';

const kinds: readonly OverrideKind[] = ['gate', 'dynamicConfig', 'experiment', 'layer', 'parameterStore'];
const user = { userID: 'ada', customIDs: { companyID: 'acme', teamID: 'red' } };

describe('finding an override', () => {
  it.each`
    ids                                  | asking                                                     | found        | because
    ${['ada', 'acme', 'red', undefined]} | ${user}                                                    | ${'ada'}     | ${'the user ID comes first'}
    ${['red', 'acme', undefined]}        | ${user}                                                    | ${'acme'}    | ${'then the first custom ID'}
    ${['red', undefined]}                | ${user}                                                    | ${'red'}     | ${'then the next'}
    ${[undefined, 'other']}              | ${user}                                                    | ${undefined} | ${'then what holds for everybody'}
    ${['ACME', 'companyID']}             | ${user}                                                    | ${null}      | ${'IDs are compared as they are'}
    ${['7']}                             | ${{ userID: 7 }}                                           | ${'7'}       | ${'a number counts as text'}
    ${['5']}                             | ${{ userID: 'ada', customIDs: { seat: 5 } }}               | ${'5'}       | ${'a number counts as text'}
    ${['', undefined]}                   | ${{ userID: '' }}                                          | ${''}        | ${'an empty ID is an ID'}
    ${['', undefined]}                   | ${{ customIDs: { companyID: 'acme' } }}                    | ${undefined} | ${'no ID is no empty one'}
    ${['undefined']}                     | ${{}}                                                      | ${null}      | ${'no ID is no text'}
    ${['ada']}                           | ${{ userID: 'ada', customIDs: null }}                      | ${'ada'}     | ${'there need be no custom IDs'}
    ${['acme']}                          | ${{ userID: undefined, customIDs: { companyID: 'acme' } }} | ${'acme'}    | ${'there need be no user ID'}
  `('finds that of $found among $ids: $because', ({ ids, asking, found }: Found) => {
    const overrides = createOverrides();
    for (const id of ids) overrides.set('gate', 'g', { value: { id } }, id);

    expect(overrides.find('gate', 'g', asking)).toEqual(
      found === null ? undefined : { value: { id: found } },
    );
  });

  it.each(kinds)('keeps those of a %s apart from other kinds, and by name', (kind) => {
    const overrides = createOverrides();
    overrides.set(kind, 'name', { value: 1 });

    for (const other of kinds) {
      expect(overrides.find(other, 'name', ada)).toEqual(other === kind ? { value: 1 } : undefined);
      expect(overrides.find(other, 'other', ada)).toBeUndefined();
    }
  });

  it.each(['__proto__', 'constructor', 'toString'])('knows no %s unless it was set', (name) => {
    const overrides = createOverrides();
    expect(overrides.find('gate', name, { userID: name })).toBeUndefined();

    overrides.set('gate', name, { value: true }, name);
    expect(overrides.find('gate', name, { userID: name })).toEqual({ value: true });
    expect(overrides.find('gate', name, ada)).toBeUndefined();
  });

  it.each([{ userID: { toString: null } }, { userID: 'ada', customIDs: { a: { toString: null } } }])(
    'finds what holds for everybody for %j, whose ID has no text',
    (asking) => {
      const overrides = createOverrides();
      overrides.set('parameterStore', 'store', { value: 1 });

      expect(overrides.find('parameterStore', 'store', asking as never)).toEqual({ value: 1 });
    },
  );

  it('takes the last of two for one ID', () => {
    const overrides = createOverrides();
    overrides.set('gate', 'g', { value: 1 }, 'ada');
    overrides.set('gate', 'g', { value: 2 }, 'ada');

    expect(overrides.find('gate', 'g', ada)).toEqual({ value: 2 });
  });
});

describe('removing overrides', () => {
  it.each`
    remove                  | left                    | because
    ${['gate', 'g', 'ada']} | ${['everybody', 'red']} | ${'it was for one ID'}
    ${['gate', 'g']}        | ${[]}                   | ${'all of the name go'}
    ${['gate', 'other']}    | ${['ada', 'red']}       | ${'it was another name'}
    ${['layer', 'g']}       | ${['ada', 'red']}       | ${'it was another kind'}
    ${['gate', 'g', 'bob']} | ${['ada', 'red']}       | ${'it was another ID'}
  `(
    'leaves $left after $remove: $because',
    ({ remove, left }: { remove: [OverrideKind, string, string?]; left: string[] }) => {
      const overrides = createOverrides();
      overrides.set('gate', 'g', { value: 'everybody' });
      overrides.set('gate', 'g', { value: 'ada' }, 'ada');
      overrides.set('gate', 'g', { value: 'red' }, 'red');
      overrides.remove(...remove);

      const found = [ada, { userID: 'red' }].map((asking) => overrides.find('gate', 'g', asking));
      expect(found.flatMap((one) => (one !== undefined && 'value' in one ? [one.value] : []))).toEqual(left);
    },
  );

  it.each([...kinds, undefined])('clears %s', (cleared) => {
    const overrides = createOverrides();
    for (const kind of kinds) overrides.set(kind, 'name', { value: kind });
    overrides.clear(cleared);

    const left = kinds.filter((kind) => overrides.find(kind, 'name', ada) !== undefined);
    expect(left).toEqual(cleared === undefined ? [] : kinds.filter((kind) => kind !== cleared));
  });
});

describe('an answer that is overridden', () => {
  const overridden = { ruleID: 'override', groupName: null, secondaryExposures: [], idType: null };
  const asksOn = { conditions: [condition('pass_gate', { targetValue: 'on' })] };
  const specs = specsOf({
    feature_gates: [gate('on', { rules: [rule('all')] }), gate('asks', { rules: [rule('asks', asksOn)] })],
    dynamic_configs: [config('c', { version: 7, rules: [rule('all', { groupName: 'All' })] })],
  });

  it.each`
    evaluate                 | kind               | name         | value
    ${evaluateGate}          | ${'gate'}          | ${'on'}      | ${false}
    ${evaluateGate}          | ${'gate'}          | ${'unknown'} | ${true}
    ${evaluateDynamicConfig} | ${'dynamicConfig'} | ${'c'}       | ${{ mine: 1 }}
    ${evaluateExperiment}    | ${'experiment'}    | ${'c'}       | ${{ mine: 1 }}
    ${evaluateExperiment}    | ${'experiment'}    | ${'unknown'} | ${{}}
    ${evaluateLayer}         | ${'layer'}         | ${'unknown'} | ${{ mine: 1 }}
  `('says so: the $kind $name is $value', ({ evaluate, kind, name, value }: Overridden) => {
    const overrides = createOverrides();
    overrides.set(kind, name, { value });

    expect(evaluate(specs, ada, name, { now, overrides })).toMatchObject({
      ...overridden,
      name,
      value,
      details: { reason: 'LocalOverride', lcut: 1, source: 'Bootstrap', version: null },
    });
    expect(evaluate(specs, ada, name, { now }).details.reason).not.toBe('LocalOverride');
  });

  it.each([null, undefined, 7, 'text', []])(
    'has no parameters when it is an experiment overridden with %j',
    (value) => {
      const overrides = createOverrides();
      overrides.set('experiment', 'c', { value });

      const experiment = evaluateExperiment(specs, ada, 'c', { now, overrides });
      expect(experiment.value).toEqual({});
      expect(experiment.get('from', 'fallback')).toBe('fallback');
    },
  );

  it('is there before there are specs', () => {
    const overrides = createOverrides();
    overrides.set('gate', 'g', { value: true });

    expect(evaluateGate(noSpecs, ada, 'g', { now, overrides })).toMatchObject({
      value: true,
      details: { reason: 'LocalOverride' },
    });
  });

  it('counts for whoever asks, and is exposed', () => {
    const overrides = createOverrides();
    overrides.set('gate', 'on', { value: false }, 'ada');

    expect(evaluateGate(specs, ada, 'asks', { now, overrides })).toMatchObject({
      value: false,
      ruleID: 'default',
      details: { reason: 'Recognized' },
      secondaryExposures: [{ gate: 'on', gateValue: 'false', ruleID: 'override' }],
    });
    expect(evaluateGate(specs, { userID: 'bob' }, 'asks', { now, overrides }).value).toBe(true);
  });

  it.each([1, 'true', null, undefined, {}])(
    'is a gate that is on only when overridden with true, not %j',
    (value) => {
      const overrides = createOverrides();
      overrides.set('gate', 'on', { value });

      expect(evaluateGate(specs, ada, 'on', { now, overrides }).value).toBe(false);
    },
  );

  it.each`
    dialect     | specs                                              | rulePassed
    ${'legacy'} | ${specs}                                           | ${true}
    ${'core'}   | ${coreSpecs({ configs: { c: coreExperiment() } })} | ${false}
  `(
    'counts as a rule that passed for $dialect: $rulePassed',
    (row: { specs: typeof specs; rulePassed: boolean }) => {
      const overrides = createOverrides();
      overrides.set('experiment', 'c', { value: {} });

      expect(evaluateExperiment(row.specs, ada, 'c', { now, overrides })).toMatchObject({
        rulePassed: row.rulePassed,
        isUserInExperiment: false,
      });
    },
  );
});

describe('an experiment that is overridden by group', () => {
  const specs = coreSpecs({
    gates: { on: coreGate([coreRule('all', [everyone])]) },
    configs: {
      e: coreExperiment([
        coreRule('c', [onPlan('pro')], { groupName: 'Control' }),
        coreRule('t', [onPlan('free')], { groupName: 'Test' }),
        coreRule('again', [], { groupName: 'Test' }),
      ]),
    },
    layers: { l: coreLayer([coreRule('over', [everyone], { configDelegate: 'e' })]) },
  });

  it.each`
    groupName    | name         | value
    ${'Control'} | ${'e'}       | ${{ from: 'c' }}
    ${'Test'}    | ${'e'}       | ${{ from: 't' }}
    ${'Nobody'}  | ${'e'}       | ${{}}
    ${'Control'} | ${'unknown'} | ${{}}
  `(
    'has the value of $groupName: $value',
    ({ groupName, name, value }: { groupName: string; name: string; value: Json }) => {
      const overrides = createOverrides();
      overrides.set('experiment', name, { groupName });

      const experiment = evaluateExperiment(specs, ada, name, { now, overrides });
      expect(experiment).toMatchObject({ ruleID: 'override', groupName: null });
      expect(experiment.value).toEqual(value);
    },
  );

  it('answers so in a layer that hands over to it', () => {
    const overrides = createOverrides();
    overrides.set('experiment', 'e', { groupName: 'Test' });

    expect(evaluateLayer(specs, ada, 'l', { now, overrides })).toMatchObject({
      value: { from: 't' },
      ruleID: 'override',
      allocatedExperiment: 'e',
    });
  });

  it('is no dynamic config', () => {
    const overrides = createOverrides();
    overrides.set('experiment', 'e', { value: { mine: 1 } });

    expect(evaluateDynamicConfig(specs, ada, 'e', { now, overrides }).value).toEqual({ from: 'again' });
  });
});

interface Found {
  readonly ids: readonly (string | undefined)[];
  readonly asking: StatsigUser;
  readonly found: string | undefined | null;
}

interface Overridden {
  readonly evaluate: typeof evaluateGate;
  readonly kind: OverrideKind;
  readonly name: string;
  readonly value: unknown;
}
