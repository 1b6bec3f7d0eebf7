import { createTestStatsig, experiment, gate, layer, user } from '@acme/statsig-testing';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedApp, serve, testUser } from './app.test-support.ts';
import { ExperimentValue, GateValue, LayerValue, StatsigModule } from './index.ts';

@Controller()
class ValuesController {
  @Get('gate')
  gate(@GateValue('staff_tools') isOpen: boolean): unknown {
    return [isOpen];
  }

  @Get('experiment')
  experiment(
    @ExperimentValue('button', 'color', 'blue') color: string,
    @ExperimentValue('button', 'size', 12) size: number,
    @ExperimentValue('button', 'color', 0) ofAnotherType: number,
  ): unknown {
    return [color, size, ofAnotherType];
  }

  @Get('layer')
  layer(
    @LayerValue('home', 'title', 'None') title: string,
    @LayerValue('home', 'subtitle', null) missing: string | null,
  ): unknown {
    return [title, missing];
  }
}

describe('values of handlers', () => {
  let app: ServedApp;

  beforeAll(async () => {
    const isStaff = user.custom('staff').equals('yes');
    const statsig = await createTestStatsig({
      specs: [
        gate('staff_tools').when(isStaff),
        experiment('button', { control: { color: 'green' }, treatment: { color: 'red' } })
          .assign('treatment', isStaff)
          .assign('control'),
        layer('home', { title: 'Home' }),
      ],
    });
    const imports = [StatsigModule.forRoot({ statsig, user: testUser })];
    app = await serve({ imports, controllers: [ValuesController] });
  });

  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    // of            user    values
    ['gate', 'yes', [true]],
    ['gate', 'no', [false]],
    ['experiment', 'yes', ['red', 12, 0]],
    ['experiment', 'no', ['green', 12, 0]],
    ['layer', 'no', ['Home', null]],
  ])('of the %s, for a user with staff %s: %j', async (path, staff, values) => {
    const { text } = await app.ask(`/${path}`, { 'x-user-id': 'ada', 'x-staff': staff });
    expect(JSON.parse(text)).toEqual(values);
  });
});
