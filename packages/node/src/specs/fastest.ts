import type { SpecSource, SpecsUpdate } from './spec-source.ts';

/**
 * Several sources as one: asks all of them at once, takes the first update that arrives, and calls the others off.
 *
 * For sources that mirror each other: one that keeps sending what is old keeps out what is newer. A source that fails is
 * passed over. Only when none has an update, a failure counts.
 *
 * @example
 * createStatsig({ specs: { source: fastest(nearMirror, farMirror) } });
 */
export function fastest(...sources: readonly SpecSource[]): SpecSource {
  return {
    name: sources.map(({ name }) => name).join(', '),
    async pull(since, signal) {
      signal.throwIfAborted();
      const race = new AbortController();
      const ending = AbortSignal.any([signal, race.signal]);
      try {
        return await Promise.any(sources.map((source) => updateOf(source, since, ending)));
      } catch (error) {
        const failures = error instanceof AggregateError ? error.errors : [error];
        const failure: unknown = failures.find((each) => each !== nothingNew);
        if (failure !== undefined) throw failure;
        return undefined;
      } finally {
        race.abort();
      }
    },
  };
}

/** How a source leaves the race without an update. */
const nothingNew = new Error('nothing new');

async function updateOf(
  source: SpecSource,
  since: number | undefined,
  signal: AbortSignal,
): Promise<SpecsUpdate> {
  const update = await source.pull(since, signal);
  if (update === undefined) throw nothingNew;
  return update;
}
