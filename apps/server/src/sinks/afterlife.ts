import type { Clock } from '../clock.ts';
import { errorText, type Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { createExportStore } from '../store/export-store.ts';
import type { Database } from '../store/open-database.ts';
import { expireEvents } from '../store/retention.ts';
import { jsonlExport } from './jsonl-export.ts';
import { runExport } from './run-export.ts';
import { webhookExport } from './webhook-export.ts';

/** What becomes of events after they are stored. */
interface AfterlifeOptions {
  readonly jsonlFile?: string | undefined;
  readonly webhookURL?: string | undefined;
  readonly retentionDays?: number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const hourMs = 3_600_000;

/** Starts what sends stored events on, and what deletes them in the end. */
export function startAfterlife(database: Database, options: AfterlifeOptions): { close(): Promise<void> } {
  const { jsonlFile, webhookURL } = options;
  const targets = [
    ...(jsonlFile === undefined ? [] : [jsonlExport(jsonlFile)]),
    ...(webhookURL === undefined ? [] : [webhookExport(webhookURL, fetch)]),
  ];
  const parts = { ...options, store: createExportStore(database) };
  const running = targets.map((target) => runExport(target, parts));
  const names = targets.map(({ name }) => name);
  const expiring = startExpiring(database, { ...options, exports: names });
  return { close: async () => void (await Promise.all([...running, expiring].map((each) => each.close()))) };
}

function startExpiring(
  database: Database,
  { retentionDays, clock, logger, exports }: AfterlifeOptions & { readonly exports: readonly string[] },
): { close(): Promise<void> } {
  const closing = new AbortController();
  const run = async (days: number): Promise<void> => {
    while (!closing.signal.aborted) {
      const before = clock.now() - days * 24 * hourMs;
      await expireEvents(database, { before, exports }).catch((error: unknown) => {
        logger.warn(`[statsig] Old events stay for now: ${errorText(error)}`);
      });
      await clock.sleep(hourMs, closing.signal).catch(() => undefined);
    }
  };
  const running = retentionDays === undefined ? Promise.resolve() : run(retentionDays);
  return {
    close: () => {
      closing.abort();
      return running;
    },
  };
}
