import type { Experiment } from '../results/dynamic-config.ts';
import type { Evaluation, SecondaryExposure } from '../results/evaluation.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { Layer } from '../results/layer.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';

/** One gate, config or layer of a response, in the words of the wire. */
export type ClientEntry = Readonly<Record<string, unknown>>;

/** How names are written; see `nameWriter`. */
export type WriteName = (name: string) => string;

export function gateEntry(gate: FeatureGate, specs: CompiledSpecs, write: WriteName): ClientEntry {
  return {
    ...common(gate, write),
    value: gate.value,
    id_type: idTypeOf(gate, specs.gate(gate.name), specs),
  };
}

export function configEntry(config: Experiment, specs: CompiledSpecs, write: WriteName): ClientEntry {
  const { dialect } = specs;
  const spec = specs.config(config.name);
  const entity = spec?.entity ?? 'autotune';
  const { showsGroups, isDeviceBased } = dialect.clients;
  return {
    ...common(config, write),
    value: clientValue(config, specs),
    id_type: idTypeOf(config, spec, specs),
    ...groupOf(config, specs, { isNamed: showsGroups || entity !== 'dynamic_config' }),
    is_device_based: isDeviceBased(config.idType),
    ...(entity === 'dynamic_config' ? { passed: config.rulePassed } : undefined),
    ...(entity === 'experiment'
      ? { is_user_in_experiment: config.isUserInExperiment, is_experiment_active: spec?.isActive === true }
      : undefined),
    ...(entity === 'experiment' && spec?.hasSharedParams === true ? { is_in_layer: true } : undefined),
    ...explicitParameters(specs, config.name),
  };
}

export function layerEntry(layer: Layer, specs: CompiledSpecs, write: WriteName): ClientEntry {
  const { showsLayerIDTypes, isDeviceBased, unsupportedValue } = specs.dialect.clients;
  const spec = specs.layer(layer.name);
  const { allocatedExperiment, parameterRuleIDs } = layer;
  return {
    ...common(layer, write),
    value: layer.details.reason === 'Unsupported' ? unsupportedValue : layer.value,
    ...(showsLayerIDTypes ? { id_type: idTypeOf(layer, spec, specs) } : undefined),
    ...groupOf(layer, specs, { isNamed: true }),
    is_device_based: isDeviceBased(spec?.idType ?? null),
    ...(allocatedExperiment === null
      ? undefined
      : {
          allocated_experiment_name: write(allocatedExperiment),
          is_user_in_experiment: layer.isUserInExperiment,
          is_experiment_active: specs.config(allocatedExperiment)?.isActive === true,
        }),
    explicit_parameters: layer.explicitParameters,
    undelegated_secondary_exposures: written(layer.undelegatedSecondaryExposures, write),
    ...(parameterRuleIDs === null ? undefined : { parameter_rule_ids: parameterRuleIDs }),
  };
}

function common({ name, ruleID, secondaryExposures }: Evaluation, write: WriteName): ClientEntry {
  return { name: write(name), rule_id: ruleID, secondary_exposures: written(secondaryExposures, write) };
}

/** The spec's own, whoever gave the answer. An override replaces the whole answer, and may have none. */
function idTypeOf(
  { idType, details }: Evaluation,
  spec: CompiledSpec | undefined,
  { dialect }: CompiledSpecs,
): string | null {
  if (details.reason === 'LocalOverride' && !dialect.clients.showsGroups) return '';
  return spec?.idType ?? idType;
}

function groupOf(
  { ruleID, groupName }: Evaluation,
  { dialect }: CompiledSpecs,
  { isNamed }: { readonly isNamed: boolean },
): ClientEntry {
  return {
    ...(dialect.clients.showsGroups ? { group: ruleID } : undefined),
    ...(isNamed && groupName !== null ? { group_name: groupName } : undefined),
  };
}

function clientValue({ name, value, details }: Experiment, specs: CompiledSpecs): unknown {
  const { mergesLayerDefaults, unsupportedValue } = specs.dialect.clients;
  if (details.reason === 'Unsupported') return unsupportedValue;
  if (!mergesLayerDefaults || specs.config(name)?.hasSharedParams !== true) return value;
  const layer = specs.clients.layerOf.get(name);
  const defaults = layer === undefined ? undefined : specs.layer(layer)?.fallback.value;
  return { ...defaults, ...value };
}

function explicitParameters(specs: CompiledSpecs, name: string): ClientEntry | undefined {
  const spec = specs.config(name);
  if (spec === undefined) return undefined;
  const { showsGroups } = specs.dialect.clients;
  if (spec.entity === 'dynamic_config' && !showsGroups) return undefined;
  if (spec.explicitParameters !== null) return { explicit_parameters: spec.explicitParameters };
  return showsGroups && spec.hasSharedParams ? { explicit_parameters: [] } : undefined;
}

function written(exposures: readonly SecondaryExposure[], write: WriteName): readonly SecondaryExposure[] {
  return exposures.map((exposure) => ({ ...exposure, gate: write(exposure.gate) }));
}
