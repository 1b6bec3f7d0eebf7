import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { systemClock } from '../clock.ts';
import { v1Payload, v2Payload } from '../payload/payloads.ts';
import { parseProject } from '../project/parse-project.ts';
import type { Project } from '../project/project.ts';
import { createPublish } from '../project/publish.ts';
import { storedProject } from '../project/stored-project.ts';
import { createRevisionStore } from '../store/revision-store.ts';
import { type Command, UsageError } from './command.ts';
import { withDatabase } from './with-database.ts';

/** `import <file>`: publishes a project file or a `download_config_specs` payload; `-` reads standard input. */
export const importProject: Command = async (input) => {
  const { positionals, options, print } = input;
  const [file] = positionals;
  if (file === undefined) throw new UsageError('import needs a file, or - for standard input.');
  const project = parseProject(file === '-' ? await text(process.stdin) : await readFile(file, 'utf8'));
  await withDatabase(input, async (database) => {
    const { environment, message } = options;
    const publish = createPublish(createRevisionStore(database), systemClock);
    const result = await publish({ environment, project, message, author: 'command line' });
    if (result.outcome === 'conflict') throw new Error(`Version ${result.newest} was published meanwhile.`);
    print(`${result.outcome}: version ${result.revision.time} of ${environment}.`);
  });
};

type Format = (project: Project, time: number) => unknown;

const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['project', (project) => project],
  ['v1', (project, time) => v1Payload(project, { time })],
  ['v2', (project, time) => v2Payload(project, { time })],
]);

/** `export`: writes what is published to standard output. */
export const exportProject: Command = async (input) => {
  const { environment, format } = input.options;
  const write = formats.get(format);
  if (write === undefined) throw new UsageError(`--format is one of ${[...formats.keys()].join(', ')}.`);
  await withDatabase(input, async (database) => {
    const revision = await createRevisionStore(database).latest(environment);
    if (revision === undefined) throw new Error(`Nothing is published in ${environment}.`);
    input.print(JSON.stringify(write(storedProject(revision.project), revision.time), null, 2));
  });
};
