import { describe, expect, it } from 'vitest';
import { firstAvailable } from './first-available.ts';
import type { SpecSource } from './spec-source.ts';

const { signal } = new AbortController();
const has = (name: string): SpecSource => ({ name, pull: async () => ({ source: name, payload: {} }) });
const nothing: SpecSource = { name: 'nothing', pull: async () => undefined };
const fails = (name: string): SpecSource => ({
  name,
  pull: () => Promise.reject(new Error(`${name} broke`)),
});

describe('firstAvailable', () => {
  it.each<[name: string, sources: readonly SpecSource[], source: string | undefined]>([
    ['the first that has something', [nothing, has('a'), has('b')], 'a'],
    ['the one after a failure', [fails('a'), has('b')], 'b'],
    ['nothing when there is nothing', [nothing, nothing], undefined],
    ['nothing of no source', [], undefined],
  ])('takes %s', async (_name, sources, source) => {
    expect((await firstAvailable(...sources).pull(undefined, signal))?.source).toBe(source);
  });

  it('fails as the first that failed when none has anything', async () => {
    const source = firstAvailable(nothing, fails('a'), fails('b'));
    await expect(source.pull(undefined, signal)).rejects.toThrow('a broke');
    expect(source.name).toBe('nothing, a, b');
  });

  it('asks nobody any more when it is aborted', async () => {
    const asked: string[] = [];
    const controller = new AbortController();
    const aborts: SpecSource = {
      name: 'aborts',
      pull: async () => {
        controller.abort(new Error('shut down'));
        return undefined;
      },
    };
    const next: SpecSource = {
      name: 'next',
      pull: async () => {
        asked.push('next');
        return undefined;
      },
    };
    await expect(firstAvailable(aborts, next).pull(undefined, controller.signal)).rejects.toThrow(
      'shut down',
    );
    expect(asked).toEqual([]);
  });
});
