import type { DynamicConfig, Gate, Holdout, Layer, Project, Segment } from '../project/project.ts';
import { commonSpec } from './common-spec.ts';
import { everyone, madeCondition, segmentName } from './conditions.ts';
import { experimentSpec } from './experiments.ts';
import { layerShares } from './layer-shares.ts';
import { holdoutRules, madeRule, wireRules } from './rules.ts';
import type { WireRule, WireSpec, WireSpecs } from './wire.ts';

/** Turns what authors write into specs as they travel. */
export function wireSpecs(project: Project): WireSpecs {
  const holdouts = (section: HeldOut, id: string): readonly string[] =>
    project.holdouts.filter((holdout) => holdout[section].includes(id)).map((holdout) => holdout.id);
  const gates = project.gates.map((gate) => gateSpec(gate, holdouts('gateIDs', gate.id)));
  const configs = project.dynamic_configs.map((config) =>
    configSpec(config, holdouts('dynamicConfigIDs', config.id)),
  );
  const shares = layerShares(project);
  const served = (specs: readonly WireSpec[]): readonly WireSpec[] => specs.map(withoutRulesIfDisabled);
  const experiments = project.experiments.map((experiment) =>
    experimentSpec(experiment, {
      layer: project.layers.find(({ id }) => id === experiment.layerID),
      share: shares.get(experiment.id),
      holdoutIDs: holdouts('experimentIDs', experiment.id),
    }),
  );
  return {
    gates: served([...gates, ...project.segments.map(segmentSpec), ...project.holdouts.map(holdoutSpec)]),
    configs: served([...configs, ...experiments]),
    layers: served(project.layers.map((layer) => layerSpec(layer, project, holdouts('layerIDs', layer.id)))),
    layerExperiments: Object.fromEntries(project.layers.map(({ id }) => [id, experimentsOf(project, id)])),
  };
}

/** Legacy SDKs do not look at them, and newer ones would. */
function withoutRulesIfDisabled(spec: WireSpec): WireSpec {
  return spec.enabled ? spec : { ...spec, rules: [] };
}

type HeldOut = 'gateIDs' | 'dynamicConfigIDs' | 'experimentIDs' | 'layerIDs';

/** An imported layer's rules tell its experiments; those made here say it themselves. */
function experimentsOf(project: Project, layerID: string): readonly string[] {
  const layer = project.layers.find(({ id }) => id === layerID);
  const delegates = (layer?.rules ?? []).flatMap(({ configDelegate }) => configDelegate ?? []);
  const own = project.experiments.filter((experiment) => experiment.layerID === layerID).map(({ id }) => id);
  return [...new Set([...delegates, ...own])];
}

function gateSpec(gate: Gate, holdoutIDs: readonly string[]): WireSpec {
  return {
    ...commonSpec(gate, 'feature_gate'),
    defaultValue: gate.defaultValue,
    rules: [...holdoutRules(holdoutIDs, gate.idType, true), ...wireRules(gate.rules)],
  };
}

function configSpec(config: DynamicConfig, holdoutIDs: readonly string[]): WireSpec {
  const { defaultValue, idType, rules } = config;
  return {
    ...commonSpec(config, 'dynamic_config'),
    defaultValue,
    rules: [...holdoutRules(holdoutIDs, idType, defaultValue), ...wireRules(rules)],
  };
}

function segmentSpec(segment: Segment): WireSpec {
  const { id, idType, type, rules } = segment;
  const member = madeCondition({ type: 'unit_id', operator: 'in_segment_list', targetValue: id, idType });
  return {
    ...commonSpec(segment, 'segment'),
    name: segmentName(id),
    defaultValue: false,
    rules:
      type === 'id_list'
        ? [{ ...madeRule('in_list', idType), conditions: [member], returnValue: true }]
        : wireRules(rules),
  };
}

function holdoutSpec(holdout: Holdout): WireSpec {
  const { id, idType, passPercentage, rules } = holdout;
  const share = { ...madeRule('held_out', idType), salt: id, passPercentage, conditions: [everyone] };
  return {
    ...commonSpec(holdout, 'holdout'),
    defaultValue: false,
    rules: rules === null ? [{ ...share, returnValue: true }] : wireRules(rules),
  };
}

function layerSpec(layer: Layer, project: Project, holdoutIDs: readonly string[]): WireSpec {
  const { id, idType, defaultValue, rules } = layer;
  const shares = layerShares(project);
  const assignments = project.experiments
    .filter(({ layerID, status }) => layerID === id && status !== 'setup')
    .map(
      (experiment): WireRule => ({
        ...madeRule('experimentAssignment', idType),
        name: experiment.id,
        conditions: [
          madeCondition({
            type: 'user_bucket',
            operator: 'any',
            targetValue: shares.get(experiment.id) ?? [],
            additionalValues: { salt: layer.salt },
            idType,
          }),
        ],
        returnValue: defaultValue,
        configDelegate: experiment.id,
      }),
    );
  return {
    ...commonSpec(layer, 'layer'),
    ...(layer.useNewLayerEval ? { useNewLayerEval: true } : {}),
    defaultValue,
    rules: [
      ...holdoutRules(holdoutIDs, idType, defaultValue),
      ...(rules === null ? assignments : wireRules(rules)),
    ],
  };
}
