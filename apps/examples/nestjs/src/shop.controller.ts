import { CurrentStatsig, RequireGate } from '@acme/statsig-nestjs';
import type { UserStatsig } from '@acme/statsig-node';
import { Body, Controller, ForbiddenException, Get, Post } from '@nestjs/common';
import { ShippingService } from './shipping.service.ts';

/** The pages of an online shop. */
@Controller()
export class ShopController {
  readonly #shipping: ShippingService;

  constructor(shipping: ShippingService) {
    this.#shipping = shipping;
  }

  @Get()
  home(@CurrentStatsig() flags: UserStatsig): object {
    const home = flags.getLayer('home_page');
    const [headline, picks] = [home.get('headline', 'Welcome'), home.get('recommendations', 'popular')];
    return { headline, picks, cookieBanner: flags.checkGate('cookie_banner') };
  }

  @Get('search')
  search(@CurrentStatsig() flags: UserStatsig): object {
    const ranking = flags.getExperiment('search_ranking').get('ranking', 'relevance');
    return { ranking, beta: flags.checkGate('beta_search') };
  }

  @Get('checkout')
  @RequireGate('new_checkout')
  checkout(@CurrentStatsig() flags: UserStatsig): object {
    const checkout = flags.getLayer('checkout');
    const [color, discount] = [checkout.get('color', 'blue'), checkout.get('discount', 0)];
    return { color, discount, shipping: this.#shipping.costOf(100) };
  }

  @Get('staff')
  @RequireGate('staff_tools', { exception: () => new ForbiddenException() })
  staff(): object {
    return { orders: [] };
  }

  @Post('orders')
  order(@CurrentStatsig() flags: UserStatsig, @Body() { total }: { total: number }): object {
    flags.logEvent('purchase', { value: total });
    return { total: total + this.#shipping.costOf(total) };
  }
}
