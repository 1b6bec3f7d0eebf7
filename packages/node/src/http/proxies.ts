import type { Logger } from '../diagnostics/logger.ts';

/** The proxies that the environment names, as curl and others read it. */
export interface Proxies {
  readonly httpProxy: string | undefined;
  readonly httpsProxy: string | undefined;
  /** Hosts that are reached directly, separated by commas; `*` is all. */
  readonly noProxy: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, of which the spelling in small letters wins.
 *
 * @returns Undefined when there is no proxy, or when Node itself uses it (`NODE_USE_ENV_PROXY=1`).
 */
export function proxiesIn(env: Environment): Proxies | undefined {
  const read = (name: string): string | undefined => env[name] || env[name.toUpperCase()] || undefined;
  const proxies = {
    httpProxy: read('http_proxy'),
    httpsProxy: read('https_proxy'),
    noProxy: read('no_proxy') ?? '',
  };
  if (proxies.httpProxy === undefined && proxies.httpsProxy === undefined) return undefined;
  return env['NODE_USE_ENV_PROXY'] === '1' ? undefined : proxies;
}

/** What of the proxies nobody may see: their users and passwords. */
export function proxySecrets(proxies: Proxies | undefined): readonly string[] {
  return [proxies?.httpProxy, proxies?.httpsProxy].flatMap((proxy) => {
    const [, userinfo = ''] = /^[^/]*\/\/(.*)@/.exec(proxy ?? '') ?? [];
    const [user = '', password = ''] = userinfo.split(':').map(decoded);
    return [`${user}:${password}`, password].filter((secret) => secret.length > 1);
  });
}

/** How requests are sent, and through what. */
export interface ProxiedFetchOptions {
  readonly fetch: typeof fetch;
  readonly proxies: Proxies | undefined;
}

/**
 * The same `fetch`, through the proxies if there are any. Undici, whose agent it takes, is loaded by the first request; where it is not
 * installed, requests go directly, and a warning says so.
 */
export function proxiedFetch(
  { fetch, proxies }: ProxiedFetchOptions,
  logger: Logger,
): ProxiedFetchOptions['fetch'] {
  if (proxies === undefined) return fetch;
  let agent: Promise<object | undefined> | undefined;
  return async (input, init) => {
    agent ??= createAgent(proxies).catch((error: unknown) => {
      logger.warn(whyNot(error));
      return undefined;
    });
    const dispatcher = await agent;
    return fetch(input, dispatcher === undefined ? init : Object.assign({ ...init }, { dispatcher }));
  };
}

async function createAgent(proxies: Proxies): Promise<object> {
  const { EnvHttpProxyAgent, ...undici } = await loadUndici();
  const { httpProxy = '', httpsProxy = '', noProxy } = proxies;
  // Empty, or it would read the environment again.
  const agent = new EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy });
  // Up to Node 24, the global fetch speaks to dispatchers as undici did before version 8.
  const isOldFetch = Number.parseInt(process.versions['undici'] ?? '', 10) < 8;
  return isOldFetch && 'Dispatcher1Wrapper' in undici ? new undici.Dispatcher1Wrapper(agent) : agent;
}

/** Loading it puts an agent of its own in the place of Node's for the whole process, which is undone. */
async function loadUndici(): Promise<typeof import('undici')> {
  const ofProcess = Symbol.for('undici.globalDispatcher.1');
  // Node makes its own when one of these globals is first read.
  void globalThis.Headers;
  const before: unknown = Reflect.get(globalThis, ofProcess);
  // A name that bundlers cannot follow: what need not be installed need not be bundled.
  const name = ['undici'].join('');
  try {
    return (await import(name)) as typeof import('undici');
  } finally {
    if (before !== undefined) Reflect.set(globalThis, ofProcess, before);
  }
}

function whyNot(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
  const remedy = 'requests go directly. Start Node with NODE_USE_ENV_PROXY=1, or';
  return isMissing
    ? `The environment names a proxy, and undici, which is needed for it, is not installed: ${remedy} install undici.`
    : `The proxy that the environment names cannot be used: ${remedy} set HTTPS_PROXY to a URL, or NO_PROXY to *.`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
