import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { errorText, type Logger } from '../logger.ts';
import { isPayload } from '../payload/import-payload.ts';
import type { LiveSpecs } from '../specs/live-specs.ts';
import { parseProject } from './parse-project.ts';
import type { Publish } from './publish.ts';
import type { WatchFile } from './watch-file.ts';

/** What following a file needs. */
export interface FollowFileParts {
  readonly file: string;
  readonly environment: string;
  readonly publish: Publish;
  readonly specs: LiveSpecs;
  readonly watch: WatchFile;
  readonly logger: Logger;
}

/** A file that is followed. */
export interface FollowedFile {
  /** Stops, and waits for the version that is being read. */
  close(): Promise<void>;
}

/**
 * Publishes what a file holds, now and whenever it changes.
 *
 * A changed file that cannot be read is reported to the logger, and the last good version stays.
 *
 * @throws {StatsigError} `INVALID_SPECS` when the file is no project at first; Node's own error when it cannot be read.
 */
export async function followFile(parts: FollowFileParts): Promise<FollowedFile> {
  const { file, environment, watch, specs, logger } = parts;
  await publishFile(parts);

  const reload = async (): Promise<void> => {
    const before = specs.current(environment).time;
    await publishFile(parts);
    const { time } = specs.current(environment);
    if (time !== before) logger.info(`[statsig] Project reloaded, time ${time}.`);
  };

  let reloading: Promise<void> = Promise.resolve();
  const watching = watch(file, () => {
    reloading = reloading.then(reload).catch((error: unknown) => {
      logger.warn(`[statsig] Project stays at time ${specs.current(environment).time}: ${errorText(error)}`);
    });
    return reloading;
  });
  return {
    close: () => {
      watching.close();
      return reloading;
    },
  };
}

async function publishFile({ file, environment, publish, specs }: FollowFileParts): Promise<void> {
  const text = await readFile(file, 'utf8');
  const project = parseProject(text);
  await publish({ environment, project, author: basename(file), ownTime: timeOf(text) });
  await specs.refresh();
}

/** The `time` of a payload: who has seen it elsewhere would not take an older one. */
function timeOf(text: string): number | undefined {
  const value: unknown = JSON.parse(text);
  const time = isPayload(value) ? value['time'] : undefined;
  return Number.isSafeInteger(time) && Number(time) > 0 ? Number(time) : undefined;
}
