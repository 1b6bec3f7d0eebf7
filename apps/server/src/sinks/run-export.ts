import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { errorText, type Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { ExportStore } from '../store/export-store.ts';
import type { EventExport } from './event-export.ts';

/** What an export needs to run. */
export interface ExportParts {
  readonly store: ExportStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const maxEvents = 500;
const idleMs = 1_000;
const maxBackoffMs = 60_000;

/** Longer than any write may take. */
const leaseMs = 90_000;

/**
 * Sends stored events on, in their order, until it is closed. What cannot be sent is tried again, at last once a minute;
 * other exports are not held up.
 *
 * At least once: what was sent just before the server ended may be sent again, under the same ID.
 */
export function runExport(target: EventExport, parts: ExportParts): { close(): Promise<void> } {
  const { store, clock, logger } = parts;
  const closing = new AbortController();
  const owner = randomUUID();
  let failures = 0;

  /** @returns How long there is nothing to do. */
  const step = async (): Promise<number> => {
    try {
      const count = await exportSome(target, { ...parts, owner, signal: closing.signal });
      if (failures > 0) logger.info(`[statsig] Events go to ${target.name} again.`);
      failures = 0;
      return count < maxEvents ? idleMs : 0;
    } catch (error) {
      if (failures === 0 && !closing.signal.aborted) {
        logger.warn(`[statsig] Events cannot go to ${target.name}: ${errorText(error)}`);
      }
      failures += 1;
      return Math.min(idleMs * 2 ** failures, maxBackoffMs);
    }
  };

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const pauseMs = await step();
      if (pauseMs > 0) await clock.sleep(pauseMs, closing.signal).catch(() => undefined);
    }
    // Without a database there is nothing to release: the lease ends by itself.
    await store.release(target.name, owner).catch(() => undefined);
  };

  const running = run();
  return {
    close: () => {
      closing.abort();
      return running;
    },
  };
}

/** @returns How many events are there now that were not before; 0 while another server has the export. */
async function exportSome(
  target: EventExport,
  {
    store,
    clock,
    metrics,
    owner,
    signal,
  }: ExportParts & { readonly owner: string; readonly signal: AbortSignal },
): Promise<number> {
  const now = clock.now();
  const cursor = await store.claim(target.name, { owner, now, until: now + leaseMs });
  const events = cursor === undefined ? [] : await store.after(cursor, maxEvents);
  const last = events.at(-1);
  if (last === undefined) return 0;
  await target.write(events, signal);
  await store.advance(target.name, last.id);
  metrics.eventsExported.inc({ sink: target.name }, events.length);
  return events.length;
}
