import { once } from 'node:events';
import { shopProjectFile } from '@acme/statsig-server';
import { openShop, type ShopOptions } from './shop-process.ts';

/** What it takes to keep the shop open. */
export interface StayOpenOptions extends ShopOptions {
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Opens the shop again and says what to try there, until `signal` aborts. */
export async function stayOpen({ print, signal, ...shopOptions }: StayOpenOptions): Promise<void> {
  await using shop = await openShop(shopOptions);
  print(`
The shop is open again. Try, in another terminal:

  curl -H 'x-user-id: ada' ${shop.url}/
  curl -H 'x-user-id: alan' -H 'x-country: NZ' -H 'x-app-version: 3.1.0' ${shop.url}/checkout
  curl -H 'x-user-id: bob' -H 'x-email: bob@shop.example' ${shop.url}/staff
  curl -H 'x-user-id: bob' -H 'cookie: statsig_stable_id=device-7' ${shop.url}/search
  curl ${shop.url}/stats

Or change ${shopProjectFile}: the answers follow within ten seconds.
Ctrl-C ends it.`);
  if (!signal.aborted) await once(signal, 'abort');
}
