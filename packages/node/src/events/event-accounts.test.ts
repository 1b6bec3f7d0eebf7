import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import { ManualClock, settle } from '../manual-clock.test-support.ts';
import { RecordingLogger } from '../statsig.test-support.ts';
import type { EventBatch, EventSink, StatsigEvent } from './event-sink.ts';

/** What the sink answers next. */
const statuses = [202, 202, 400, 401, 413, 422, 429, 500] as const;

type Step =
  | { readonly do: 'log'; readonly count: number; readonly length: number }
  | { readonly do: 'log nothing' | 'flush' | 'shut down' }
  | { readonly do: 'answer'; readonly status: number }
  | { readonly do: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('log' as const), count: fc.nat(40), length: fc.nat(400) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('log nothing' as const, 'flush' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('answer' as const), status: fc.constantFrom(...statuses) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(70_000) }) },
);

/** Answers as it is told to, and keeps what it took. */
class ToldSink implements EventSink {
  status: number = 202;
  readonly taken: string[] = [];

  async send({ body }: EventBatch): Promise<void> {
    const { status } = this;
    if (status === 202) {
      const { events } = JSON.parse(body) as { readonly events: readonly StatsigEvent[] };
      this.taken.push(...events.map(({ eventName }) => eventName));
      return;
    }
    const retryable = status === 429 || status === 500;
    throw new StatsigNetworkError(`answered ${status}`, { status, retryable });
  }
}

describe('P13: getStats()', () => {
  it('accounts for each event at every moment, whatever happens', async () => {
    const limits = fc.record({
      maxBatchEvents: fc.integer({ min: 1, max: 20 }),
      maxQueueEvents: fc.integer({ min: 1, max: 60 }),
      maxQueueBytes: fc.integer({ min: 1_024, max: 8_000 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 25 }), async (events, steps) => {
        const sink = new ToldSink();
        const clock = new ManualClock();
        const statsig = createStatsig({
          offline: true,
          clock,
          logger: new RecordingLogger(),
          events: { ...events, sink },
        });
        let logged = 0;
        const check = (): void => {
          const { enqueued, sent, pending, dropped } = statsig.getStats();
          const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
          expect({ enqueued, sum: sent + pending + lost }).toEqual({ enqueued: logged, sum: logged });
          // What the sink took counts as sent as soon as it has said so.
          expect(sent).toBeLessThanOrEqual(sink.taken.length);
          expect(pending).toBeLessThanOrEqual(events.maxQueueEvents);
        };
        const run = async (each: Step): Promise<void> => {
          if (each.do === 'answer') sink.status = each.status;
          else if (each.do === 'wait') await clock.advance(each.ms);
          else if (each.do === 'flush') void statsig.flush({ deadlineMs: 100 });
          else if (each.do === 'log') {
            for (let index = 0; index < each.count; index += 1) {
              logged += 1;
              statsig.logEvent({ userID: 'u' }, `${logged}`, { metadata: { text: 'ü'.repeat(each.length) } });
              check();
            }
          } else {
            logged += 1;
            statsig.logEvent({ userID: 'u' }, '');
          }
          check();
        };
        for (const each of steps) {
          await run(each);
          await settle();
          check();
          expect(statsig.getStats().sent).toBe(sink.taken.length);
        }
        const end = statsig.shutdown({ deadlineMs: 1_000 });
        await clock.advance(1_000);
        await end;
        await run({ do: 'log', count: 3, length: 5 });
        expect(new Set(sink.taken).size).toBe(sink.taken.length);
      }),
      { numRuns: 60 },
    );
  });
});
