import { errorText, type Logger } from '../logger.ts';
import { storedProject } from '../project/stored-project.ts';
import type { RevisionStore } from '../store/revision-store.ts';
import { createSnapshot, emptyProject, emptyTime, type Snapshot } from './snapshot.ts';

/** What every environment serves now. */
export interface LiveSpecs {
  /** An environment without a project serves an empty one. */
  current(environment: string): Snapshot;
  /** The one before, whose files may still be asked for. */
  previous(environment: string): Snapshot | undefined;
  /** All that are served. */
  all(): readonly Snapshot[];
  /** Takes over what was published, here or by another server; what cannot be read is logged, and the old one stays. */
  refresh(): Promise<void>;
  /** Calls `listener` with every new snapshot. @returns What ends that. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void;
}

interface Served {
  readonly current: Snapshot;
  readonly previous: Snapshot | undefined;
}

/** Reads what is published. */
export async function openLiveSpecs(revisions: RevisionStore, logger: Logger): Promise<LiveSpecs> {
  const served = new Map<string, Served>();
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const empty = await createSnapshot(emptyProject, { environment: '', time: emptyTime });

  const load = async (environment: string): Promise<void> => {
    const revision = await revisions.latest(environment);
    if (revision === undefined) return;
    const project = storedProject(revision.project);
    const snapshot = await createSnapshot(project, revision);
    const before = served.get(environment)?.current;
    if (before !== undefined && before.time >= snapshot.time) return;
    served.set(environment, { current: snapshot, previous: before });
    for (const listener of listeners) listener(snapshot);
  };

  const refresh = async (): Promise<void> => {
    for (const { environment, time } of await revisions.newest()) {
      if (served.get(environment)?.current.time === time) continue;
      await load(environment).catch((error: unknown) => {
        logger.error(`[statsig] Version ${time} of ${environment} cannot be served: ${errorText(error)}`);
      });
    }
  };

  await refresh();
  return {
    current: (environment) => served.get(environment)?.current ?? { ...empty, environment },
    previous: (environment) => served.get(environment)?.previous,
    all: () => [...served.values()].map(({ current }) => current),
    refresh,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
