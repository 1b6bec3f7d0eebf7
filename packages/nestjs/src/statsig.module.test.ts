import { EventEmitter, once } from 'node:events';
import { type Recorder, RecordingLogger, sdkKey, startRecorder } from '@acme/adapter-testing';
import { createStatsig, type Statsig } from '@acme/statsig-node';
import {
  Controller,
  Get,
  type INestApplication,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp, serve, testUser } from './app.test-support.ts';
import {
  CurrentStatsig,
  currentStatsig,
  getStatsigToken,
  InjectStatsig,
  StatsigModule,
  type StatsigModuleOptions,
  type StatsigOptionsFactory,
} from './index.ts';

@Controller()
class GateController {
  readonly #statsig: Statsig;

  constructor(@InjectStatsig() statsig: Statsig) {
    this.#statsig = statsig;
  }

  @Get()
  mine(@CurrentStatsig() flags: ReturnType<typeof currentStatsig>) {
    return { open: flags.checkGate('open'), isCurrent: flags === currentStatsig() };
  }

  @Get('other')
  other() {
    return { open: this.#statsig.checkGate({ userID: 'other' }, 'open') };
  }
}

const optionsFor = ({ apiURL }: Recorder, options: StatsigModuleOptions = {}): StatsigModuleOptions => ({
  sdkKey,
  apiURL,
  user: testUser,
  logger: new RecordingLogger(),
  events: { intervalMs: 60_000 },
  ...options,
});

const ada = { 'x-user-id': 'ada' };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('forRoot', () => {
  it('needs no options where the environment has them', async () => {
    await using recorder = await startRecorder();
    vi.stubEnv('STATSIG_SECRET_KEY', sdkKey);
    vi.stubEnv('STATSIG_API_URL', recorder.apiURL);
    await using app = await serve({ imports: [StatsigModule.forRoot()], controllers: [GateController] });
    expect(await app.ask('/other')).toEqual({ status: 200, text: '{"open":true}' });
  });

  it('gives handlers the SDK object and the user of the request', async () => {
    await using recorder = await startRecorder();
    const imports = [StatsigModule.forRoot(optionsFor(recorder))];
    await using app = await serve({ imports, controllers: [GateController] });
    expect(await app.ask('/', ada)).toEqual({ status: 200, text: '{"open":true,"isCurrent":true}' });
    expect(await app.ask('/')).toEqual({ status: 200, text: '{"open":false,"isCurrent":true}' });
    expect((await app.ask('/other')).text).toBe('{"open":true}');
  });

  it.each([
    ['everywhere', undefined, true],
    ['only where the module is imported, on request', false, false],
  ])('can be injected %s', async (_, isGlobal, isInjectable) => {
    await using recorder = await startRecorder();
    const statsig = StatsigModule.forRoot({ ...optionsFor(recorder), isGlobal });
    @Module({ controllers: [GateController] })
    class OtherModule {}
    const created = createApp({ imports: [statsig, OtherModule] });
    if (isInjectable) await (await created).close();
    else await expect(created).rejects.toThrow(/Symbol\(Statsig\)/);
  });

  it('fails the start with the name of the variable when there is no key', async () => {
    vi.stubEnv('STATSIG_SECRET_KEY', undefined);
    await expect(createApp({ imports: [StatsigModule.forRoot()] })).rejects.toMatchObject({
      code: 'MISSING_SDK_KEY',
      message: expect.stringContaining('STATSIG_SECRET_KEY'),
    });
  });

  it.each([
    [{ user: 'ada' }, /option user/],
    [{ deadlineMs: -1 }, /option deadlineMs/],
    [{ deadlineMs: Number.NaN }, /option deadlineMs/],
    [{ initTimeoutMs: 0 }, /initTimeoutMs/],
    [
      { statsig: createStatsig({ offline: true }), sdkKey, offline: true },
      /give sdkKey, offline to createStatsig/,
    ],
  ])('refuses the options %o', async (options, message) => {
    const created = createApp({ imports: [StatsigModule.forRoot({ sdkKey, ...(options as object) })] });
    await expect(created).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(message),
    });
  });
});

describe('forRootAsync', () => {
  const options = Symbol('options');

  @Injectable()
  class OptionsFactory implements StatsigOptionsFactory {
    async createStatsigOptions(): Promise<StatsigModuleOptions> {
      return { sdkKey };
    }
  }

  @Module({ providers: [OptionsFactory], exports: [OptionsFactory] })
  class OptionsModule {}

  const provideOptions = (value: StatsigModuleOptions) => ({
    module: class ConfigModule {},
    providers: [{ provide: options, useValue: value }],
    exports: [options],
  });

  it('awaits a factory, which may inject', async () => {
    await using recorder = await startRecorder();
    const statsig = StatsigModule.forRootAsync({
      imports: [provideOptions(optionsFor(recorder))],
      inject: [options],
      useFactory: async (value: StatsigModuleOptions) => value,
    });
    await using app = await serve({ imports: [statsig], controllers: [GateController] });
    expect((await app.ask('/', ada)).text).toBe('{"open":true,"isCurrent":true}');
  });

  it.each([
    ['useClass', { useClass: OptionsFactory }],
    ['useExisting', { imports: [OptionsModule], useExisting: OptionsFactory }],
  ])('takes options from %s', async (_, source) => {
    await using recorder = await startRecorder();
    vi.stubEnv('STATSIG_API_URL', recorder.apiURL);
    const statsig = StatsigModule.forRootAsync(source);
    await using app = await serve({ imports: [statsig], controllers: [GateController] });
    expect((await app.ask('/other')).text).toBe('{"open":true}');
  });
});

describe('the start', () => {
  it('waits for specs before anything that needs them is made', async () => {
    const gateway = new EventEmitter();
    await using recorder = await startRecorder({ specsReady: once(gateway, 'open') });
    const order: string[] = [];
    @Injectable()
    class Early {
      constructor(@InjectStatsig() statsig: Statsig) {
        order.push(`made, gate ${statsig.checkGate({ userID: 'ada' }, 'open') ? 'open' : 'closed'}`);
      }
    }
    const serving = serve({ imports: [StatsigModule.forRoot(optionsFor(recorder))], providers: [Early] });
    order.push('released');
    gateway.emit('open');
    await (await serving)[Symbol.asyncDispose]();
    expect(order).toEqual(['released', 'made, gate open']);
  });

  it('goes on without specs, and says so once', async () => {
    await using recorder = await startRecorder({ status: 503 });
    const logger = new RecordingLogger();
    const imports = [StatsigModule.forRoot(optionsFor(recorder, { logger }))];
    await using app = await serve({ imports, controllers: [GateController] });
    expect((await app.ask('/', ada)).text).toBe('{"open":false,"isCurrent":true}');
    expect(logger.lines.filter((line) => line.includes('starts without specs'))).toEqual([
      expect.stringMatching(/^warn .*gates are closed.*503/),
    ]);
  });

  it('fails without specs on request', async () => {
    await using recorder = await startRecorder({ status: 503 });
    const imports = [StatsigModule.forRoot(optionsFor(recorder, { failFast: true }))];
    await expect(createApp({ imports })).rejects.toMatchObject({
      code: 'NETWORK',
      message: expect.stringMatching(/failFast.*503/),
    });
  });
});

describe('the end', () => {
  it("delivers on app.close(), with what other modules' hooks log", async () => {
    await using recorder = await startRecorder();
    @Injectable()
    class LastWords implements OnApplicationShutdown {
      readonly #statsig: Statsig;
      constructor(@InjectStatsig() statsig: Statsig) {
        this.#statsig = statsig;
      }
      onApplicationShutdown(): void {
        this.#statsig.logEvent({ userID: 'bob' }, 'closing');
      }
    }
    const imports = [StatsigModule.forRoot(optionsFor(recorder))];
    const app = await serve({ imports, controllers: [GateController], providers: [LastWords] });
    await app.ask('/', ada);
    expect(recorder.events).toEqual([]);
    await app.app.close();
    expect(recorder.usersOf('statsig::gate_exposure')).toEqual(['ada']);
    expect(recorder.usersOf('closing')).toEqual(['bob']);
  });

  it('delivers from an application context, which serves nothing', async () => {
    await using recorder = await startRecorder();
    @Module({ imports: [StatsigModule.forRoot(optionsFor(recorder))] })
    class JobModule {}
    const job = await NestFactory.createApplicationContext(JobModule, { logger: false });
    job.get<Statsig>(getStatsigToken()).logEvent({ userID: 'ada' }, 'done');
    await job.close();
    expect(recorder.usersOf('done')).toEqual(['ada']);
  });

  it.each([
    ['warns once without shutdown hooks', {}, false, 1],
    ['does not warn with shutdown hooks', {}, true, 0],
    ['does not warn where it is left to the application', { flushAtShutdown: false }, false, 0],
  ])('%s', async (_, options, hasHooks, warningCount) => {
    const logger = new RecordingLogger();
    const imports = ['own', undefined].map((name) =>
      StatsigModule.forRoot({ offline: true, logger, name, ...options }),
    );
    const prepare = (app: INestApplication) => void (hasHooks && app.enableShutdownHooks());
    await using _app = await serve({ imports }, { prepare });
    const warnings = logger.lines.filter((line) => line.includes('enableShutdownHooks'));
    expect(warnings).toEqual(Array.from({ length: warningCount }, () => expect.stringMatching(/^warn /)));
  });

  it('flushes an SDK object of the application, and leaves it in use', async () => {
    await using recorder = await startRecorder();
    const { apiURL } = recorder;
    await using statsig = createStatsig({ sdkKey, apiURL, logger: new RecordingLogger() });
    const imports = [StatsigModule.forClient(statsig, { user: testUser })];
    for (const name of ['first', 'second']) {
      const app = await serve({ imports });
      statsig.logEvent({ userID: name }, name);
      await app.app.close();
      expect(recorder.usersOf(name)).toEqual([name]);
    }
  });

  it('takes its listeners off the process', async () => {
    const count = (): number =>
      ['SIGTERM', 'SIGINT', 'beforeExit'].reduce((sum, name) => sum + process.listenerCount(name), 0);
    const before = count();
    const apps = Array.from({ length: 3 }, () =>
      serve({ imports: [StatsigModule.forRoot({ offline: true })] }),
    );
    const served = await Promise.all(apps);
    const during = count();
    for (const app of served) await app.app.close();
    expect(during).toBeGreaterThan(before);
    expect(count()).toBe(before);
  });
});

describe('getStatsigToken', () => {
  it('lets tests put another SDK object in place', async () => {
    await using statsig = createStatsig({ offline: true });
    const metadata = { imports: [StatsigModule.forRoot({ offline: true })], controllers: [GateController] };
    const building = Test.createTestingModule(metadata).overrideProvider(getStatsigToken()).useValue(statsig);
    const app = await building.compile();
    expect(app.get(getStatsigToken())).toBe(statsig);
    await app.close();
  });
});
