import { loadProject, type Server } from '@acme/statsig-server';
import { type Group, groupsOf } from './groups.ts';
import { sendVisitors } from './send-visitors.ts';
import { openShop, type ShopOptions } from './shop-process.ts';
import type { Tally } from './table.ts';
import { createVisitors } from './visitors.ts';

/** What a run needs. */
export interface DemoOptions extends ShopOptions {
  /** The one that `apiURL` leads to; its database says what arrived. */
  readonly server: Server;
  readonly visitorCount: number;
  /** Says how far it is. */
  readonly print: (line: string) => void;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface DemoResult {
  readonly groups: readonly Group[];
  readonly exposures: Tally;
  readonly orders: Tally;
}

/**
 * Opens the shop, sends visitors through it, ends it, and counts what arrived at the server.
 *
 * Nobody asks the shop to flush: it is ended as a process manager would end it.
 *
 * @throws {Error} When the shop does not open or does not answer, or when `signal` aborts.
 */
export async function runDemo(options: DemoOptions): Promise<DemoResult> {
  const { server, visitorCount, print, signal } = options;
  await using shop = await openShop(options);
  print(`Shop at ${shop.url}: the Express example, in a process of its own.`);
  const { requests, orders } = await sendVisitors(createVisitors(visitorCount), {
    url: shop.url,
    onProgress: (count) => print(`  ${format(count)} of ${format(visitorCount)} visitors have been there.`),
    signal,
  });
  const { enqueued, pending } = await statsOf(shop.url, signal);
  print(
    `${format(requests)} requests led to ${format(enqueued)} events; ${format(pending)} still wait in the shop.`,
  );
  print(`The shop got SIGTERM, delivered them, and ended with ${await shop.end()}.`);

  const summaries = await server.events.summarizeExposures();
  const received = summaries.reduce((sum, { exposures }) => sum + exposures, 0);
  const stored = await server.events.count();
  return {
    groups: groupsOf(summaries, await loadProject()),
    exposures: { name: 'exposures', sent: enqueued - orders, received },
    orders: { name: 'orders', sent: orders, received: stored - received },
  };
}

/** The shop's own count of its events. */
async function statsOf(url: string, signal: AbortSignal): Promise<{ enqueued: number; pending: number }> {
  const response = await fetch(`${url}/stats`, { signal });
  return (await response.json()) as { enqueued: number; pending: number };
}

function format(count: number): string {
  return count.toLocaleString('en');
}
