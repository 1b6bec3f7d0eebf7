import { StatsigError } from '@acme/statsig-node';
import type { Condition } from './condition.ts';
import type { SpecBuilder, SpecSection, WireSpec } from './spec.ts';

/** What a payload is made of, besides its specs. */
export interface PayloadOptions {
  /**
   * Which payload: v1 is answered from as `statsig-node` does, v2 as Statsig's Server Core. Only v2 has parameter stores.
   *
   * @defaultValue v1
   */
  readonly version?: 'v1' | 'v2' | undefined;
  /**
   * When the project last changed, in epoch milliseconds. A payload replaces an earlier one, never a later one.
   *
   * @defaultValue 1
   */
  readonly time?: number | undefined;
}

/**
 * A body of `download_config_specs` with these specs, e.g. for `specs.bootstrap`.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` when two specs share a place and a name, or a parameter store is to be in v1.
 * @example
 * const bootstrap = payloadOf([gate('new_checkout').rollout(50)]);
 * const statsig = createStatsig({ offline: true, specs: { bootstrap } });
 */
export function payloadOf(
  specs: readonly SpecBuilder[],
  { version = 'v1', time = 1 }: PayloadOptions = {},
): object {
  refuseRepeated(specs);
  const inSection = (name: SpecSection): readonly SpecBuilder[] =>
    specs.filter(({ section }) => section === name);
  const envelope = { has_updates: true, time };
  const stores = inSection('param_stores');
  if (version === 'v1') {
    refuseStores(stores);
    return { ...envelope, ...bySection((name) => inSection(name).map((spec) => spec.toJSON())) };
  }
  const conditions: Record<string, Condition> = {};
  const hoisted = (condition: Condition): string => {
    const id = JSON.stringify(condition);
    conditions[id] = condition;
    return id;
  };
  const mapped = (builders: readonly SpecBuilder[]): object =>
    Object.fromEntries(builders.map((spec) => [spec.name, withHoisted(spec.toJSON(), hoisted)]));
  return {
    ...envelope,
    ...bySection((name) => mapped(inSection(name))),
    param_stores: mapped(stores),
    condition_map: conditions,
  };
}

/** The sections that both payloads have. */
function bySection(part: (name: SpecSection) => object): object {
  return {
    feature_gates: part('feature_gates'),
    dynamic_configs: part('dynamic_configs'),
    layer_configs: part('layer_configs'),
  };
}

/** A spec as a v2 payload has it: its rules name conditions that stand elsewhere. */
function withHoisted(spec: WireSpec, hoisted: (condition: Condition) => string): object {
  const { rules } = spec;
  if (rules === undefined) return spec;
  return {
    ...spec,
    rules: rules.map((rule) => ({ ...rule, conditions: rule.conditions.map(hoisted) })),
  };
}

function refuseRepeated(specs: readonly SpecBuilder[]): void {
  const seen = new Set<string>();
  for (const { section, name } of specs) {
    const place = `${section} ${name}`;
    if (seen.has(place)) throw invalid(`There are two specs "${name}" in ${section}: rename one.`);
    seen.add(place);
  }
}

function refuseStores([store]: readonly SpecBuilder[]): void {
  if (store === undefined) return;
  throw invalid(`Only v2 payloads have parameter stores: for "${store.name}" say { version: 'v2' }.`);
}

function invalid(message: string): StatsigError {
  return new StatsigError('INVALID_OPTIONS', message);
}
