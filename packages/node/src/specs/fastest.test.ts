import { describe, expect, it } from 'vitest';
import { fastest } from './fastest.ts';
import type { SpecSource } from './spec-source.ts';

const { signal } = new AbortController();
const has = (name: string): SpecSource => ({ name, pull: async () => ({ source: name, payload: {} }) });
const nothing: SpecSource = { name: 'nothing', pull: async () => undefined };
const fails: SpecSource = { name: 'fails', pull: () => Promise.reject(new Error('it broke')) };

/** Never answers, and says whether it was called off. */
function hangs(): SpecSource & { isCalledOff(): boolean } {
  let ending: AbortSignal | undefined;
  return {
    name: 'hangs',
    pull: (_since, given) => {
      ending = given;
      return new Promise(() => undefined);
    },
    isCalledOff: () => ending?.aborted === true,
  };
}

describe('fastest', () => {
  it('takes the first update, and calls the others off', async () => {
    const slow = hangs();
    const source = fastest(slow, nothing, fails, has('a'));
    expect(source.name).toBe('hangs, nothing, fails, a');
    expect((await source.pull(undefined, signal))?.source).toBe('a');
    expect(slow.isCalledOff()).toBe(true);
  });

  it.each<[name: string, sources: readonly SpecSource[]]>([
    ['no source has anything', [nothing, nothing]],
    ['there are no sources', []],
  ])('has nothing when %s', async (_name, sources) => {
    await expect(fastest(...sources).pull(undefined, signal)).resolves.toBeUndefined();
  });

  it('fails when one failed and none has anything', async () => {
    await expect(fastest(nothing, fails).pull(undefined, signal)).rejects.toThrow('it broke');
  });

  it('passes on since, and calls its sources off when it is aborted', async () => {
    const asked: (number | undefined)[] = [];
    const slow = hangs();
    const notes: SpecSource = {
      name: 'notes',
      async pull(since) {
        asked.push(since);
        return undefined;
      },
    };
    const controller = new AbortController();
    void fastest(slow, notes).pull(5, controller.signal);
    expect(asked).toEqual([5]);
    controller.abort(new Error('shut down'));
    expect(slow.isCalledOff()).toBe(true);
    await expect(fastest(notes).pull(5, controller.signal)).rejects.toThrow('shut down');
  });
});
