import { fileURLToPath } from 'node:url';
import { experiment, gate, payloadOf, user } from '@acme/statsig-testing';
import { build, type Rollup } from 'vite';
import type { Outcome } from '../check.ts';
import type { MiniflareModule } from './workerd.ts';

const payload = payloadOf([
  gate('new_checkout').when(user.country.isOneOf('NZ')),
  experiment('checkout_button', { treatment: { color: 'red' } }),
]);

/** What the worker has to answer visitors from these countries. */
const expected: readonly (readonly [country: string, answer: object])[] = [
  ['NZ', { newCheckout: true, because: 'Recognized', color: 'red' }],
  ['AU', { newCheckout: false, because: 'Recognized', color: 'red' }],
];

/** Runs the example of an edge worker, as it is published, on workerd with a key-value store. */
export async function checkEdgeWorker({ Miniflare }: MiniflareModule): Promise<Outcome> {
  const miniflare = new Miniflare({
    compatibilityDate: '2026-07-01',
    kvNamespaces: ['SPECS'],
    modules: [{ type: 'ESModule', path: 'worker.mjs', contents: await bundledWorker() }],
  });
  try {
    const store = await miniflare.getKVNamespace('SPECS');
    await store.put('specs', JSON.stringify(payload));
    const differences = await Promise.all(
      expected.map(async ([country, answer]) => {
        const response = await miniflare.dispatchFetch('http://worker/', {
          method: 'GET',
          headers: { 'x-country': country },
        });
        const text = await response.text();
        return text === JSON.stringify(answer) ? [] : [`A visitor from ${country} gets ${text}`];
      }),
    );
    const failures = differences.flat();
    return { passed: expected.length - failures.length, failed: failures.length, failures };
  } finally {
    await miniflare.dispose();
  }
}

async function bundledWorker(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@acme/example-edge-worker'));
  const [built] = (await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, target: 'es2023', lib: { entry, formats: ['es'] } },
  })) as readonly Rollup.RollupOutput[];
  if (built === undefined) throw new Error('The worker was not bundled.');
  return built.output[0].code;
}
