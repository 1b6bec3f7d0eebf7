import type { Suite } from '../check.ts';
import type { SuiteResult } from '../suite/run-suite.ts';

/** As much of miniflare as is used here; it is installed on demand, so its own types are not there. */
export interface MiniflareModule {
  readonly Miniflare: new (options: {
    readonly compatibilityDate: string;
    readonly kvNamespaces?: readonly string[];
    readonly modules: readonly {
      readonly type: 'ESModule';
      readonly path: string;
      readonly contents: string;
    }[];
  }) => Miniflare;
}

interface Miniflare {
  dispatchFetch(
    url: string,
    request:
      | { readonly method: 'POST'; readonly body: string }
      | { readonly method: 'GET'; readonly headers: Readonly<Record<string, string>> },
  ): Promise<{ readonly ok: boolean; text(): Promise<string> }>;
  getKVNamespace(name: string): Promise<{ put(key: string, value: string): Promise<void> }>;
  dispose(): Promise<void>;
}

const worker = `
  import { runSuite } from './suite.mjs';
  export default {
    fetch: async (request) => Response.json(runSuite(await request.text())),
  };
`;

/** Runs the suite in a worker. Whatever the machine's time zone is, a worker's is UTC. */
export async function runInWorkerd(
  { Miniflare }: MiniflareModule,
  { module, records }: Suite,
): Promise<SuiteResult> {
  const miniflare = new Miniflare({
    compatibilityDate: '2026-07-01',
    modules: [
      { type: 'ESModule', path: 'worker.mjs', contents: worker },
      { type: 'ESModule', path: 'suite.mjs', contents: module },
    ],
  });
  try {
    const response = await miniflare.dispatchFetch('http://worker/', { method: 'POST', body: records });
    const text = await response.text();
    if (!response.ok) throw new Error(`The worker failed: ${text}`);
    return JSON.parse(text) as SuiteResult;
  } finally {
    await miniflare.dispose();
  }
}
