#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { type Command, UsageError } from './cli/command.ts';
import { readConfig } from './cli/config.ts';
import { keys } from './cli/keys.ts';
import { exportProject, importProject } from './cli/project-files.ts';
import { dev, serve } from './cli/serve.ts';
import { defaultEnvironment } from './environment.ts';
import { errorText } from './logger.ts';

const commands: ReadonlyMap<string, Command> = new Map([
  ['serve', serve],
  ['dev', dev],
  ['keys', keys],
  ['import', importProject],
  ['export', exportProject],
]);

const usage = `statsig-server serve                       as DATABASE_URL, PORT and others say
statsig-server dev [statsig.json]          a project file, as it changes, from memory
statsig-server keys [list]
statsig-server keys create --kind secret|client|console [--environment e] [--name n] [--target-app a]
statsig-server keys rotate <id> [--grace-hours 24]
statsig-server keys revoke <id>
statsig-server import <file|-> [--environment e] [--message why]
statsig-server export [--environment e] [--format project|v1|v2]`;

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`[statsig] ${errorText(error)}${error instanceof UsageError ? `\n\n${usage}` : ''}`);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      environment: { type: 'string', short: 'e', default: defaultEnvironment },
      format: { type: 'string', default: 'project' },
      kind: { type: 'string', default: '' },
      name: { type: 'string', default: '' },
      message: { type: 'string', default: '' },
      'target-app': { type: 'string', default: '' },
      'grace-hours': { type: 'string', default: '24' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name = 'serve', ...rest] = positionals;
  if (values.help) return console.info(usage);
  const command = commands.get(name);
  if (command === undefined) throw new UsageError(`There is no command "${name}".`);
  const print = (line: string): void => console.info(line);
  await command({ config: readConfig(process.env), positionals: rest, options: values, print });
}
