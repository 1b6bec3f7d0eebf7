import {
  type CompactRun,
  compacted,
  copied,
  type EventRun,
  expanded,
  OpenRun,
  withoutOldest,
  written,
} from './event-run.ts';
import type { LoggedEvent } from './logged-event.ts';

/** How many events go together. At least one always does, whatever its size. */
export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

/** So many events are worth being made into text together. */
const pieceEvents = 32;

/** So many events may wait to be made into text before the caller has to do it. */
const maxRecentEvents = 1_024;

/** So many batches wait as they will travel; those behind them wait for longer, and compressed. */
const maxExpandedRuns = 2;

/**
 * A first-in, first-out queue that knows its size in bytes.
 *
 * What was logged last waits as it is, because making text of it takes most of the time that an event takes, and need not
 * be done while a request is served. `pack` makes text of it soon afterwards: text is smaller, and is not on the heap,
 * where objects that stay for a while cost most. What has to wait for long is compressed.
 */
export class EventQueue {
  readonly limits: BatchLimits;
  readonly #runs: (EventRun | CompactRun)[] = [];
  /** Takes what becomes text, until it is full. */
  readonly #open = new OpenRun();
  #recent: LoggedEvent[] = [];
  #sizes: number[] = [];
  #first = 0;
  #length = 0;
  /** How many of the oldest run were dropped. They are cut out when it is taken. */
  #dropped = 0;
  /** Of closed runs. */
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
    return this.#runBytes + this.#fillBytes - droppedBytes(this.#oldest, this.#dropped);
  }

  /** Whether there are as many events as go together. */
  get hasBatch(): boolean {
    const { maxEvents, maxBytes } = this.limits;
    const count = this.#open.count + this.#recent.length;
    return this.#runs.length > 0 || count >= maxEvents || this.#fillBytes >= maxBytes;
  }

  /** Whether there is enough to pack. */
  get hasPiece(): boolean {
    return this.#recent.length >= pieceEvents || (this.#recent.length > 0 && this.hasBatch);
  }

  /** @param bytes - About as many as its JSON text will have. */
  add(event: LoggedEvent, bytes: number): void {
    this.#recent.push(event);
    this.#sizes.push(bytes);
    this.#recentBytes += bytes;
    this.#length += 1;
    if (this.#recent.length >= maxRecentEvents || this.#recentBytes >= this.limits.maxBytes) this.pack();
  }

  /** Makes text of all that is not text yet. */
  pack(): void {
    while (this.#recent.length > 0) this.#fill();
  }

  /** Drops the oldest event, and says whether there was one. */
  drop(): boolean {
    if (this.#length === 0) return false;
    const oldest = this.#oldest;
    if (oldest === undefined) this.#removeRecent(1);
    else {
      this.#dropped += 1;
      if (this.#dropped === oldest.count) this.#removeOldest();
    }
    this.#first += 1;
    this.#length -= 1;
    return true;
  }

  /** Takes out the oldest events, as many as go together; undefined when there is none. */
  take(): EventRun | undefined {
    while (this.#runs.length === 0 && this.#recent.length > 0) this.#fill();
    if (this.#runs.length === 0) this.#close();
    const dropped = this.#dropped;
    const [run] = this.#runs;
    if (run === undefined) return undefined;
    this.#removeOldest();
    const count = run.count - dropped;
    this.#first += count;
    this.#length -= count;
    const whole = 'json' in run ? run : expanded(run);
    return dropped === 0 ? whole : withoutOldest(whole, dropped);
  }

  get #oldest(): EventRun | CompactRun | OpenRun | undefined {
    return this.#runs[0] ?? (this.#open.count > 0 ? this.#open : undefined);
  }

  /** The size of what is in no closed run. */
  get #fillBytes(): number {
    return this.#open.sizeBytes + this.#recentBytes;
  }

  /** Makes text of as many events as the open run has room for, or closes it. */
  #fill(): void {
    const count = this.#room();
    if (count === 0) this.#close();
    else this.#write(this.#removeRecent(count), this.next - this.#recent.length - count);
  }

  /** How many of the events that are not packed go into the open run. */
  #room(): number {
    const { maxEvents, maxBytes } = this.limits;
    const { count, sizeBytes } = this.#open;
    const most = Math.min(this.#sizes.length, maxEvents - count);
    let room = 0;
    for (let bytes = sizeBytes; room < most; room += 1) {
      bytes += this.#sizes[room] ?? 0;
      if (bytes > maxBytes && count + room > 0) break;
    }
    return room;
  }

  /** Estimates turn out too low where a text is not ASCII; then there are two runs, or more. */
  #write(events: readonly LoggedEvent[], first: number): void {
    const { maxEvents, maxBytes } = this.limits;
    const text = written(events);
    if (this.#open.sizeWith(text) > maxBytes) this.#close();
    if (this.#open.sizeWith(text) > maxBytes && events.length > 1) {
      const middle = Math.ceil(events.length / 2);
      this.#write(events.slice(0, middle), first);
      this.#write(events.slice(middle), first + middle);
      return;
    }
    this.#open.add(text, first);
    if (this.#open.count >= maxEvents || this.#open.sizeBytes >= maxBytes) this.#close();
  }

  #close(): void {
    if (this.#open.count === 0) return;
    const run = this.#open.view();
    this.#runs.push(this.#runs.length < maxExpandedRuns ? copied(run) : compacted(run));
    this.#runBytes += run.sizeBytes;
    this.#open.clear();
  }

  #removeRecent(count: number): readonly LoggedEvent[] {
    for (const bytes of this.#sizes.splice(0, count)) this.#recentBytes -= bytes;
    return this.#recent.splice(0, count);
  }

  #removeOldest(): void {
    const run = this.#runs.shift();
    if (run === undefined) this.#open.clear();
    else this.#runBytes -= run.sizeBytes;
    this.#dropped = 0;
  }
}

function droppedBytes(
  run: { readonly sizeBytes: number; readonly count: number } | undefined,
  dropped: number,
): number {
  return run === undefined ? 0 : Math.trunc((run.sizeBytes * dropped) / run.count);
}
