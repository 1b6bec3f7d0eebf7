import {
  configExposure,
  type DynamicConfig as EngineConfig,
  type FeatureGate as EngineGate,
  type Layer as EngineLayer,
  type ExposureOptions,
  gateExposure,
  layerExposure,
} from '@acme/statsig-core';
import type { DynamicConfig } from './dynamic-config.ts';
import type { Moment } from './evaluation-details.ts';
import type { FeatureGate } from './feature-gate.ts';
import type { Guard } from './guard.ts';
import type { Layer } from './layer.ts';
import { type LogEvent, logEventOf } from './log-event.ts';
import type { StatsigUser } from './user.ts';

/** Is told every answer. */
export type EvaluationCallback = (config: FeatureGate | DynamicConfig | Layer) => void;

/** Are told every answer of a kind, with what is logged of it, whether or not it is logged. */
export type EvaluationCallbacks = {
  gateCallback?: (gate: FeatureGate, user: StatsigUser, event: LogEvent) => void;
  dynamicConfigCallback?: (config: DynamicConfig, user: StatsigUser, event: LogEvent) => void;
  experimentCallback?: (config: DynamicConfig, user: StatsigUser, event: LogEvent) => void;
  layerCallback?: (layer: Layer, user: StatsigUser) => void;
  layerParamCallback?: (layer: Layer, paramName: string, user: StatsigUser, event: LogEvent) => void;
};

/** Whom an answer is for, and when it was given. */
export interface Occasion extends Moment {
  readonly user: StatsigUser;
}

/** Tells an application's callbacks; without any, nothing is made for them. */
export interface Callbacks {
  gate(gate: FeatureGate, answer: EngineGate, occasion: Occasion): void;
  config(
    kind: 'dynamicConfigCallback' | 'experimentCallback',
    config: DynamicConfig,
    answer: EngineConfig,
    occasion: Occasion,
  ): void;
  layer(layer: Layer, user: StatsigUser): void;
  parameter(layer: Layer, parameter: string, answer: EngineLayer, occasion: Occasion): void;
}

/** What an application listens with. */
export interface GivenCallbacks {
  readonly evaluationCallback?: EvaluationCallback | null | undefined;
  readonly evaluationCallbacks?: EvaluationCallbacks | null | undefined;
}

/** @param guard - Calls a callback, and sees to it that what one throws harms nobody. */
export function callbacksOf(
  { evaluationCallback: every, evaluationCallbacks }: GivenCallbacks,
  guard: Guard,
): Callbacks {
  const given = evaluationCallbacks ?? {};
  const { gateCallback, layerCallback, layerParamCallback } = given;
  const tellAll = (answer: FeatureGate | DynamicConfig | Layer): void => {
    if (every) guard(() => every(answer));
  };
  return {
    gate(gate, answer, occasion) {
      const { user } = occasion;
      const event = () => logEventOf(gateExposure(answer, exposureOptions(occasion)), user, occasion.now);
      if (gateCallback) guard(() => gateCallback(gate, user, event()));
      tellAll(gate);
    },
    config(kind, config, answer, occasion) {
      const callback = given[kind];
      const { user } = occasion;
      const event = () => logEventOf(configExposure(answer, exposureOptions(occasion)), user, occasion.now);
      if (callback) guard(() => callback(config, user, event()));
      tellAll(config);
    },
    layer(layer, user) {
      if (layerCallback) guard(() => layerCallback(layer, user));
      tellAll(layer);
    },
    parameter(layer, parameter, answer, occasion) {
      const { user, now } = occasion;
      const event = () => logEventOf(layerExposure(answer, parameter, exposureOptions(occasion)), user, now);
      if (layerParamCallback) guard(() => layerParamCallback(layer, parameter, user, event()));
    },
  };
}

/** The legacy SDK marks what it shows to callbacks as manual. */
function exposureOptions({ now, initTime }: Moment): ExposureOptions {
  return { now, initTime, isManualExposure: true };
}
