import { requireGate } from '@acme/statsig-express';
import { CurrentStatsig, RequireGate } from '@acme/statsig-nestjs';
import type { UserStatsig } from '@acme/statsig-node';
import { Controller, Get } from '@nestjs/common';
import express from 'express';
import { describe, expectTypeOf, it } from 'vitest';

const app = express();

describe('one declaration, for the package that the adapters stand on,', () => {
  it('holds in Express', () => {
    app.get('/checkout', requireGate('new_checkout'), (request, response) => {
      const color = request.statsig.getExperiment('checkout_button').get('color', 'red');
      expectTypeOf(color).toEqualTypeOf<'red' | 'blue'>();
      // @ts-expect-error
      response.send(request.statsig.checkGate('new_chekout'));
    });
    // @ts-expect-error
    requireGate('new_chekout');
    // @ts-expect-error
    requireGate({ any: ['new_chekout'] });
  });

  it('holds in Nest', () => {
    @Controller('checkout')
    class Checkout {
      @Get()
      @RequireGate('new_checkout')
      show(@CurrentStatsig() flags: UserStatsig): number {
        // @ts-expect-error
        flags.checkGate('new_chekout');
        return flags.getExperiment('checkout_button').get('discount', 0);
      }

      @Get('preview')
      // @ts-expect-error
      @RequireGate({ none: ['new_chekout'] })
      preview(): void {}
    }
    expectTypeOf<Checkout['show']>().returns.toBeNumber();
  });
});
