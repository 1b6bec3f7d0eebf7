// Run by Jest as an application's test is, by each of the documented recipes.
import { currentStatsig, GateValue } from '@acme/statsig-nestjs';
import { StatsigTestingModule, testStatsigOf } from '@acme/statsig-nestjs/testing';
import { statsigMatchers } from '@acme/statsig-testing';
import { expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { Test } from '@nestjs/testing';

expect.extend(statsigMatchers);

@Controller()
class CheckoutController {
  @Get()
  show(@GateValue('new_checkout') isNew: boolean) {
    return { isNew, isSame: currentStatsig().checkGate('new_checkout') === isNew };
  }
}

test.each([true, false])('a gate is %s as the test says', async (isOpen) => {
  const flags = StatsigTestingModule.forRoot({ gates: { new_checkout: isOpen }, user: { userID: 'ada' } });
  const metadata = { imports: [flags], controllers: [CheckoutController] };
  const app = (await Test.createTestingModule(metadata).compile()).createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  const response = await fetch(await app.getUrl());
  expect(await response.json()).toEqual({ isNew: isOpen, isSame: true });
  await expect(testStatsigOf(app)).toHaveExposed('new_checkout', { userID: 'ada', value: isOpen });
  await app.close();
});
