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

export interface ExposureOptions {
  /** The current time, in epoch milliseconds. */
  readonly now: number;
  /**
   * The `lcut` of the first specs that this process had.
   *
   * @defaultValue That of the specs that gave the answer.
   */
  readonly initTime?: number | undefined;
  /** Whether the application asked for this exposure by itself. */
  readonly isManualExposure?: boolean | undefined;
}

/** The exposure of a gate. */
export function gateExposure(gate: FeatureGate, options: ExposureOptions): Exposure {
  return {
    eventName: 'statsig::gate_exposure',
    metadata: {
      gate: gate.name,
      gateValue: String(gate.value),
      ruleID: gate.ruleID,
      ...common(gate, options),
    },
    secondaryExposures: gate.secondaryExposures,
  };
}

/** The exposure of a dynamic config, experiment or autotune. */
export function configExposure(config: DynamicConfig, options: ExposureOptions): Exposure {
  return {
    eventName: 'statsig::config_exposure',
    metadata: {
      config: config.name,
      ruleID: config.ruleID,
      rulePassed: String(config.rulePassed),
      ...common(config, options),
    },
    secondaryExposures: config.secondaryExposures,
  };
}

/**
 * The exposure of one parameter of a layer. It counts for the allocated experiment only when the experiment sets the
 * parameter itself; otherwise for the layer, with what the layer asked.
 */
export function layerExposure(layer: Layer, parameter: string, options: ExposureOptions): Exposure {
  const isExplicit = layer.explicitParameters.includes(parameter);
  return {
    eventName: 'statsig::layer_exposure',
    metadata: {
      config: layer.name,
      ruleID: layer.ruleID,
      allocatedExperiment: isExplicit ? (layer.allocatedExperiment ?? '') : '',
      parameterName: parameter,
      isExplicitParameter: String(isExplicit),
      ...common(layer, options),
    },
    secondaryExposures: isExplicit ? layer.secondaryExposures : layer.undelegatedSecondaryExposures,
  };
}

function common(
  { details: { reason, source, lcut, version, overrideConfigName } }: Evaluation,
  { now, initTime = lcut, isManualExposure = false }: ExposureOptions,
): Exposure['metadata'] {
  return {
    // On the wire an ordinary answer is named after the source of its specs.
    reason: reason === 'Recognized' ? source : reason,
    configSyncTime: lcut,
    initTime,
    serverTime: now,
    ...(version === null ? undefined : { configVersion: String(version) }),
    ...(overrideConfigName === null ? undefined : { overrideConfigName }),
    ...(isManualExposure ? { isManualExposure: 'true' } : undefined),
  };
}
