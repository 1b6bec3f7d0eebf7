import {
  type CompiledSpecs,
  configExposure,
  type Exposure,
  type ExposureOptions,
  gateExposure,
  layerExposure,
  type Sampled,
  type SamplingDecision,
  type StatsigUser,
  sampleExposure,
} from '@acme/statsig-core';
import type { SpecStore } from '../specs/spec-store.ts';
import type { Clock } from '../time/clock.ts';
import type { EventLogger } from './event-logger.ts';
import type { EventUser } from './event-user.ts';
import { ExposureKeys } from './exposure-keys.ts';
import { RecentKeys } from './recent-keys.ts';

/** What a logger of exposures needs. */
export interface ExposureLoggerOptions {
  readonly events: EventLogger;
  readonly clock: Clock;
  readonly store: SpecStore;
  /** The process's environment. */
  readonly environment: Readonly<Record<string, string>> | undefined;
}

/** By whom an answer was seen, and how. */
export interface Sighting {
  readonly user: EventUser;
  /** Whether the application says so itself, rather than by asking. */
  readonly isManualExposure: boolean;
  /** What sampling has to say. */
  readonly statsigMetadata: SamplingDecision['metadata'];
}

const isLogged: SamplingDecision = { isLogged: true, metadata: null };
const isNotLogged: SamplingDecision = { isLogged: false, metadata: null };

/** Logs which answers users saw: first sampled, as the project wishes, then each once a minute. */
export class ExposureLogger {
  readonly #options: ExposureLoggerOptions;
  /** The rules that were seen by anybody. */
  readonly #seen = new RecentKeys();
  readonly #logged = new RecentKeys();
  readonly #keys: ExposureKeys;

  constructor(options: ExposureLoggerOptions) {
    this.#options = options;
    this.#keys = new ExposureKeys(() => options.clock.random());
  }

  /** Whether an answer is to be logged. Never throws; costs nothing in projects that do not sample. */
  sample(specs: CompiledSpecs, user: StatsigUser, answer: Sampled): SamplingDecision {
    const { events, environment } = this.#options;
    if (!events.isEnabled) return isNotLogged;
    if (specs.sampling.mode === 'none') return isLogged;
    try {
      return sampleExposure(specs, answer, { user, environment, isFirst: this.#isFirst });
    } catch {
      // A user whose IDs cannot be read is in no sample.
      return isLogged;
    }
  }

  /** Logs that a user saw an answer, unless the same was logged within the last minute. */
  log(answer: Sampled, { user, isManualExposure, statsigMetadata }: Sighting): void {
    const { events, clock, store } = this.#options;
    const time = clock.now();
    if (!this.#logged.isNew(this.#keys.of(user, answer, isManualExposure), time)) return;
    const exposure = exposureOf(answer, { now: time, initTime: store.initialLcut, isManualExposure });
    events.logExposure(exposure, { user, time, statsigMetadata });
  }

  readonly #isFirst = (key: string): boolean =>
    this.#seen.isNew(this.#keys.ofText(key), this.#options.clock.now());
}

function exposureOf(answer: Sampled, options: ExposureOptions): Exposure {
  if ('gate' in answer) return gateExposure(answer.gate, options);
  if ('config' in answer) return configExposure(answer.config, options);
  return layerExposure(answer.layer, answer.parameter, options);
}
