import { type CompiledSpecs, type SpecChanges, StatsigError } from '@acme/statsig-core';

/** With fewer specs than this, taking most of them away is everyday work. */
const fewSpecs = 10;

const kinds = ['gate', 'config', 'layer', 'bandit', 'parameterStore'] as const;

/** What would replace what. */
export interface Replacement {
  readonly previous: CompiledSpecs;
  readonly next: CompiledSpecs;
  readonly changes: SpecChanges;
}

/**
 * Refuses an update that takes away more than a project would on purpose: that is how a server in trouble looks, or
 * another project's key.
 *
 * @param maxRemovedPercent - Of the specs in use. 100 lets everything pass.
 * @throws {StatsigError} `INVALID_SPECS`, with what to do when it was meant.
 */
export function refuseShrinking({ previous, next, changes }: Replacement, maxRemovedPercent: number): void {
  const { gates, configs, layers, parameterStores } = changes;
  const removed = [gates, configs, layers, parameterStores].flatMap((kind) => kind.removed).length;
  const total = sizeOf(previous);
  const isEverydayWork = total < fewSpecs && sizeOf(next) > 0;
  if (removed === 0 || isEverydayWork || removed * 100 <= total * maxRemovedPercent) return;
  const message = `An update takes away ${removed} of ${total} specs. More than ${maxRemovedPercent} percent is taken for an accident, so the specs in use stay. If it is meant, raise specs.maxRemovedPercent, or restart.`;
  throw new StatsigError('INVALID_SPECS', message);
}

function sizeOf(specs: CompiledSpecs): number {
  return kinds.reduce((sum, kind) => sum + specs.names(kind).length, 0);
}
