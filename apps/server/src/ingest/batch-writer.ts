import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventBatch } from './event-batch.ts';

/** Why a batch was not taken: too many wait already. Nothing is wrong with the batch itself. */
export class BacklogError extends Error {
  override readonly name: string = 'BacklogError';
}

/** Writes batches together, so that many requests share one commit. */
export interface BatchWriter {
  /**
   * Resolves when the batch is on disk: true when it is new, false when it had been stored before.
   *
   * @throws {BacklogError} When too many events wait. What the commit throws, when that fails: nothing of the batch is
   *   stored then.
   */
  write(batch: EventBatch): Promise<boolean>;
  /** Resolves when no batch waits any more. */
  drain(): Promise<void>;
}

/** What a batch writer is made of. */
export interface BatchWriterOptions {
  /** Stores batches in one transaction: all of them or none. Tells of each whether it is new. */
  readonly commit: (batches: readonly EventBatch[]) => Promise<readonly boolean[]>;
  /**
   * How many events may wait for the commit after the one that runs; batches beyond are refused.
   *
   * @defaultValue 20,000
   */
  readonly maxWaitingEvents?: number | undefined;
  /**
   * How many events a commit takes, at least one batch: a larger one would hold up the event loop.
   *
   * @defaultValue 2,000
   */
  readonly maxCommitEvents?: number | undefined;
  /** Hears how many events wait whenever that changes. */
  readonly onWaiting?: ((events: number) => void) | undefined;
}

interface Waiting {
  readonly batch: EventBatch;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Makes a writer. What arrives while one commit runs goes into the next. */
export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { commit, maxWaitingEvents = 20_000, maxCommitEvents = 2000, onWaiting = () => undefined } = options;
  const queue: Waiting[] = [];
  let waitingEvents = 0;
  let running: Promise<void> | undefined;

  const takeGroup = (): Waiting[] => {
    const group: Waiting[] = [];
    let events = 0;
    for (const waiting of queue) {
      events += waiting.batch.events.length;
      if (group.length > 0 && events > maxCommitEvents) break;
      group.push(waiting);
    }
    for (const { batch } of group) waitingEvents -= batch.events.length;
    onWaiting(waitingEvents);
    return queue.splice(0, group.length);
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      // SQLite commits synchronously: without a turn in between, no second request could ever join.
      await nextTurn();
      await commitGroup(takeGroup(), commit);
    }
    running = undefined;
  };

  return {
    write: (batch) => {
      // A batch of any size is taken while none waits; else it could never be.
      if (waitingEvents > 0 && waitingEvents + batch.events.length > maxWaitingEvents) {
        return Promise.reject(new BacklogError(`${waitingEvents} events wait to be stored.`));
      }
      waitingEvents += batch.events.length;
      onWaiting(waitingEvents);
      const written = new Promise<boolean>((resolve, reject) => queue.push({ batch, resolve, reject }));
      running ??= run();
      return written;
    },
    drain: async () => running,
  };
}

async function commitGroup(group: readonly Waiting[], commit: BatchWriterOptions['commit']): Promise<void> {
  try {
    const isNew = await commit(group.map(({ batch }) => batch));
    for (const [index, { resolve }] of group.entries()) resolve(isNew[index] === true);
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
