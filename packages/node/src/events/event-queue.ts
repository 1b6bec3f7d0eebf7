import { Buffer } from 'node:buffer';
import type { LoggedEvent } from './logged-event.ts';

/** Events that go together, oldest first, in the text they will travel as. */
export interface EventRun {
  /** The number of the oldest one; events are numbered in the order they came. */
  readonly first: number;
  readonly count: number;
  /** A JSON array. */
  readonly json: string;
  /** The size of the text in UTF-8. */
  readonly bytes: number;
}

/** How many events go together. At least one always does, whatever its size. */
export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
}

/** So many batches may wait to be made into text before the caller has to do it. */
const maxUnpackedBatches = 4;

/**
 * A first-in, first-out queue that knows its size in bytes.
 *
 * What was logged last waits as it is, because making text of it takes most of the time that an event takes, and need not
 * be done while a request is served. `pack` makes text of it, a batch at a time, which is also the smaller form.
 */
export class EventQueue {
  readonly limits: BatchLimits;
  readonly #runs: EventRun[] = [];
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
    if (this.#recent.length >= this.limits.maxEvents * maxUnpackedBatches) this.pack();
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
    return dropped === 0
      ? run
      : runOf((JSON.parse(run.json) as object[]).slice(dropped), run.first + dropped);
  }

  #packBatch(): void {
    const first = this.next - this.#recent.length;
    const runs = runsOf(this.#removeRecent(this.#batchLength()), first, this.limits);
    this.#runs.push(...runs);
    for (const { bytes } of runs) this.#runBytes += bytes;
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

  #shiftRun(): EventRun | undefined {
    const run = this.#runs.shift();
    this.#runBytes -= run?.bytes ?? 0;
    this.#dropped = 0;
    return run;
  }
}

/** Estimates turn out too low where a text is not ASCII; then there are two runs, or more. */
function runsOf(events: readonly object[], first: number, limits: BatchLimits): readonly EventRun[] {
  const run = runOf(events, first);
  if (run.bytes <= limits.maxBytes || run.count === 1) return [run];
  const middle = Math.ceil(events.length / 2);
  return [
    ...runsOf(events.slice(0, middle), first, limits),
    ...runsOf(events.slice(middle), first + middle, limits),
  ];
}

function runOf(events: readonly object[], first: number): EventRun {
  const json = JSON.stringify(events);
  return { first, count: events.length, json, bytes: Buffer.byteLength(json) };
}

function droppedBytes(run: EventRun | undefined, dropped: number): number {
  return run === undefined ? 0 : Math.trunc((run.bytes * dropped) / run.count);
}
