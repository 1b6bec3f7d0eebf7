import type { Exposure, SamplingDecision } from '@acme/statsig-core';
import type { EventUser } from './event-user.ts';
import type { JSONRecord } from './sanitize-metadata.ts';
import { shortened } from './shortened.ts';
import { ownedSnapshot, snapshotOf } from './snapshot.ts';

/** What an application may add to an event. */
export interface EventDetails {
  /** A number, or a text of which the first 128 characters count. Numbers that are not finite are left out. */
  readonly value?: string | number | null | undefined;
  /**
   * Anything; copied at once. What JSON cannot say is left out, and the largest values are trimmed beyond 4,096 characters
   * of JSON; `statsig_truncated` notes when something was too deep, too much or too long.
   */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
  /**
   * When it happened, in epoch milliseconds.
   *
   * @defaultValue Now; also in place of anything but a finite number
   */
  readonly time?: number | null | undefined;
}

/**
 * An event as it was when it was logged. Nothing the application does later changes it, and `JSON.stringify` makes of it
 * what travels.
 */
export interface LoggedEvent {
  readonly eventName: string;
  readonly value: string | number | undefined;
  readonly metadata: JSONRecord | undefined;
  readonly secondaryExposures: Exposure['secondaryExposures'] | undefined;
  readonly statsigMetadata: SamplingDecision['metadata'] | undefined;
  /** Epoch milliseconds, an integer. */
  readonly time: number;
  readonly user: object;
}

/** An event, and about the size of its JSON text. */
export interface SizedEvent {
  readonly event: LoggedEvent;
  readonly bytes: number;
}

/** What is said about the user, as given to each function here. */
export interface EventStamp {
  readonly user: EventUser;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** What is said about an exposure besides. */
export interface ExposureStamp extends EventStamp {
  /** What sampling has to say; null when nothing. */
  readonly statsigMetadata: SamplingDecision['metadata'];
}

const maxTextLength = 128;
/** About what an event's own members take in JSON, and what each gate that was asked on the way takes. */
const envelopeBytes = 46;
const secondaryBytes = 80;

/** The name that an event goes by: cut to 128 characters; undefined when there is no name in it. */
export function validEventName(name: unknown): string | undefined {
  return typeof name === 'string' && name.trim() !== '' ? shortened(name, maxTextLength) : undefined;
}

/** An application's event. Never throws, whatever the details hold. */
export function customEvent(
  eventName: string,
  details: EventDetails,
  { user, time }: EventStamp,
): SizedEvent {
  const { value, bytes } = user.snapshot;
  // Callers without types pass anything.
  const metadata: unknown = details.metadata;
  const said = typeof metadata === 'object' && metadata !== null ? snapshotOf(metadata) : undefined;
  const event: LoggedEvent = {
    eventName,
    value: valueToSend(details),
    metadata: said?.value,
    secondaryExposures: undefined,
    statsigMetadata: undefined,
    time: Math.trunc(Number.isFinite(details.time) ? (details.time ?? time) : time),
    user: value,
  };
  return { event, bytes: envelopeBytes + eventName.length + bytes + (said?.bytes ?? 0) };
}

/** An exposure. */
export function exposureEvent(
  { eventName, metadata, secondaryExposures }: Exposure,
  { user, time, statsigMetadata }: ExposureStamp,
): SizedEvent {
  const { value, bytes } = user.snapshot;
  const said = ownedSnapshot(metadata);
  const event: LoggedEvent = {
    eventName,
    value: undefined,
    metadata: said.value,
    secondaryExposures,
    statsigMetadata: statsigMetadata ?? undefined,
    time: Math.trunc(time),
    user: value,
  };
  return { event, bytes: envelopeBytes + bytes + said.bytes + secondaryExposures.length * secondaryBytes };
}

function valueToSend({ value }: EventDetails): string | number | undefined {
  // Callers without types pass anything.
  const given: unknown = value;
  if (typeof given === 'string') return shortened(given, maxTextLength);
  if (typeof given === 'bigint') return given.toString();
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}
