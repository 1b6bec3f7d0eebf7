import { Buffer } from 'node:buffer';
import { zlib } from '../builtins.ts';

/** Events that go together, oldest first, in the text they will travel as. */
export interface EventRun {
  /** The number of the oldest one; events are numbered in the order they came. */
  readonly first: number;
  readonly count: number;
  /** A JSON array in UTF-8: outside of the heap, where no collection has to move it. */
  readonly json: Buffer;
  readonly sizeBytes: number;
}

/** The same, in about a tenth of the memory. */
export interface CompactRun extends Omit<EventRun, 'json'> {
  readonly gzipped: Buffer;
}

const brackets = 2;
const comma = 1;

/** Takes events until they are a run, over and over in the same memory, so that a backlog leaves little to collect. */
export class OpenRun {
  /** The number of its oldest event. */
  first = 0;
  count = 0;
  sizeBytes = 0;
  #bytes: Buffer = Buffer.alloc(0);

  /** The size it would have with some events more. */
  sizeWith(events: EventsText): number {
    return (this.count > 0 ? this.sizeBytes + comma : brackets) + events.sizeBytes;
  }

  /** @param first - Counts when these are its first events. */
  add(events: EventsText, first: number): void {
    const separator = this.count > 0 ? ',' : '[';
    const at = Math.max(0, this.sizeBytes - 1);
    if (this.count === 0) this.first = first;
    this.sizeBytes = this.sizeWith(events);
    this.count += events.count;
    this.#makeRoom();
    this.#bytes.write(separator, at);
    this.#bytes.write(events.text, at + 1);
    this.#bytes.write(']', this.sizeBytes - 1);
  }

  clear(): void {
    this.count = 0;
    this.sizeBytes = 0;
  }

  /** What it holds now, and only until something is added to it after it was cleared. */
  view(): EventRun {
    const { first, count, sizeBytes } = this;
    return { first, count, sizeBytes, json: this.#bytes.subarray(0, sizeBytes) };
  }

  #makeRoom(): void {
    if (this.sizeBytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.sizeBytes, this.#bytes.length * 2));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}

/** Events as JSON, with commas between them. */
export interface EventsText {
  readonly text: string;
  readonly count: number;
  /** In UTF-8. */
  readonly sizeBytes: number;
}

export function written(events: readonly object[]): EventsText {
  const text = JSON.stringify(events).slice(1, -1);
  return { text, count: events.length, sizeBytes: Buffer.byteLength(text) };
}

/** A run of its own. */
export function copied({ json, ...run }: EventRun): EventRun {
  return { ...run, json: Buffer.from(json) };
}

export function compacted({ json, ...run }: EventRun): CompactRun {
  return { ...run, gzipped: zlib().gzipSync(json, { level: 1 }) };
}

export function expanded({ gzipped, ...run }: CompactRun): EventRun {
  return { ...run, json: zlib().gunzipSync(gzipped) };
}

/** A run without its oldest events. */
export function withoutOldest({ json, first }: EventRun, dropped: number): EventRun {
  const run = new OpenRun();
  run.add(written((JSON.parse(json.toString()) as object[]).slice(dropped)), first + dropped);
  return run.view();
}
