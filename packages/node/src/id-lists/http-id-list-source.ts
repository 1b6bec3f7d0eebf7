import { eitherWay } from '../http/either-way.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { OpenFile } from '../http/open-file.ts';
import { bodyText } from '../http/read-body.ts';
import { type Manifest, readManifest } from './manifest.ts';

/** What the source needs to know. */
export interface HttpIDListSourceOptions {
  readonly client: HttpClient;
  /** The base URL of `client`. */
  readonly apiURL: string;
  readonly sdkKey: string;
  readonly open: OpenFile;
}

/** Where ID lists come from. */
export interface IDListSource {
  manifest(signal: AbortSignal): Promise<Manifest>;
  readonly open: OpenFile;
}

const maxManifestBytes = 16 * 1024 * 1024;

/** Downloads ID lists from Statsig or a compatible server. */
export function httpIDListSource({ client, apiURL, sdkKey, open }: HttpIDListSourceOptions): IDListSource {
  const ask = eitherWay(client, apiURL);
  const headers = { accept: 'application/json' };
  const ways = {
    post: {
      method: 'post',
      path: 'get_id_lists',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{}',
      maxBytes: maxManifestBytes,
    },
    get: {
      method: 'get',
      path: `get_id_lists/${encodeURIComponent(sdkKey)}.json`,
      headers,
      maxBytes: maxManifestBytes,
    },
  } as const;
  return {
    manifest: async (signal) => readManifest(bodyText((await ask(ways, signal)).body)),
    open,
  };
}
