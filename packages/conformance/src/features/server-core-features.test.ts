import { isDeepStrictEqual } from 'node:util';
import { evaluateLayer, evaluateParameterStore, type SecondaryExposure } from '@acme/statsig-core';
import { type Statsig, StatsigUser } from '@statsig/statsig-node-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Engine } from '../engines/engine.ts';
import { createOurs } from '../engines/ours.ts';
import { createServerCore } from '../engines/server-core.ts';
import { knownFeatureDifferences } from './known-feature-differences.ts';
import { ourSpecs, startServerCore } from './official-sdks.test-support.ts';
import { now, v2Payload } from './payloads.test-support.ts';
import { featureUsers, serverCoreProject, storeParameters } from './server-core-project.test-support.ts';

const payload = v2Payload(serverCoreProject);

async function startEngines(): Promise<{ official: Engine; ours: Engine }> {
  const options = { now, environmentTier: null, idLists: {} };
  return { official: await createServerCore(payload, options), ours: await createOurs(payload, options) };
}

describe('what only Server Core has', () => {
  let official: Engine;
  let ours: Engine;
  beforeAll(async () => {
    ({ official, ours } = await startEngines());
  });
  afterAll(() => official.stop());

  // The rule IDs are those that the users' answers must have between them: a row in which all get the same proves little.
  it.each`
    method             | name                             | ruleIDs
    ${'checkGate'}     | ${'mapped'}                      | ${['all', 'default', 'never']}
    ${'checkGate'}     | ${'asks_mapped'}                 | ${['asks', 'default']}
    ${'checkGate'}     | ${'ghost'}                       | ${['']}
    ${'getConfig'}     | ${'settings'}                    | ${['default', 'nz', 'to']}
    ${'getExperiment'} | ${'settings'}                    | ${['default', 'nz', 'to']}
    ${'getConfig'}     | ${'ghost'}                       | ${['to']}
    ${'getExperiment'} | ${'ghost'}                       | ${['to']}
    ${'getLayer'}      | ${'mapped_layer'}                | ${['Control', 'Test', 'default']}
    ${'getLayer'}      | ${'merges_before'}               | ${['default', 'over']}
    ${'getLayer'}      | ${'merges_after'}                | ${['default', 'over']}
    ${'getLayer'}      | ${'merges_first_experiment'}     | ${['first']}
    ${'getLayer'}      | ${'merges_unsupported_alone'}    | ${['']}
    ${'getLayer'}      | ${'merges_disabled'}             | ${['default']}
    ${'getLayer'}      | ${'merges_nothing'}              | ${['default']}
    ${'checkGate'}     | ${'asks_group'}                  | ${['default', 'in_test']}
    ${'checkGate'}     | ${'asks_no_group'}               | ${['default', 'in_none']}
    ${'checkGate'}     | ${'asks_empty_group'}            | ${['default', 'empty']}
    ${'checkGate'}     | ${'asks_group_of_nothing'}       | ${['nothing']}
    ${'checkGate'}     | ${'asks_group_of_bandit'}        | ${['default', 'one']}
    ${'checkGate'}     | ${'asks_group_without_operator'} | ${['']}
    ${'getExperiment'} | ${'bandit'}                      | ${['g-one', 'g-two']}
    ${'getConfig'}     | ${'bandit'}                      | ${['']}
    ${'getExperiment'} | ${'bandit_of_least'}             | ${['g-one', 'g-two']}
    ${'getExperiment'} | ${'bandit_that_knows_nothing'}   | ${['g-one:explore', 'g-three:explore', 'g-two:explore']}
    ${'getExperiment'} | ${'bandit_for_some'}             | ${['g-one', 'inlineTargetingRules']}
    ${'getExperiment'} | ${'bandit_for_segment'}          | ${['g-one', 'inlineTargetingRules']}
    ${'getExperiment'} | ${'bandit_for_no_segment'}       | ${['inlineTargetingRules']}
    ${'getExperiment'} | ${'bandit_disabled'}             | ${['prestart']}
    ${'getExperiment'} | ${'bandit_without_groups'}       | ${['prestart']}
    ${'getExperiment'} | ${'shadowed'}                    | ${['g-one', 'g-two']}
    ${'getConfig'}     | ${'shadowed'}                    | ${['plain']}
    ${'getLayer'}      | ${'over_to_bandit'}              | ${['g-one', 'g-two']}
  `('answers $method of $name alike', ({ method, name, ruleIDs }: Row) => {
    const seen = new Set<string>();
    const differences = featureUsers.flatMap((user) => {
      const expected = official[method](user, name);
      seen.add(expected?.ruleID ?? '');
      return differencesOf(expected, ours[method](user, name));
    });

    expect(differences.slice(0, 3)).toEqual([]);
    expect([...seen].toSorted(byText)).toEqual(ruleIDs);
  });
});

describe('what only Server Core has, and we have differently', () => {
  let official: Engine;
  let ours: Engine;
  beforeAll(async () => {
    ({ official, ours } = await startEngines());
  });
  afterAll(() => official.stop());

  it.each`
    method             | name                        | because                                        | fields
    ${'getLayer'}      | ${'merges_unsupported'}     | ${'leak into unsupported answers'}             | ${['ruleID']}
    ${'getLayer'}      | ${'hands_unsupported_over'} | ${'leak into unsupported answers'}             | ${['ruleID']}
    ${'getExperiment'} | ${'bandit_for_odd'}         | ${'targeting of bandits by unsupported gates'} | ${['groupName', 'reason', 'ruleID', 'secondaryExposures', 'value']}
  `('differs in $fields of $name: $because', ({ method, name, because, fields }: Known) => {
    expect(knownFeatureDifferences).toHaveProperty([because]);
    const differences = featureUsers.flatMap((user) =>
      differencesOf(official[method](user, name), ours[method](user, name)),
    );

    expect([...new Set(differences.map(({ field }) => field))].toSorted(byText)).toEqual(fields);
  });
});

describe('parameters of Server Core', () => {
  const specs = ourSpecs(payload);
  const users = featureUsers.map((user) => ({ user, theirs: new StatsigUser(user as { userID: string }) }));
  let official: Statsig;
  beforeAll(async () => {
    official = await startServerCore(payload);
  });
  afterAll(async () => {
    await official.shutdown();
  });

  it.each([...Object.keys(storeParameters), 'no_such'])('have the same value: %s of a store', (parameter) => {
    for (const { user, theirs } of users) {
      const expected = official.getParameterStore(theirs, 'store');
      const actual = evaluateParameterStore(specs, user as { userID: string }, 'store', { now });
      for (const fallback of ['fallback', 5, ['fallback'], null]) {
        expect(actual.get(parameter, fallback)).toEqual(expected.getValue(parameter, fallback));
      }
    }
  });

  it.each`
    name                         | ruleIDs
    ${'merges_before'}           | ${['default', 'later', 'over', 'own']}
    ${'merges_after'}            | ${['default', 'half', 'lost', 'over']}
    ${'merges_first_experiment'} | ${['default', 'first']}
    ${'merges_disabled'}         | ${['default', 'on']}
  `('come from the same rules: $name', ({ name, ruleIDs }: Pick<Row, 'name' | 'ruleIDs'>) => {
    const seen = new Set<string>();
    for (const { user, theirs } of users) {
      const response = official.getClientInitializeResponse(theirs, { hashAlgorithm: 'none' });
      const entry = (JSON.parse(response) as Response).layer_configs[name];
      const { parameterRuleIDs } = evaluateLayer(specs, user as { userID: string }, name, { now });
      expect(parameterRuleIDs).toEqual(entry?.parameter_rule_ids);
      for (const ruleID of Object.values(parameterRuleIDs ?? {})) seen.add(ruleID);
    }
    expect([...seen].toSorted(byText)).toEqual(ruleIDs);
  });
});

interface Row {
  readonly method: Exclude<keyof Engine, 'stop'>;
  readonly name: string;
  readonly ruleIDs: readonly string[];
}

interface Known {
  readonly method: Row['method'];
  readonly name: string;
  /** The name of a known difference, or of an open bug. */
  readonly because: string;
  readonly fields: readonly string[];
}

interface Response {
  readonly layer_configs: Readonly<Record<string, { readonly parameter_rule_ids: object }>>;
}

/** Where two answers differ in a field that both show. */
interface FieldDifference {
  readonly field: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

function differencesOf(expected: Answer | undefined, actual: Answer | undefined): readonly FieldDifference[] {
  if (expected === undefined || actual === undefined) return [{ field: 'answer', expected, actual }];
  const fields = Object.keys(expected) as (keyof Answer)[];
  return fields
    .filter((field) => expected[field] !== undefined && actual[field] !== undefined)
    .map((field) => ({ field, expected: comparable(expected[field]), actual: comparable(actual[field]) }))
    .filter((difference) => !isDeepStrictEqual(difference.expected, difference.actual));
}

/**
 * Server Core lists a gate once for each time that it was asked, and differs from call to call in whether it remembers
 * one. To the backend the list is a set; ours has no repetitions.
 */
function comparable(field: unknown): unknown {
  if (!Array.isArray(field) || !field.every(isExposure)) return field;
  return [...new Map(field.map((exposure) => [JSON.stringify(exposure), exposure])).values()];
}

function isExposure(value: unknown): value is SecondaryExposure {
  return typeof value === 'object' && value !== null && 'gateValue' in value;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}
