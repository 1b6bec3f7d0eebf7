import { createHash } from 'node:crypto';
import type { ClientResponseOptions } from '@acme/statsig-node';
import type { RequestHandler } from 'express';

/** What a browser is bootstrapped with: by default all that the project shows to any client, with names hashed. */
export type ClientInitializeHandlerOptions = Omit<ClientResponseOptions, 'previousResponseHash'>;

/**
 * Answers with all that Statsig's client SDKs need to start for the request's user, so that a page has its gates without a
 * request to anyone else. Logs no exposure: the client logs what it uses.
 *
 * The answer is the user's own and is kept by nobody (`no-store`); a client that has it already and says so with
 * `if-none-match` gets 304. Without specs the answer is 503.
 *
 * @example
 * app.get('/statsig/bootstrap', clientInitializeHandler({ clientKey: 'client-key' }));
 * // In the page: client.dataAdapter.setData(await (await fetch('/statsig/bootstrap')).text()); client.initializeSync();
 */
export function clientInitializeHandler(options: ClientInitializeHandlerOptions = {}): RequestHandler {
  return function clientInitialize(request, response) {
    const flags = request.statsig;
    response.set('cache-control', 'private, no-store');
    if (!flags.isReady) {
      response.status(503).set('retry-after', '1').json({ message: 'There are no specs yet.' });
      return;
    }
    const text = flags.getClientInitializeResponseText(options);
    const tag = createHash('sha256').update(text).digest('base64url');
    response.set('etag', `"${tag}"`);
    // Not left to Express: a `fetch` with `if-none-match` also says `no-cache`, to which Express answers in full.
    if (request.get('if-none-match')?.includes(tag)) response.status(304).end();
    else response.type('json').send(text);
  };
}
