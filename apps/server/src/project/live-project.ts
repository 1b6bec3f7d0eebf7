import { readFile } from 'node:fs/promises';
import type { Clock } from '../clock.ts';
import { defaultEnvironment } from '../environment.ts';
import { errorText, type Logger } from '../logger.ts';
import type { Revision, RevisionStore } from '../store/revision-store.ts';
import { parseProject } from './project.ts';
import { createSnapshot, type Snapshot } from './snapshot.ts';
import type { WatchFile } from './watch-file.ts';

/** A project that follows its file. */
export interface LiveProject {
  /** The last version of the file that could be read. */
  snapshot(): Snapshot;
  /** Stops following the file, and waits for the version that is being read. */
  close(): Promise<void>;
}

/** What a live project is made of. */
export interface LiveProjectParts {
  readonly file: string;
  readonly revisions: RevisionStore;
  readonly watch: WatchFile;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Version {
  readonly text: string;
  readonly snapshot: Snapshot;
}

/**
 * Reads a project and follows its file from then on.
 *
 * A changed file that cannot be read is reported to the logger, and the last good version stays. Versions are numbered
 * by `time`: the file's own when that is larger than the last, else the last plus one. The last is remembered in the
 * database, because an SDK that has seen a larger `time` before a restart would never take a smaller one.
 *
 * @throws {StatsigError} `INVALID_SPECS` when the file is no project; Node's own error when it cannot be read.
 */
export async function openLiveProject(parts: LiveProjectParts): Promise<LiveProject> {
  const { file, revisions, watch, clock, logger } = parts;
  let current = await firstVersion(parts);

  const reload = async (): Promise<void> => {
    const text = await readFile(file, 'utf8');
    if (text === current.text) return;
    const { time: ownTime = 0, ...project } = parseProject(text);
    const time = Math.max(ownTime, current.snapshot.time + 1);
    const snapshot = await createSnapshot(project, time);
    // Specs are served even while the database is away; only a restart before the next change would notice.
    const parent = current.snapshot.time;
    await revisions
      .add(revisionOf(text, { time, parent, createdAt: clock.now() }))
      .catch((error: unknown) => {
        logger.warn(`[statsig] Project version ${time} is served but not recorded: ${errorText(error)}`);
      });
    current = { text, snapshot };
    logger.info(`[statsig] Project reloaded, time ${time}.`);
  };

  let reloading: Promise<void> = Promise.resolve();
  const watching = watch(file, () => {
    reloading = reloading.then(reload).catch((error: unknown) => {
      logger.warn(`[statsig] Project stays at time ${current.snapshot.time}: ${errorText(error)}`);
    });
    return reloading;
  });
  return {
    snapshot: () => current.snapshot,
    close: () => {
      watching.close();
      return reloading;
    },
  };
}

async function firstVersion({ file, revisions, clock }: LiveProjectParts): Promise<Version> {
  const text = await readFile(file, 'utf8');
  const project = parseProject(text);
  const last = await revisions.latest(defaultEnvironment);
  if (last?.project === text) return { text, snapshot: await createSnapshot(project, last.time) };
  const parent = last?.time ?? 0;
  const time = Math.max(project.time ?? clock.now(), parent + 1);
  await revisions.add(revisionOf(text, { time, parent, createdAt: clock.now() }));
  return { text, snapshot: await createSnapshot(project, time) };
}

function revisionOf(project: string, times: Pick<Revision, 'time' | 'parent' | 'createdAt'>): Revision {
  return { environment: defaultEnvironment, author: 'file', message: '', project, ...times };
}
