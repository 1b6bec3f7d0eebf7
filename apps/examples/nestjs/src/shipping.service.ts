import { currentStatsig } from '@acme/statsig-nestjs';
import { Injectable } from '@nestjs/common';

/** One for the whole app, and still right for each visitor. */
@Injectable()
export class ShippingService {
  /** What it costs to send an order of this value, in the currency of `shipping_rates`. */
  costOf(total: number): number {
    const flags = currentStatsig();
    if (flags.checkGate('free_shipping_nz')) return 0;
    const rates = flags.getDynamicConfig('shipping_rates');
    return total >= rates.get('free_from', 150) ? 0 : rates.get('flat_rate', 15);
  }
}
