import { describe, expect, it } from 'vitest';
import { BacklogError, createBatchWriter } from './batch-writer.ts';
import type { EventBatch } from './event-batch.ts';

const batch = (id: string, size = 1): EventBatch => ({
  id,
  environment: 'production',
  receivedAt: 0,
  events: new Array(size).fill({ name: 'e', time: 0, unitID: '', body: '{}', exposure: null }),
});

/** A store whose commits end when the test says so. */
function slowStore() {
  const groups: string[][] = [];
  const commits: ((outcome: Error | undefined) => void)[] = [];
  let announce: () => void = () => undefined;
  return {
    groups,
    commit: (batches: readonly EventBatch[]) =>
      new Promise<boolean[]>((resolve, reject) => {
        groups.push(batches.map(({ id }) => id));
        commits.push((error) => (error ? reject(error) : resolve(batches.map(() => true))));
        announce();
      }),
    /** Resolves when `count` commits have begun. */
    begun: async (count: number): Promise<void> => {
      while (commits.length < count) {
        await new Promise<void>((resolve) => {
          announce = resolve;
        });
      }
    },
    end: (index: number, error?: Error) => commits[index]?.(error),
  };
}

describe('a batch writer', () => {
  it('resolves a write when its commit has ended, not before', async () => {
    const store = slowStore();
    let written = false;
    const writing = createBatchWriter(store)
      .write(batch('a'))
      .then((isNew) => {
        written = true;
        return isNew;
      });
    await store.begun(1);
    expect(written).toBe(false);
    store.end(0);
    expect(await writing).toBe(true);
  });

  it('commits together what came while the last commit ran', async () => {
    const store = slowStore();
    const writer = createBatchWriter(store);
    const first = writer.write(batch('a'));
    await store.begun(1);
    const others = ['b', 'c', 'd'].map((id) => writer.write(batch(id)));
    store.end(0);
    await store.begun(2);
    store.end(1);
    await Promise.all([first, ...others]);
    expect(store.groups).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('commits together what comes in one turn', async () => {
    const store = slowStore();
    const writer = createBatchWriter(store);
    const writes = ['a', 'b'].map((id) => writer.write(batch(id)));
    await store.begun(1);
    store.end(0);
    await Promise.all(writes);
    expect(store.groups).toEqual([['a', 'b']]);
  });

  it('keeps commits small, except for a batch that is larger by itself', async () => {
    const store = slowStore();
    const writer = createBatchWriter({ ...store, maxCommitEvents: 10 });
    const sizes = [6, 4, 1, 50, 1];
    const writes = sizes.map((size, index) => writer.write(batch(`b${index}`, size)));
    for (let index = 0; index < 4; index += 1) {
      await store.begun(index + 1);
      store.end(index);
    }
    await Promise.all(writes);
    expect(store.groups).toEqual([['b0', 'b1'], ['b2'], ['b3'], ['b4']]);
  });

  it('fails what was in a failed commit, and goes on', async () => {
    const store = slowStore();
    const writer = createBatchWriter(store);
    const failing = [writer.write(batch('a')), writer.write(batch('b'))];
    await store.begun(1);
    const later = writer.write(batch('c'));
    store.end(0, new Error('disk full'));
    const outcomes = await Promise.allSettled(failing);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await store.begun(2);
    store.end(1);
    expect(await later).toBe(true);
  });

  it('refuses batches while too many events wait, and takes them again afterwards', async () => {
    const store = slowStore();
    const writer = createBatchWriter({ ...store, maxWaitingEvents: 10 });
    const committing = writer.write(batch('a', 50));
    await store.begun(1);
    const waiting = writer.write(batch('b', 10));
    await expect(writer.write(batch('c'))).rejects.toThrow(BacklogError);
    store.end(0);
    await store.begun(2);
    const again = writer.write(batch('c'));
    store.end(1);
    await store.begun(3);
    store.end(2);
    expect(await Promise.all([committing, waiting, again])).toEqual([true, true, true]);
    expect(store.groups).toEqual([['a'], ['b'], ['c']]);
  });

  it('drains: waits for all that was written', async () => {
    const store = slowStore();
    const writer = createBatchWriter(store);
    await writer.drain();
    const writing = writer.write(batch('a'));
    const draining = writer.drain();
    await store.begun(1);
    store.end(0);
    await draining;
    expect(await Promise.race([writing, Promise.resolve('not yet')])).toBe(true);
  });
});
