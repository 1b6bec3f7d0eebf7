import type { SpecSource } from './spec-source.ts';

/**
 * Several sources as one: asks them in order, and takes the first update.
 *
 * A source that fails is passed over. Only when none has an update, the first failure counts.
 *
 * @example
 * createStatsig({ specs: { source: firstAvailable(fileSource, ownServerSource) } });
 */
export function firstAvailable(...sources: readonly SpecSource[]): SpecSource {
  return {
    name: sources.map(({ name }) => name).join(', '),
    async pull(since, signal) {
      const failures: unknown[] = [];
      for (const source of sources) {
        signal.throwIfAborted();
        try {
          const update = await source.pull(since, signal);
          if (update !== undefined) return update;
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw failures[0];
      return undefined;
    },
  };
}
