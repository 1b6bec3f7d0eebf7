import { describe, expect, it } from 'vitest';
import { onPlan } from '../specs/core-fixtures.test-support.ts';
import {
  ada,
  condition,
  config,
  type Json,
  rule,
  specsOf,
  unsupported,
} from '../specs/fixtures.test-support.ts';
import { noSpecs } from '../specs/no-specs.ts';
import type { StatsigUser } from '../user/user.ts';
import { createOverrides } from './overrides.ts';
import { active, core, exposures, free, keeping, legacy, pro, stored } from './sticky.test-support.ts';
import { assignExperiment, type StickyContext } from './sticky.ts';

const keep = { action: 'keep' };

describe.each([
  { dialect: 'legacy', specs: legacy },
  { dialect: 'core', specs: core },
])('an experiment of the $dialect dialect', ({ specs, dialect }) => {
  const idType = dialect === 'legacy' ? null : 'userID';

  it.each`
    name         | user    | values                   | action      | because
    ${'e'}       | ${pro}  | ${{}}                    | ${'save'}   | ${'the user is in a group'}
    ${'e'}       | ${free} | ${{}}                    | ${'keep'}   | ${'the user is in none'}
    ${'e'}       | ${pro}  | ${undefined}             | ${'delete'} | ${'assignments are not to be kept'}
    ${'e'}       | ${pro}  | ${null}                  | ${'delete'} | ${'assignments are not to be kept'}
    ${'ended'}   | ${pro}  | ${{}}                    | ${'delete'} | ${'it is over'}
    ${'ended'}   | ${pro}  | ${{ ended: stored() }}   | ${'delete'} | ${'it is over'}
    ${'e'}       | ${pro}  | ${{ other: stored() }}   | ${'save'}   | ${'what is stored is for another'}
    ${'unknown'} | ${pro}  | ${{ unknown: stored() }} | ${'keep'}   | ${'there is no such experiment'}
  `('says $action for $name: $because', ({ name, user, values, action }: Row) => {
    const { evaluation, storage } = assignExperiment(specs, user, name, keeping(values));

    expect(storage.action).toBe(action);
    expect(evaluation.details.reason).not.toBe('Persisted');
    if (storage.action !== 'keep') expect(storage.key).toBe('ada:userID');
  });

  it('saves what a kept answer needs', () => {
    const { storage } = assignExperiment(specs, pro, 'e', keeping({}));
    const version = dialect === 'legacy' ? { configVersion: 3 } : { config_version: 3 };

    expect(storage).toEqual({
      action: 'save',
      key: 'ada:userID',
      values: {
        value: true,
        json_value: { from: 'group' },
        rule_id: 'group',
        group_name: 'Group',
        secondary_exposures: [],
        undelegated_secondary_exposures: dialect === 'legacy' ? [] : null,
        config_delegate: null,
        explicit_parameters: ['from'],
        time: 1,
        ...version,
      },
    });
  });

  it('answers what is stored, whatever the rules say by now', () => {
    const { evaluation, storage } = assignExperiment(specs, free, 'e', keeping({ e: stored() }));

    expect(storage).toEqual(keep);
    expect(evaluation).toMatchObject({
      name: 'e',
      value: { from: 'storage' },
      ruleID: 'group',
      groupName: 'Group',
      idType,
      rulePassed: true,
      isUserInExperiment: true,
      secondaryExposures: exposures,
      details: { reason: 'Persisted', lcut: 17, version: 2, source: 'Bootstrap' },
    });
    expect(evaluation.get('from', '')).toBe('storage');
    expect(Object.isFrozen(evaluation)).toBe(true);
  });

  it.each([{ config_version: 2, configVersion: null }, { configVersion: 2 }])(
    'reads the version of either SDK: %j',
    (version) => {
      const { evaluation } = assignExperiment(specs, free, 'e', keeping({ e: stored(version) }));

      expect(evaluation.details.version).toBe(2);
    },
  );

  it.each`
    plan          | enforced                      | ruleID                    | because
    ${'out'}      | ${{}}                         | ${'group'}                | ${'nothing is enforced'}
    ${'out'}      | ${{ enforceTargeting: true }} | ${'targetingGate'}        | ${'targeting leaves the user out'}
    ${'pro'}      | ${{ enforceTargeting: true }} | ${'group'}                | ${'targeting lets the user in'}
    ${'out'}      | ${{ enforceOverrides: true }} | ${'group'}                | ${'only overrides are enforced'}
    ${'override'} | ${{ enforceOverrides: true }} | ${'g:userID:id_override'} | ${'an override is enforced'}
    ${'override'} | ${{ enforceTargeting: true }} | ${'group'}                | ${'only targeting is enforced'}
  `(
    'answers by $ruleID when $enforced, for $plan: $because',
    ({ plan, enforced, ruleID }: { plan: string; enforced: Json; ruleID: string }) => {
      const user = { userID: 'ada', custom: { plan } };
      const { evaluation, storage } = assignExperiment(specs, user, 'e', keeping({ e: stored() }, enforced));

      expect(evaluation.ruleID).toBe(ruleID);
      expect(storage).toEqual(keep);
    },
  );

  it('leaves storage alone when it is overridden', () => {
    const overrides = createOverrides();
    overrides.set('experiment', 'e', { value: { mine: 1 } });
    const { evaluation, storage } = assignExperiment(
      specs,
      pro,
      'e',
      keeping({ e: stored() }, { overrides }),
    );

    expect(evaluation.ruleID).toBe('override');
    expect(storage).toEqual(keep);
  });

  it.each(['__proto__', 'constructor', 'toString'])('finds nothing stored for %s unless it is', (name) => {
    const { evaluation } = assignExperiment(specs, pro, name, keeping({}));

    expect(evaluation.details.reason).toBe('Unrecognized');
  });
});

describe('targeting that is enforced', () => {
  const out = (id: string, fields: Json = {}): Json => rule(id, { conditions: [onPlan('out')], ...fields });
  const excluded = { userID: 'ada', custom: { plan: 'out' } };

  it.each`
    rules                                                                                  | reason          | because
    ${[out('targetingGate'), out('inlineTargetingRules')]}                                 | ${'Recognized'} | ${'the first leaves the user out'}
    ${[rule('targetingGate', { conditions: [onPlan('x')] }), out('inlineTargetingRules')]} | ${'Recognized'} | ${'the second leaves the user out'}
    ${[out('other')]}                                                                      | ${'Persisted'}  | ${'it is no targeting rule'}
  `(
    'keeps an answer or not by the first rule that matches: $because',
    ({ rules, reason }: { rules: Json[]; reason: string }) => {
      const specs = specsOf({ dynamic_configs: [config('e', { ...active, rules })] });
      const { evaluation } = assignExperiment(
        specs,
        excluded,
        'e',
        keeping({ e: stored() }, { enforceTargeting: true }),
      );

      expect(evaluation.details.reason).toBe(reason);
    },
  );

  it.each`
    first                                                   | because
    ${out('targetingGate', { passPercentage: 0 })}          | ${'it matches, and the user misses its percentage'}
    ${rule('targetingGate', { conditions: [unsupported] })} | ${'it cannot be understood'}
  `('keeps an answer by the first rule alone: $because', ({ first }: { first: Json }) => {
    const rules = [first, out('inlineTargetingRules')];
    const specs = specsOf({ dynamic_configs: [config('e', { ...active, rules })] });
    const { evaluation } = assignExperiment(
      specs,
      excluded,
      'e',
      keeping({ e: stored() }, { enforceTargeting: true }),
    );

    expect(evaluation.details.reason).toBe('Persisted');
  });
});

describe('rules that go round in circles', () => {
  it('take nobody out of an assignment', () => {
    const circle = condition('pass_gate', { targetValue: 'circle' });
    const specs = specsOf({
      feature_gates: [{ ...config('circle', { rules: [rule('r', { conditions: [circle] })] }) }],
      dynamic_configs: [config('e', { ...active, rules: [rule('targetingGate', { conditions: [circle] })] })],
    });
    const { evaluation } = assignExperiment(
      specs,
      ada,
      'e',
      keeping({ e: stored() }, { enforceTargeting: true }),
    );

    expect(evaluation).toMatchObject({ ruleID: 'group', details: { reason: 'Persisted' } });
  });
});

describe('an experiment before there are specs', () => {
  it('has nothing to keep', () => {
    expect(assignExperiment(noSpecs, ada, 'e', keeping({ e: stored() }))).toMatchObject({
      evaluation: { details: { reason: 'Uninitialized' } },
      storage: keep,
    });
  });
});

interface Row {
  readonly name: string;
  readonly user: StatsigUser;
  readonly values: StickyContext['userPersistedValues'];
  readonly action: string;
}
