import { StatsigModule } from '@acme/statsig-nestjs';
import { Module } from '@nestjs/common';
import { ShippingService } from './shipping.service.ts';
import { ShopController } from './shop.controller.ts';
import { visitor } from './visitor.ts';

/** An online shop whose pages depend on the demo project of `@acme/statsig-server`. */
@Module({
  // The key and the server's URL come from STATSIG_SECRET_KEY and STATSIG_API_URL.
  imports: [StatsigModule.forRoot({ user: visitor })],
  controllers: [ShopController],
  providers: [ShippingService],
})
export class ShopModule {}
