import { Buffer } from 'node:buffer';
import { zlib } from '../builtins.ts';

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

/** The same, in about a tenth of the memory. */
export interface CompactRun extends Omit<EventRun, 'json'> {
  readonly gzipped: Buffer;
}

/** Writes events down. */
function runOf(events: readonly object[], first: number): EventRun {
  const json = JSON.stringify(events);
  return { first, count: events.length, json, bytes: Buffer.byteLength(json) };
}

/** Writes events down in runs of at most `maxBytes`, or of one event. */
export function runsOf(events: readonly object[], first: number, maxBytes: number): readonly EventRun[] {
  const run = runOf(events, first);
  if (run.bytes <= maxBytes || run.count === 1) return [run];
  const middle = Math.ceil(events.length / 2);
  return [
    ...runsOf(events.slice(0, middle), first, maxBytes),
    ...runsOf(events.slice(middle), first + middle, maxBytes),
  ];
}

export function compacted({ json, ...run }: EventRun): CompactRun {
  return { ...run, gzipped: zlib().gzipSync(json, { level: 1 }) };
}

export function expanded({ gzipped, ...run }: CompactRun): EventRun {
  return { ...run, json: zlib().gunzipSync(gzipped).toString() };
}

/** A run without its oldest events. */
export function withoutOldest({ json, first }: EventRun, count: number): EventRun {
  return runOf((JSON.parse(json) as object[]).slice(count), first + count);
}
