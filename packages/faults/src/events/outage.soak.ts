import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { startFaultServer } from '../frame/fault-server.ts';
import { temporaryFolder } from '../frame/temporary-folder.ts';

const outageMs = 9_000;
const count = 500_000;
const enough = { maxQueueEvents: 1_000_000, maxQueueBytes: 1024 ** 3 };

describe('after an outage of 9 s', () => {
  it.each([false, true])(
    '500,000 events arrive within 3 s of the first success (event store: %s)',
    async (hasStore) => {
      await using folder = await temporaryFolder();
      let firstAskedAt: number | undefined;
      let firstAcceptedAt: number | undefined;
      await using server = await startFaultServer({
        log_event: () => {
          const now = performance.now();
          firstAskedAt ??= now;
          if (now - firstAskedAt < outageMs) return { status: 503 };
          firstAcceptedAt ??= now;
          return { status: 202 };
        },
      });
      const eventStore = hasStore ? { eventStore: { directory: folder.path, maxBytes: 1024 ** 3 } } : {};
      await using app = new App({ apiURL: server.apiURL, events: enough, ...eventStore });
      for (let logged = 0; logged < count; logged += 10_000) await app.ask('log', 10_000);
      expect(await app.ask('flush', { deadlineMs: 60_000 })).toMatchObject({
        pending: 0,
        spooled: 0,
        dropped: 0,
      });
      const tookMs = performance.now() - (firstAcceptedAt ?? 0);
      process.stdout.write(`All ${count} events ${Math.round(tookMs)} ms after the first success.\n`);
      const accepted = server
        .to('log_event')
        .filter(({ reply }) => typeof reply === 'object' && reply.status === 202);
      const sizes = new Map(
        accepted.map(({ headers }) => [headers['statsig-batch-id'], headers['statsig-event-count']]),
      );
      expect([...sizes.values()].reduce((sum, size) => sum + Number(size), 0)).toBe(count);
      expect(tookMs).toBeLessThan(3_000);
    },
  );
});
