// An application with a data adapter, which says what becomes of its specs. Started by the tests of specs.
import { once } from 'node:events';
import { createStatsig, type DataAdapter, fileDataAdapter, type StatsigOptions } from '@acme/statsig-node';
import { redisDataAdapter } from '@acme/statsig-node/redis';
import { Redis } from 'ioredis';
import { createClient } from 'redis';

/** What it is started with, as JSON. */
export interface CachedAppOptions {
  readonly options: Pick<StatsigOptions, 'apiURL' | 'specs' | 'initTimeoutMs' | 'requestTimeoutMs'>;
  /** A path, or the URL of a Redis and the library to reach it with. */
  readonly adapter:
    | { readonly directory: string }
    | { readonly ioredis: string }
    | { readonly redis: string };
}

const { options, adapter } = JSON.parse(process.argv[2] ?? '') as CachedAppOptions;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

function adapterOf(given: CachedAppOptions['adapter']): DataAdapter {
  if ('directory' in given) return fileDataAdapter(given);
  if ('ioredis' in given) {
    const client = new Redis(given.ioredis);
    client.on('error', () => undefined);
    return redisDataAdapter(client);
  }
  const client = createClient({ url: given.redis });
  client.on('error', () => undefined);
  void client.connect().catch(() => undefined);
  return redisDataAdapter(client);
}

const statsig = createStatsig({
  sdkKey: 'secret-1234567890abcdefghij',
  dataAdapter: adapterOf(adapter),
  disableAllLogging: true,
  ...options,
});
statsig.on('specsUpdated', ({ lcut, source }) => say({ lcut, source }));
statsig.on('error', ({ code, message }) => say({ error: code, message }));
const { success, source } = await statsig.initialize();
say({ initialized: success, from: source, isOpen: statsig.checkGate({ userID: 'user-1' }, 'open') });
await once(process.stdin, 'data');
await statsig.shutdown();
process.exit();
