import type { Visitor } from './visitors.ts';

/** What there was to do, and with what. */
export interface SendOptions {
  /** The shop's. */
  readonly url: string;
  /** Told how many have been, after each quarter of them. */
  readonly onProgress: (visitorCount: number) => void;
  /** Sends everybody home. */
  readonly signal: AbortSignal;
}

/** What the visitors did. */
export interface Visits {
  readonly requests: number;
  readonly orders: number;
}

/** How many are in the shop at once, each on a connection that is kept. */
const concurrency = 40;

/**
 * Sends visitors through the shop: everyone looks at the pages, and whoever gets the new checkout orders something.
 *
 * @throws {Error} When a request fails, or is answered with a server error.
 */
export async function sendVisitors(visitors: readonly Visitor[], options: SendOptions): Promise<Visits> {
  const { url, onProgress, signal } = options;
  const quarter = Math.ceil(visitors.length / 4);
  const queue = visitors.values();
  let [requests, orders, visited] = [0, 0, 0];

  async function ask(path: string, init: RequestInit): Promise<number> {
    const response = await fetch(`${url}${path}`, { ...init, signal });
    const text = await response.text();
    if (response.status >= 500) throw new Error(`The shop answered ${path} with ${response.status}: ${text}`);
    requests += 1;
    return response.status;
  }

  async function visit({ headers }: Visitor): Promise<void> {
    await ask('/', { headers });
    await ask('/search', { headers });
    await ask('/staff', { headers });
    if ((await ask('/checkout', { headers })) !== 200) return;
    const json = { ...headers, 'content-type': 'application/json' };
    const status = await ask('/orders', { method: 'POST', headers: json, body: '{"total":49}' });
    if (status === 201) orders += 1;
  }

  async function visitNext(): Promise<void> {
    for (const visitor of queue) {
      await visit(visitor);
      visited += 1;
      if (visited % quarter === 0 || visited === visitors.length) onProgress(visited);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, visitNext));
  return { requests, orders };
}
