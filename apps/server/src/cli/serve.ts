import { access, writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { createServer, type ServerOptions } from '../create-server.ts';
import { errorText } from '../logger.ts';
import type { Command, CommandInput } from './command.ts';

/** `serve`: until SIGTERM or SIGINT, which let requests under way finish; a second one kills. */
export const serve: Command = async ({ config, print }) => {
  const { store, project, keys } = config;
  await run({ config, print }, { store, project, keys });
};

/** The keys of `dev`: anybody may know them. */
const devKeys = ['secret-dev', 'client-dev', 'console-dev'];

/** `dev [file]`: serves a project file as it changes, from memory, with well-known keys. Makes the file when absent. */
export const dev: Command = async ({ config, positionals, print }) => {
  const project = positionals[0] ?? config.project ?? 'statsig.json';
  await access(project).catch(() => writeFile(project, `${JSON.stringify(firstProject, null, 2)}\n`));
  print(`Keys: ${devKeys.join(', ')}. Edit ${project}: changes are served when it is saved.`);
  await run({ config, print }, { store: ':memory:', project, keys: devKeys });
};

const firstProject = {
  gates: [{ id: 'my_first_gate', rules: [{ name: 'Half of everyone', passPercentage: 50 }] }],
};

async function run(
  { config, print }: Pick<CommandInput, 'config' | 'print'>,
  options: Pick<ServerOptions, 'store' | 'project' | 'keys'>,
): Promise<void> {
  const logger = pino({ level: config.logLevel });
  const { metricsToken, jsonlFile, webhookURL, retentionDays } = config;
  const server = await createServer({
    ...options,
    metricsToken,
    jsonlFile,
    webhookURL,
    retentionDays,
    logger,
  });
  if (server.firstKeys.length > 0) {
    print('These keys were made for you. They are not shown again:');
    for (const key of server.firstKeys) print(`  ${key}`);
  }
  const { url } = await server.listen({ port: config.port, replacesGlobals: true });
  logger.info(`[statsig] Listening at ${url}/v1`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.close().catch((error: unknown) => {
        logger.error(`[statsig] Not closed cleanly: ${errorText(error)}`);
        process.exitCode = 1;
      });
    });
  }
}
