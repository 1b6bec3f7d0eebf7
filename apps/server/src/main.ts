import { StatsigError } from '@acme/statsig-core';
import { createServer } from './create-server.ts';
import { errorText } from './logger.ts';
import { shopProjectFile } from './project/shop.ts';

try {
  await main(process.env);
} catch (error) {
  console.error(`[statsig] Server not started: ${errorText(error)}`);
  process.exitCode = 1;
}

/** Starts a server as the environment says, and drains it at the first SIGTERM or SIGINT; a second one kills. */
async function main(environment: NodeJS.ProcessEnv): Promise<void> {
  const port = readPort(environment['PORT'] || '3838');
  const project = environment['PROJECT_FILE'] || shopProjectFile;
  const server = await createServer({
    project,
    store: environment['DATABASE_URL'] || 'file:./data/statsig.db',
    keys: keysOf(environment),
    logger: { ...console, debug: () => undefined },
  });
  const { url } = await server.listen({ port });
  console.info(`[statsig] Serving ${project} at ${url}/v1`);
  for (const key of server.firstKeys) console.info(`[statsig] First key, not shown again: ${key}`);

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close().catch((error: unknown) => {
        console.error(`[statsig] Server not closed cleanly: ${errorText(error)}`);
        process.exitCode = 1;
      });
    });
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StatsigError('INVALID_OPTIONS', `PORT must be a number from 0 to 65535, not "${text}".`);
}

/** The keys in `STATSIG_SECRET_KEY` and `STATSIG_KEYS`, separated by commas. */
function keysOf(environment: NodeJS.ProcessEnv): readonly string[] {
  return ['STATSIG_SECRET_KEY', 'STATSIG_KEYS']
    .flatMap((name) => environment[name]?.split(',') ?? [])
    .map((key) => key.trim())
    .filter((key) => key !== '');
}
