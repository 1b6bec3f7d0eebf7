import type { Statsig } from '@acme/statsig-node';
import { Inject, Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { InjectStatsig } from './inject-statsig.ts';

/** When an SDK object counts as healthy. */
export interface StatsigHealthOptions {
  /**
   * How long ago specs may have been known to be the newest, in milliseconds.
   *
   * @defaultValue Any time: old specs answer, too
   */
  readonly maxSpecsAgeMs?: number | undefined;
  /**
   * Whose health it is.
   *
   * @defaultValue The app's own
   */
  readonly statsig?: Pick<Statsig, 'health'> | undefined;
}

/** What is told beside `status`. */
export type StatsigHealthDetails = {
  /** Where the specs came from, e.g. `Network`; null when there are none. */
  readonly source: string | null;
  readonly specsAgeMs: number | null;
  /** Events that wait to be sent. */
  readonly pendingEvents: number;
  /** The code of the last thing that went wrong, also when it works again. */
  readonly lastError: string | null;
};

/**
 * Tells `@nestjs/terminus` whether flags are answered from specs. To be provided by a module that imports `TerminusModule`.
 *
 * @example
 * @Get('health')
 * @HealthCheck()
 * check() {
 *   return this.health.check([() => this.statsigHealth.isHealthy('statsig', { maxSpecsAgeMs: 600_000 })]);
 * }
 */
@Injectable()
export class StatsigHealthIndicator {
  readonly #indicators: HealthIndicatorService;
  readonly #statsig: Statsig;

  /** @internal */
  constructor(
    @Inject(HealthIndicatorService) indicators: HealthIndicatorService,
    @InjectStatsig() statsig: Statsig,
  ) {
    this.#indicators = indicators;
    this.#statsig = statsig;
  }

  /**
   * Costs little, and asks nobody.
   *
   * @param key - Under which it is told.
   * @returns `down` when there are no specs, or only older ones than `maxSpecsAgeMs`.
   */
  isHealthy<Key extends string>(
    key: Key,
    { maxSpecsAgeMs = Number.POSITIVE_INFINITY, statsig = this.#statsig }: StatsigHealthOptions = {},
  ): HealthIndicatorResult<Key, 'up' | 'down', StatsigHealthDetails> {
    const { isReady, source, specsAgeMs, pendingEvents, lastError } = statsig.health();
    const details = { source, specsAgeMs, pendingEvents, lastError: lastError?.code ?? null };
    const check = this.#indicators.check(key);
    const isHealthy = isReady && specsAgeMs !== null && specsAgeMs <= maxSpecsAgeMs;
    return isHealthy ? check.up(details) : check.down(details);
  }
}
