import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../frame/random.ts';
import { Watched } from '../frame/watched.ts';
import { secretKey } from './server-process.ts';

/** What a store holds of a batch. */
export interface StoredBatch {
  readonly batch: string;
  readonly events: number;
  readonly distinct: number;
}

/** The same on every attempt, so that a batch is the same. */
const sentAt = Math.trunc(performance.timeOrigin);

/** How long an answer may take; then the batch is sent again, as SDKs do. */
const patienceMs = 15_000;

/** Clients that send batches until each is acknowledged, and remember which were. */
export class Ledger {
  /** How many events were in each batch that was begun. */
  readonly sizes = new Map<string, number>();
  readonly #acknowledged = new Set<string>();
  readonly #watched = new Watched();
  /** How often each status came; 0 for no answer at all. */
  readonly statuses = new Map<number, number>();
  readonly #name: string;
  #isOver = false;

  constructor(name: string) {
    this.#name = name;
  }

  get acknowledged(): ReadonlySet<string> {
    return this.#acknowledged;
  }

  /** Resolves when so many batches more are acknowledged than now. */
  async more(count: number): Promise<void> {
    const goal = this.#acknowledged.size + count;
    await this.#watched.until(() => this.#acknowledged.size >= goal || undefined);
  }

  /** Resolves when a status has come that passes. */
  async status(passes: (status: number) => boolean): Promise<void> {
    await this.#watched.until(() => [...this.statuses.keys()].some(passes) || undefined);
  }

  /** Sends until `end`, and resolves when the last batch is acknowledged. */
  async send(urlOf: () => string, random: Random): Promise<void> {
    for (let index = 0; !this.#isOver; index += 1) {
      const batch = `${this.#name}-${index}`;
      const size = random.between(1, 50);
      this.sizes.set(batch, size);
      const body = JSON.stringify({ events: eventsOf(batch, size) });
      while (!(await this.#isAccepted(urlOf(), batch, body))) await pause(20);
      this.#acknowledged.add(batch);
      this.#watched.changed();
    }
  }

  /** No batch is begun any more. */
  end(): void {
    this.#isOver = true;
  }

  async #isAccepted(url: string, batch: string, body: string): Promise<boolean> {
    const headers = {
      'statsig-api-key': secretKey,
      'statsig-client-time': String(sentAt),
      'statsig-batch-id': batch,
    };
    const signal = AbortSignal.timeout(patienceMs);
    const status = await fetch(`${url}/v1/log_event`, { method: 'POST', headers, body, signal }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    this.#watched.changed();
    return status === 202;
  }
}

/** The user of an event is its batch, so that the store can be asked for it. */
function eventsOf(batch: string, size: number): readonly object[] {
  return Array.from({ length: size }, (_, index) => ({
    eventName: 'ledger',
    user: { userID: batch },
    time: sentAt,
    value: index,
  }));
}

/** What is wrong with a store, in the ledger's eyes: nothing, if all went well. */
export function faultsOf(ledgers: readonly Ledger[], stored: readonly StoredBatch[]): readonly string[] {
  const found = new Map(stored.map((row) => [row.batch, row]));
  const sizes = new Map(ledgers.flatMap(({ sizes: own }) => [...own]));
  const lost = ledgers
    .flatMap(({ acknowledged }) => [...acknowledged])
    .filter((batch) => !found.has(batch))
    .map((batch) => `lost ${batch}`);
  const wrong = stored.flatMap(({ batch, events, distinct }) => {
    if (distinct !== sizes.get(batch)) return [`partial ${batch}: ${distinct} of ${sizes.get(batch)}`];
    return events === distinct ? [] : [`twice ${batch}: ${events} of ${distinct}`];
  });
  return [...lost, ...wrong];
}
