import type { NameOf } from '../results/register.ts';
import type { CompiledSpec, CompiledSpecs } from './compiled.ts';
import type { Entity } from './spec.ts';

/** The names of a project, by what they name. */
export interface SpecNames {
  readonly gates: readonly string[];
  readonly dynamicConfigs: readonly string[];
  readonly experiments: readonly string[];
  readonly autotunes: readonly string[];
  readonly layers: readonly string[];
  readonly parameterStores: readonly string[];
}

/**
 * Lists what a project has. Segments and holdouts are no gates to people, and are left out.
 *
 * Reads every spec, which the first call for a large project takes time for.
 */
export function specNames(specs: CompiledSpecs): SpecNames {
  const gates = named(specs, 'gate');
  const configs = named(specs, 'config');
  return {
    gates: gates('feature_gate'),
    dynamicConfigs: configs('dynamic_config'),
    experiments: configs('experiment'),
    autotunes: [...configs('autotune'), ...specs.names('bandit')],
    layers: specs.names('layer'),
    parameterStores: specs.names('parameterStore'),
  };
}

/** A group of an experiment. */
export interface ExperimentGroup {
  readonly groupName: string;
  readonly ruleID: string;
  readonly idType: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The groups that an experiment assigns users to, in its order; none when there is no such experiment. */
export function experimentGroups(
  specs: CompiledSpecs,
  name: NameOf<'experiment'>,
): readonly ExperimentGroup[] {
  const rules = specs.config(name)?.rules ?? [];
  return rules.flatMap(({ pass, idType, isExperimentGroup }) =>
    isExperimentGroup && pass.groupName !== null
      ? [{ groupName: pass.groupName, ruleID: pass.ruleID, idType, value: pass.value }]
      : [],
  );
}

/** The layer whose parameters an experiment shares; null when it shares none, or there is no such experiment. */
export function experimentLayer(specs: CompiledSpecs, name: NameOf<'experiment'>): string | null {
  return specs.clients.layerOf.get(name) ?? null;
}

function named(specs: CompiledSpecs, kind: 'gate' | 'config'): (entity: Entity) => readonly string[] {
  const all = specs.names(kind).map((name): CompiledSpec | undefined => specs[kind](name));
  return (entity) => all.flatMap((spec) => (spec?.entity === entity ? [spec.name] : []));
}
