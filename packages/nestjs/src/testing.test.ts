import { gate, user } from '@acme/statsig-testing';
import '@acme/statsig-testing/vitest';
import { Controller, Get } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { currentStatsig, GateValue, type HttpRequest } from './index.ts';
import { StatsigTestingModule, type StatsigTestingOptions, testStatsigOf } from './testing.ts';

@Controller()
class CheckoutController {
  @Get()
  show(@GateValue('new_checkout') isNew: boolean): unknown {
    currentStatsig().logEvent('checkout_shown');
    return { isNew, color: currentStatsig().getExperiment('button').get('color', 'blue') };
  }
}

async function start(options?: StatsigTestingOptions) {
  const imports = [StatsigTestingModule.forRoot(options)];
  const testing = await Test.createTestingModule({ imports, controllers: [CheckoutController] }).compile();
  const app = testing.createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  const ask = async (headers: Record<string, string> = {}): Promise<unknown> =>
    (await fetch(await app.getUrl(), { headers })).json();
  return { app, ask, [Symbol.asyncDispose]: () => app.close() };
}

describe('StatsigTestingModule', () => {
  it('answers what the test says, and tells what was exposed and logged', async () => {
    const signalCount = process.listenerCount('SIGTERM');
    await using started = await start({
      gates: { new_checkout: true },
      experiments: { button: { groupName: 'treatment', value: { color: 'red' } } },
      user: { userID: 'ada' },
    });
    expect(await started.ask()).toEqual({ isNew: true, color: 'red' });
    const statsig = testStatsigOf(started.app);
    await expect(statsig).toHaveExposed('new_checkout', { userID: 'ada', value: true });
    await expect(statsig).toHaveExposed('button', { userID: 'ada' });
    await expect(statsig).toHaveLogged('checkout_shown', { userID: 'ada' });
    await expect(statsig).not.toHaveExposed('other');
    expect(process.listenerCount('SIGTERM')).toBe(signalCount);
  });

  it('finds users as the test says', async () => {
    await using started = await start({
      specs: [gate('new_checkout').when(user.userID.equals('ada'))],
      user: ({ headers }: HttpRequest) => ({ userID: String(headers['x-user-id']) }),
    });
    expect(await started.ask({ 'x-user-id': 'ada' })).toEqual({ isNew: true, color: 'blue' });
    expect(await started.ask({ 'x-user-id': 'bob' })).toEqual({ isNew: false, color: 'blue' });
  });

  it('needs nothing to be said', async () => {
    await using started = await start();
    expect(await started.ask()).toEqual({ isNew: false, color: 'blue' });
  });

  it('refuses two specs of one name', async () => {
    const options = { gates: { new_checkout: true }, specs: [gate('new_checkout')] };
    await expect(start(options)).rejects.toMatchObject({ code: 'INVALID_OPTIONS' });
  });
});
