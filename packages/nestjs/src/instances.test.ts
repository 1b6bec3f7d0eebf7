import type { Statsig } from '@acme/statsig-node';
import { createTestStatsig, gate, user } from '@acme/statsig-testing';
import { Controller, Get, Inject } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp, type ServedApp, serve, testUser } from './app.test-support.ts';
import { currentStatsig, getStatsigToken, InjectStatsig, StatsigModule, StatsigService } from './index.ts';

@Controller()
class InstancesController {
  readonly #own: Statsig;
  readonly #billing: Statsig;

  constructor(@InjectStatsig() own: Statsig, @InjectStatsig('billing') billing: Statsig) {
    this.#own = own;
    this.#billing = billing;
  }

  @Get()
  read(): unknown {
    const ofRequest = currentStatsig();
    return [this.#own, this.#billing]
      .map((statsig) => statsig.checkGate({ userID: 'bob' }, 'staff'))
      .concat(ofRequest.checkGate('staff'));
  }
}

@Controller('service')
class ServiceController {
  readonly #flags: StatsigService;

  constructor(@Inject(StatsigService) flags: StatsigService) {
    this.#flags = flags;
  }

  @Get()
  read(): unknown {
    this.#flags.logEvent('read');
    return {
      gate: this.#flags.checkGate('staff'),
      rule: this.#flags.getFeatureGate('staff').ruleID === currentStatsig().getFeatureGate('staff').ruleID,
      config: this.#flags.getDynamicConfig('banner').get('text', ''),
      experiment: this.#flags.getExperiment('button').get('color', ''),
      layer: this.#flags.getLayer('home').get('title', ''),
      store: this.#flags.getParameterStore('none').get('name', 'fallback'),
      other: this.#flags.forUser({ userID: 'ada' }).checkGate('staff'),
    };
  }
}

const isAda = user.userID.equals('ada');

describe('several SDK objects in an app', () => {
  let app: ServedApp;
  let statsig: Awaited<ReturnType<typeof createTestStatsig>>;

  beforeAll(async () => {
    statsig = await createTestStatsig({
      specs: [gate('staff').when(isAda)],
      dynamicConfigs: { banner: { text: 'Hello' } },
      experiments: { button: { groupName: 'treatment', value: { color: 'red' } } },
      layers: { home: { title: 'Home' } },
    });
    const billing = await createTestStatsig({ gates: { staff: true } });
    const imports = [
      StatsigModule.forClient(statsig, { user: testUser }),
      StatsigModule.forClient(billing, { user: () => ({ userID: 'nobody' }), name: 'billing' }),
    ];
    app = await serve({ imports, controllers: [InstancesController, ServiceController] });
  });

  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    ['ada', [false, true, true]],
    ['bob', [false, true, false]],
  ])('are injected by name, and the request belongs to the one without: %s', async (userID, answers) => {
    expect(JSON.parse((await app.ask('/', { 'x-user-id': userID })).text)).toEqual(answers);
  });

  it.each([
    ['ada', true],
    ['bob', false],
  ])('have a service that answers for the user of the request: %s', async (userID, isOpen) => {
    const { text } = await app.ask('/service', { 'x-user-id': userID });
    expect(JSON.parse(text)).toEqual({
      gate: isOpen,
      rule: true,
      config: 'Hello',
      experiment: 'red',
      layer: 'Home',
      store: 'fallback',
      other: true,
    });
    const events = (await statsig.loggedEvents()).filter(({ eventName }) => eventName === 'read');
    expect(events.at(-1)?.user['userID']).toBe(userID);
  });

  it('have a service that knows nobody outside of requests', () => {
    const service = app.app.get(StatsigService);
    expect(() => service.checkGate('staff')).toThrow(expect.objectContaining({ code: 'NO_REQUEST_SCOPE' }));
    expect(service.forUser({ userID: 'ada' }).checkGate('staff')).toBe(true);
  });

  it('are missed by name', async () => {
    const creating = createApp({
      imports: [StatsigModule.forRoot({ offline: true })],
      providers: [{ provide: 'invoice', useFactory: () => 1, inject: [getStatsigToken('invoices')] }],
    });
    await expect(creating).rejects.toThrow(/Symbol\(Statsig:invoices\)/);
  });
});
