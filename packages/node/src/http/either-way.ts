import type { HttpClient, HttpRequest, HttpResponse } from './http-client.ts';
import { StatsigNetworkError } from './network-error.ts';

/** What can be asked for in two ways. */
export type TwoWays = Readonly<Record<HttpRequest['method'], HttpRequest>>;

const otherMethod = { get: 'post', post: 'get' } as const;

/**
 * Asks a server that may know only one of two ways: POST as in the published contract, which keeps the key out of URLs,
 * or GET as Statsig's CDN wants it. When it does not know the one (404, 405) it is asked the other way, and from then on
 * that way only.
 *
 * @param apiURL - The base URL of `client`, which decides what is tried first.
 */
export function eitherWay(
  client: HttpClient,
  apiURL: string,
): (ways: TwoWays, signal: AbortSignal) => Promise<HttpResponse> {
  let method: HttpRequest['method'] = isStatsigCDN(apiURL) ? 'get' : 'post';

  return async (ways, signal) => {
    try {
      return await client.send(ways[method], signal);
    } catch (error) {
      if (!isUnknownRoute(error)) throw error;
      const other = otherMethod[method];
      const response = await client.send(ways[other], signal).catch((otherError: unknown) => {
        // Neither way is known: the first answer tells more about what is wrong.
        if (isUnknownRoute(otherError)) throw error;
        method = other;
        throw otherError;
      });
      method = other;
      return response;
    }
  };
}

function isUnknownRoute(error: unknown): boolean {
  return error instanceof StatsigNetworkError && (error.status === 404 || error.status === 405);
}

function isStatsigCDN(apiURL: string): boolean {
  const { hostname } = new URL(apiURL);
  return hostname === 'statsigcdn.com' || hostname.endsWith('.statsigcdn.com');
}
