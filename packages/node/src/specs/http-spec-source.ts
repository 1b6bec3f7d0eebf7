import type { HttpClient, HttpRequest, HttpResponse } from '../http/http-client.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import { sdkType, sdkVersion } from '../sdk.ts';
import type { SpecSource } from './spec-source.ts';

/** What the source needs to know. */
export interface HttpSpecSourceOptions {
  readonly client: HttpClient;
  /** The base URL of `client`, which decides the method that is tried first. */
  readonly apiURL: string;
  readonly sdkKey: string;
}

type Method = HttpRequest['method'];

/** Far above any real project; below what would harm the process. */
const maxSpecsBytes = 64 * 1024 * 1024;

const otherMethod: Readonly<Record<Method, Method>> = { get: 'post', post: 'get' };

/**
 * Downloads specs from Statsig or a compatible server.
 *
 * There are two ways to ask: by POST as in the published contract, which keeps the key out of URLs, and by GET as
 * Statsig's CDN wants it. A server that does not know the one (404, 405) is asked the other way, and from then on that
 * way only.
 */
export function httpSpecSource({ client, apiURL, sdkKey }: HttpSpecSourceOptions): SpecSource {
  let method: Method = isStatsigCDN(apiURL) ? 'get' : 'post';

  const download = (by: Method, since: number, signal: AbortSignal): Promise<HttpResponse> =>
    client.send(by === 'get' ? getRequest(sdkKey, since) : postRequest(since), signal);

  async function downloadEitherWay(since: number, signal: AbortSignal): Promise<HttpResponse> {
    try {
      return await download(method, since, signal);
    } catch (error) {
      if (!isUnknownRoute(error)) throw error;
      const other = otherMethod[method];
      const response = await download(other, since, signal).catch((otherError: unknown) => {
        // Neither way is known: the first answer tells more about what is wrong.
        if (isUnknownRoute(otherError)) throw error;
        method = other;
        throw otherError;
      });
      method = other;
      return response;
    }
  }

  return {
    name: 'Network',
    async pull(since, signal) {
      const { status, body } = await downloadEitherWay(since ?? 0, signal);
      return status === 204 || status === 304 ? undefined : { source: 'Network', payload: body };
    },
  };
}

function postRequest(since: number): HttpRequest {
  return {
    method: 'post',
    path: 'download_config_specs',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ sinceTime: since, sdkType, sdkVersion }),
    maxBytes: maxSpecsBytes,
  };
}

function getRequest(sdkKey: string, since: number): HttpRequest {
  return {
    method: 'get',
    path: `download_config_specs/${encodeURIComponent(sdkKey)}.json`,
    headers: { accept: 'application/json' },
    query: since > 0 ? { sinceTime: String(since) } : undefined,
    maxBytes: maxSpecsBytes,
  };
}

function isUnknownRoute(error: unknown): boolean {
  return error instanceof StatsigNetworkError && (error.status === 404 || error.status === 405);
}

function isStatsigCDN(apiURL: string): boolean {
  const { hostname } = new URL(apiURL);
  return hostname === 'statsigcdn.com' || hostname.endsWith('.statsigcdn.com');
}
