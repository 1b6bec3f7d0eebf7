import type { BatchObservableCallback, Meter } from '@opentelemetry/api';
import type { Statsig } from '../statsig.ts';

/** Measures, whenever metrics are collected, how an SDK object is doing. */
export function observeStatsig(statsig: Statsig, meter: Meter, signal: AbortSignal | undefined): void {
  const age = meter.createObservableGauge('statsig.specs.age', {
    unit: 's',
    description: 'How long ago the specs in use were known to be the newest.',
  });
  const pending = meter.createObservableUpDownCounter('statsig.events.pending', {
    unit: '{event}',
    description: 'Events that wait to be sent, or are on their way.',
  });
  const sent = meter.createObservableCounter('statsig.events.sent', {
    unit: '{event}',
    description: 'Events that were delivered.',
  });
  const dropped = meter.createObservableCounter('statsig.events.dropped', {
    unit: '{event}',
    description: 'Events that were given up, by reason.',
  });
  const observables = [age, pending, sent, dropped];
  const observe: BatchObservableCallback = (result) => {
    const { specsAgeMs } = statsig.health();
    const stats = statsig.getStats();
    if (specsAgeMs !== null) result.observe(age, specsAgeMs / 1_000);
    result.observe(pending, stats.pending);
    result.observe(sent, stats.sent);
    for (const [reason, count] of Object.entries(stats.dropped)) {
      result.observe(dropped, count, { 'statsig.drop.reason': reason });
    }
  };
  meter.addBatchObservableCallback(observe, observables);
  signal?.addEventListener('abort', () => meter.removeBatchObservableCallback(observe, observables), {
    once: true,
  });
}
