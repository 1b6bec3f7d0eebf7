import { eitherWay, type TwoWays } from '../http/either-way.ts';
import type { HttpClient, HttpRequest } from '../http/http-client.ts';
import { sdkType, sdkVersion } from '../sdk.ts';
import type { SpecSource } from './spec-source.ts';

/** What the source needs to know. */
export interface HttpSpecSourceOptions {
  readonly client: HttpClient;
  /** The base URL of `client`, which decides the method that is tried first. */
  readonly apiURL: string;
  readonly sdkKey: string;
}

/** Far above any real project; below what would harm the process. */
const maxSpecsBytes = 64 * 1024 * 1024;

/** What an answer was known by, and what was asked for. */
interface Tagged {
  readonly etag: string;
  readonly since: number | undefined;
}

/** Downloads specs from Statsig or a compatible server. */
export function httpSpecSource({ client, apiURL, sdkKey }: HttpSpecSourceOptions): SpecSource {
  const download = eitherWay(client, apiURL);
  let last: Tagged | undefined;

  return {
    name: 'Network',
    async pull(since, signal) {
      // Only what was put to use may be answered with 304, and that shows in a newer `since`.
      const etag = last !== undefined && since !== last.since ? last.etag : undefined;
      const { status, headers, body } = await download(requests(sdkKey, since ?? 0, etag), signal);
      if (status === 204 || status === 304) return undefined;
      const tag = headers.get('etag');
      last = tag === null ? undefined : { etag: tag, since };
      return { source: 'Network', payload: body };
    },
  };
}

function requests(sdkKey: string, since: number, etag: string | undefined): TwoWays {
  const headers = {
    accept: 'application/json',
    ...(etag === undefined ? undefined : { 'if-none-match': etag }),
  };
  return { get: getRequest(sdkKey, since, headers), post: postRequest(since, headers) };
}

function postRequest(since: number, headers: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'post',
    path: 'download_config_specs',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ sinceTime: since, sdkType, sdkVersion }),
    maxBytes: maxSpecsBytes,
  };
}

function getRequest(sdkKey: string, since: number, headers: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'get',
    path: `download_config_specs/${encodeURIComponent(sdkKey)}.json`,
    headers,
    query: since > 0 ? { sinceTime: String(since) } : undefined,
    maxBytes: maxSpecsBytes,
  };
}
