import { hash } from 'node:crypto';
import type { Project } from '../project/project.ts';
import { wireSpecs } from './specs.ts';
import type { WireCondition, WireSpec } from './wire.ts';

/** A body of `download_config_specs`. */
export type Payload = Readonly<Record<string, unknown>>;

/** What a payload is made for. */
export interface PayloadOptions {
  /** The version, in epoch milliseconds. */
  readonly time: number;
  /** Leaves out what other target apps have for themselves; empty for all. */
  readonly targetApp?: string | undefined;
}

/** A project as the legacy SDKs and the published contract read it: lists of specs, with their conditions. */
export function v1Payload(project: Project, options: PayloadOptions): Payload {
  const { gates, configs, layers, layerExperiments } = wireSpecs(forTargetApp(project, options.targetApp));
  return {
    ...envelope(project, options),
    response_format: 'dcs-v1',
    feature_gates: gates.map(v1Gate),
    dynamic_configs: configs,
    layer_configs: layers,
    layers: layerExperiments,
  };
}

/** A project as Server Core reads it: specs by name, and their conditions by a hash. */
export function v2Payload(project: Project, options: PayloadOptions): Payload {
  const own = forTargetApp(project, options.targetApp);
  const { gates, configs, layers, layerExperiments } = wireSpecs(own);
  const conditions: Record<string, WireCondition> = {};
  const specs = (list: readonly WireSpec[]) =>
    Object.fromEntries(list.map((spec) => [spec.name, v2Spec(spec, conditions)]));
  const payload = {
    ...envelope(project, options),
    response_format: 'dcs-v2',
    feature_gates: specs(gates),
    dynamic_configs: specs(configs),
    layer_configs: specs(layers),
    condition_map: conditions,
    experiment_to_layer: Object.fromEntries(
      Object.entries(layerExperiments).flatMap(([layer, names]) => names.map((name) => [name, layer])),
    ),
    param_stores: Object.fromEntries(
      own.param_stores.map(({ id, targetApps, parameters }) => [
        id,
        { targetAppIDs: targetApps, parameters },
      ]),
    ),
  };
  return { ...payload, checksum: hash('sha256', JSON.stringify(payload), 'hex') };
}

function envelope(project: Project, { time, targetApp }: PayloadOptions): Payload {
  return {
    company_id: '',
    // Nobody has asked for what SDKs report about themselves.
    diagnostics: { initialize: 0, config_sync: 0, dcs: 0, get_id_list: 0, log_event: 0, api_call: 0 },
    sdk_configs: {},
    sdk_flags: {},
    ...project.settings,
    ...(targetApp ? { app_id: targetApp } : {}),
    id_lists: Object.fromEntries(
      project.segments.filter(({ type }) => type === 'id_list').map(({ id }) => [id, true]),
    ),
    has_updates: true,
    time,
  };
}

function forTargetApp(project: Project, targetApp: string | undefined): Project {
  if (!targetApp) return project;
  const isForApp = ({ targetApps }: { readonly targetApps: readonly string[] }): boolean =>
    targetApps.length === 0 || targetApps.includes(targetApp);
  return {
    ...project,
    gates: project.gates.filter(isForApp),
    dynamic_configs: project.dynamic_configs.filter(isForApp),
    experiments: project.experiments.filter(isForApp),
    layers: project.layers.filter(isForApp),
    param_stores: project.param_stores.filter(isForApp),
  };
}

/** In v1 a gate's rule that passes is true, whatever it returns; one that returns false is one that nobody passes. */
function v1Gate(gate: WireSpec): WireSpec {
  return {
    ...gate,
    rules: gate.rules.map((rule) =>
      rule.returnValue === false ? { ...rule, passPercentage: 0, returnValue: true } : rule,
    ),
  };
}

function v2Spec(spec: WireSpec, conditions: Record<string, WireCondition>) {
  const { name: _, rules, ...fields } = spec;
  return {
    ...fields,
    rules: rules.map((rule) => ({
      ...rule,
      conditions: rule.conditions.map((condition) => {
        const id = hash('sha256', JSON.stringify(condition), 'hex').slice(0, 16);
        conditions[id] = condition;
        return id;
      }),
    })),
  };
}
