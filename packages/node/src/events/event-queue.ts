import { type CompactRun, compacted, type EventRun, expanded, runsOf, withoutOldest } from './event-run.ts';
import type { LoggedEvent } from './logged-event.ts';

/** How many events go together. At least one always does, whatever its size. */
export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

/** So many batches may wait to be made into text before the caller has to do it. */
const maxUnpackedBatches = 4;

/** So many batches wait as they will travel; those behind them wait for longer, and compressed. */
const maxExpandedRuns = 2;

/**
 * A first-in, first-out queue that knows its size in bytes.
 *
 * What was logged last waits as it is, because making text of it takes most of the time that an event takes, and need not
 * be done while a request is served. `pack` makes text of it, a batch at a time, which is also the smaller form; what has to wait for long
 * is compressed.
 */
export class EventQueue {
  readonly limits: BatchLimits;
  readonly #runs: (EventRun | CompactRun)[] = [];
  #recent: LoggedEvent[] = [];
  #sizes: number[] = [];
  #first = 0;
  #length = 0;
  /** How many of the oldest run were dropped. They are cut out when it is taken. */
  #dropped = 0;
  #runBytes = 0;
  #recentBytes = 0;

  constructor(limits: BatchLimits) {
    this.limits = limits;
  }

  /** The number of the oldest event here; one more than the last when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The number that the next event will get. */
  get next(): number {
    return this.#first + this.#length;
  }

  get length(): number {
    return this.#length;
  }

  /** The size of all events, in bytes of JSON: estimated for those that are not packed. */
  get bytes(): number {
    return this.#runBytes - droppedBytes(this.#runs[0], this.#dropped) + this.#recentBytes;
  }

  /** Whether there are as many events as go together. */
  get hasBatch(): boolean {
    const { maxEvents, maxBytes } = this.limits;
    return this.#runs.length > 0 || this.#recent.length >= maxEvents || this.#recentBytes >= maxBytes;
  }

  /** @param bytes - About as many as its JSON text will have. */
  add(event: LoggedEvent, bytes: number): void {
    this.#recent.push(event);
    this.#sizes.push(bytes);
    this.#recentBytes += bytes;
    this.#length += 1;
    const { maxEvents, maxBytes } = this.limits;
    const batches = Math.max(this.#recent.length / maxEvents, this.#recentBytes / maxBytes);
    if (batches >= maxUnpackedBatches) this.pack();
  }

  /** Makes text of what fills batches. */
  pack(): void {
    const { maxEvents, maxBytes } = this.limits;
    while (this.#recent.length >= maxEvents || this.#recentBytes >= maxBytes) this.#packBatch();
  }

  /** Drops the oldest event, and says whether there was one. */
  drop(): boolean {
    if (this.#length === 0) return false;
    const [run] = this.#runs;
    if (run === undefined) this.#removeRecent(1);
    else {
      this.#dropped += 1;
      if (this.#dropped === run.count) this.#shiftRun();
    }
    this.#first += 1;
    this.#length -= 1;
    return true;
  }

  /** Takes out the oldest events, as many as go together; undefined when there is none. */
  take(): EventRun | undefined {
    if (this.#length === 0) return undefined;
    if (this.#runs.length === 0) this.#packBatch();
    const dropped = this.#dropped;
    const run = this.#shiftRun();
    if (run === undefined) return undefined;
    const count = run.count - dropped;
    this.#first += count;
    this.#length -= count;
    const whole = 'json' in run ? run : expanded(run);
    return dropped === 0 ? whole : withoutOldest(whole, dropped);
  }

  #packBatch(): void {
    const first = this.next - this.#recent.length;
    // Estimates turn out too low where a text is not ASCII; then there are two runs, or more.
    const runs = runsOf(this.#removeRecent(this.#batchLength()), first, this.limits.maxBytes);
    for (const run of runs) {
      this.#runs.push(this.#runs.length < maxExpandedRuns ? run : compacted(run));
      this.#runBytes += run.bytes;
    }
  }

  /** How many of the events that are not packed go together. */
  #batchLength(): number {
    const { maxEvents, maxBytes } = this.limits;
    let length = 0;
    for (let bytes = 0; length < maxEvents && length < this.#sizes.length; length += 1) {
      bytes += this.#sizes[length] ?? 0;
      if (bytes > maxBytes && length > 0) break;
    }
    return length;
  }

  #removeRecent(count: number): readonly LoggedEvent[] {
    for (const bytes of this.#sizes.splice(0, count)) this.#recentBytes -= bytes;
    return this.#recent.splice(0, count);
  }

  #shiftRun(): EventRun | CompactRun | undefined {
    const run = this.#runs.shift();
    this.#runBytes -= run?.bytes ?? 0;
    this.#dropped = 0;
    return run;
  }
}

function droppedBytes(run: EventRun | CompactRun | undefined, dropped: number): number {
  return run === undefined ? 0 : Math.trunc((run.bytes * dropped) / run.count);
}
