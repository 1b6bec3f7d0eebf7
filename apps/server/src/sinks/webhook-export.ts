import type { EventExport } from './event-export.ts';

const timeoutMs = 30_000;

/** Posts events to an address as `{ events: […] }`; any 2xx means that they are safe there. */
export function webhookExport(url: string, fetch: typeof globalThis.fetch): EventExport {
  return {
    // Without a query or credentials, which may be secret.
    name: `webhook:${new URL(url).origin}${new URL(url).pathname}`,
    write: async (events, signal) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        redirect: 'error',
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The webhook answered ${response.status}.`);
    },
  };
}
