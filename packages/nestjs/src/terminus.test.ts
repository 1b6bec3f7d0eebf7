import { RecordingLogger, sdkKey, startRecorder } from '@acme/adapter-testing';
import { createStatsig } from '@acme/statsig-node';
import { createTestStatsig } from '@acme/statsig-testing';
import { Controller, Get, Inject } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { expect, it } from 'vitest';
import { serve } from './app.test-support.ts';
import { StatsigModule } from './index.ts';
import { StatsigHealthIndicator, type StatsigHealthOptions } from './terminus.ts';

let options: StatsigHealthOptions | undefined;

@Controller('health')
class HealthController {
  readonly #health: HealthCheckService;
  readonly #statsig: StatsigHealthIndicator;

  constructor(
    @Inject(HealthCheckService) health: HealthCheckService,
    @Inject(StatsigHealthIndicator) statsig: StatsigHealthIndicator,
  ) {
    this.#health = health;
    this.#statsig = statsig;
  }

  @Get()
  @HealthCheck()
  check(): unknown {
    return this.#health.check([() => this.#statsig.isHealthy('statsig', options)]);
  }
}

it('is up with specs, and down without, or with those that are too old', async () => {
  await using recorder = await startRecorder({ status: 503 });
  const { apiURL } = recorder;
  await using broken = createStatsig({ sdkKey, apiURL, logger: new RecordingLogger() });
  await broken.initialize();
  const statsig = await createTestStatsig({ gates: { open: true } });
  await using app = await serve({
    imports: [StatsigModule.forClient(statsig), TerminusModule.forRoot({ logger: false })],
    controllers: [HealthController],
    providers: [StatsigHealthIndicator],
  });

  const rows = [
    [undefined, 200, 'up', { source: 'Bootstrap', pendingEvents: 0, lastError: null }],
    [{ maxSpecsAgeMs: 600_000 }, 200, 'up', {}],
    [{ maxSpecsAgeMs: -1 }, 503, 'down', { source: 'Bootstrap' }],
    [{ statsig: broken }, 503, 'down', { source: null, specsAgeMs: null, lastError: 'NETWORK' }],
  ] as const;
  for (const [asked, status, state, details] of rows) {
    options = asked;
    const answer = await app.ask('/health');
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ details: { statsig: { status: state, ...details } } });
  }
});
