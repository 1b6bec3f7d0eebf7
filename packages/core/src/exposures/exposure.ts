import type { DynamicConfig } from '../results/dynamic-config.ts';
import type { Evaluation, SecondaryExposure } from '../results/evaluation.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { Layer } from '../results/layer.ts';

/** What an event says about an answer that a user saw. The names are the wire's. */
export interface Exposure {
  readonly eventName: 'statsig::gate_exposure' | 'statsig::config_exposure' | 'statsig::layer_exposure';
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly secondaryExposures: readonly SecondaryExposure[];
}

/** What an exposure says besides its answer. */
export interface ExposureOptions {
  /** The current time, in epoch milliseconds. */
  readonly now: number;
  /**
   * The `lcut` of the first specs that this process had.
   *
   * @defaultValue That of the specs that gave the answer.
   */
  readonly initTime?: number | undefined;
  /**
   * Whether the application asked for this exposure by itself.
   *
   * @defaultValue false
   */
  readonly isManualExposure?: boolean | undefined;
}

/** The exposure of a gate. */
export function gateExposure(gate: FeatureGate, options: ExposureOptions): Exposure {
  const { reason, configSyncTime, initTime, serverTime } = common(gate, options);
  const metadata = {
    gate: gate.name,
    gateValue: String(gate.value),
    ruleID: gate.ruleID,
    reason,
    configSyncTime,
    initTime,
    serverTime,
  };
  return {
    eventName: 'statsig::gate_exposure',
    metadata: withOccasional(metadata, gate, options),
    secondaryExposures: gate.secondaryExposures,
  };
}

/** The exposure of a dynamic config, experiment or autotune. */
export function configExposure(config: DynamicConfig, options: ExposureOptions): Exposure {
  const { reason, configSyncTime, initTime, serverTime } = common(config, options);
  const metadata = {
    config: config.name,
    ruleID: config.ruleID,
    rulePassed: String(config.rulePassed),
    reason,
    configSyncTime,
    initTime,
    serverTime,
  };
  return {
    eventName: 'statsig::config_exposure',
    metadata: withOccasional(metadata, config, options),
    secondaryExposures: config.secondaryExposures,
  };
}

/**
 * The exposure of one parameter of a layer. It counts for the allocated experiment only when the experiment sets the
 * parameter itself; otherwise for the layer, with what the layer asked.
 */
export function layerExposure(layer: Layer, parameter: string, options: ExposureOptions): Exposure {
  const isExplicit = layer.explicitParameters.includes(parameter);
  const { reason, configSyncTime, initTime, serverTime } = common(layer, options);
  const metadata = {
    config: layer.name,
    ruleID: layer.ruleID,
    allocatedExperiment: isExplicit ? (layer.allocatedExperiment ?? '') : '',
    parameterName: parameter,
    isExplicitParameter: String(isExplicit),
    reason,
    configSyncTime,
    initTime,
    serverTime,
  };
  return {
    eventName: 'statsig::layer_exposure',
    metadata: withOccasional(metadata, layer, options),
    secondaryExposures: isExplicit ? layer.secondaryExposures : layer.undelegatedSecondaryExposures,
  };
}

/** What all exposures say. Each writes it out among its own members, which is several times as fast as a spread. */
function common(
  { details: { reason, source, lcut } }: Evaluation,
  { now, initTime = lcut }: ExposureOptions,
): Readonly<Record<'configSyncTime' | 'initTime' | 'serverTime', number>> & { readonly reason: string } {
  return {
    // On the wire an ordinary answer is named after the source of its specs.
    reason: reason === 'Recognized' ? source : reason,
    configSyncTime: lcut,
    initTime,
    serverTime: now,
  };
}

/** Adds what only some exposures say. */
function withOccasional(
  metadata: Record<string, string | number>,
  { details: { version, overrideConfigName } }: Evaluation,
  { isManualExposure = false }: ExposureOptions,
): Exposure['metadata'] {
  if (version !== null) metadata['configVersion'] = String(version);
  if (overrideConfigName !== null) metadata['overrideConfigName'] = overrideConfigName;
  if (isManualExposure) metadata['isManualExposure'] = 'true';
  return metadata;
}
