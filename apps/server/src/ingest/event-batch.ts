import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type ExposureRecord, readExposure } from './exposure-record.ts';
import { storableText } from './storable-text.ts';

/** An event, ready to be stored. */
interface EventRecord {
  readonly name: string;
  /** When it happened, by this server's clock, in epoch milliseconds. */
  readonly time: number;
  /** The user's `userID`; of a user without one, all custom IDs as JSON; else the empty string. */
  readonly unitID: string;
  /** The event as JSON, without private attributes; otherwise as it came. */
  readonly body: string;
  readonly exposure: ExposureRecord | null;
}

/** Events that are stored together, once. */
export interface EventBatch {
  readonly environment: string;
  /** Tells a batch that is sent again from a new one of the same environment. */
  readonly id: string;
  /** In epoch milliseconds. */
  readonly receivedAt: number;
  readonly events: readonly EventRecord[];
}

/** A batch, and what was left out of it. */
export interface EventBatchReading {
  readonly batch: EventBatch;
  /** Why events were left out: for each the path of a field that is wrong. Never its value, which may be private. */
  readonly rejections: readonly string[];
}

/** What a request says about its batch besides the body. */
export interface EventBatchContext {
  /** The one of the sender's key. */
  readonly environment: string;
  /** The sender's own ID of the batch; undefined when it gives none. */
  readonly batchID: string | undefined;
  /** The sender's clock when it sent the batch, in epoch milliseconds. */
  readonly clientTime: number;
  /** This server's clock when the batch came, in epoch milliseconds. */
  readonly receivedAt: number;
}

/** A batch larger than this is refused; the official SDKs send at most 2,000 events. */
export const maxBatchEvents: number = 10_000;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const record = v.custom<Readonly<Record<string, unknown>>>(isRecord);

/** The range of a JavaScript date. */
const maxTime = 8.64e15;

const eventSchema = v.object({
  eventName: v.pipe(v.string(), v.nonEmpty()),
  user: record,
  time: v.pipe(v.number(), v.minValue(-maxTime), v.maxValue(maxTime)),
  metadata: v.optional(v.unknown()),
});

const diagnosticsSchema = v.object({ eventName: v.literal('statsig::diagnostics') });

/**
 * Reads the events of a batch. One that is malformed is left out and counted; the others stay.
 *
 * Without an ID of its own, a batch is known by the SHA-256 of its events. `statsigMetadata` has no part in that,
 * because official SDKs change it between two attempts to send one batch.
 */
export function readEventBatch(
  events: readonly unknown[],
  { environment, batchID, clientTime, receivedAt }: EventBatchContext,
): EventBatchReading {
  const candidates = events.filter((event) => !v.is(diagnosticsSchema, event));
  const skewMs = Math.abs(receivedAt - clientTime) > tolerableSkewMs ? receivedAt - clientTime : 0;
  const readings = candidates.map((event) => readEvent(event, { skewMs, receivedAt }));
  const accepted = readings.filter((reading) => typeof reading !== 'string');
  const rejections = readings.filter((reading) => typeof reading === 'string');
  return {
    batch: {
      environment,
      id: batchID === undefined ? `sha256:${digest(accepted)}` : `id:${batchID}`,
      receivedAt,
      events: accepted,
    },
    rejections,
  };
}

/** Clocks that differ by less are taken to agree: most of it is the time that the request travelled. */
const tolerableSkewMs = 1000;

/** @returns The event, or the path of the field that makes it none. */
function readEvent(
  event: unknown,
  { skewMs, receivedAt }: { readonly skewMs: number; readonly receivedAt: number },
): EventRecord | string {
  const parsed = v.safeParse(eventSchema, event);
  if (!parsed.success) return v.getDotPath(parsed.issues[0]) ?? 'event';
  const { eventName, time, user, metadata } = parsed.output;
  const body = toJson({ ...(event as object), user: withoutPrivateAttributes(user) });
  if (body === null) return 'depth';
  return {
    name: storableText(eventName),
    // Nothing happens after it was heard of, whatever a clock says.
    time: Math.min(Math.trunc(time + skewMs), receivedAt),
    unitID: storableText(unitIDOf(user)),
    body,
    exposure: readExposure(eventName, metadata),
  };
}

function withoutPrivateAttributes(user: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { privateAttributes: _, ...rest } = user;
  return rest;
}

/** Nesting that JSON text can carry is deeper than what can be written as JSON again: the stack ends. */
function toJson(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function unitIDOf({ userID, customIDs }: Readonly<Record<string, unknown>>): string {
  if ((typeof userID === 'string' && userID !== '') || typeof userID === 'number') return String(userID);
  return isRecord(customIDs) ? (toJson(customIDs) ?? '') : '';
}

function digest(events: readonly EventRecord[]): string {
  const hash = createHash('sha256');
  for (const event of events) hash.update(event.body).update('\n');
  return hash.digest('hex');
}
