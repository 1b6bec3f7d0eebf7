import type { Exposure, SamplingDecision } from '@acme/statsig-core';
import type { EventUser } from './event-user.ts';
import { sanitizeMetadata } from './sanitize-metadata.ts';
import { shortened } from './shortened.ts';

/** What an application may add to an event. */
export interface EventDetails {
  /** A number, or a text of which the first 128 characters count. Numbers that are not finite are left out. */
  readonly value?: string | number | null | undefined;
  /** Anything; what JSON cannot say is left out, and noted as `statsig_truncated` when it was too deep or too much. */
  readonly metadata?: Readonly<Record<string, unknown>> | null | undefined;
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

/** The name that an event goes by: cut to 128 characters; undefined when there is no name in it. */
export function validEventName(name: unknown): string | undefined {
  return typeof name === 'string' && name.trim() !== '' ? shortened(name, maxTextLength) : undefined;
}

/** An application's event as JSON text. Never throws, whatever the details hold. */
export function customEventJSON(eventName: string, details: EventDetails, stamp: EventStamp): string {
  return eventJSON({ eventName, value: valueToSend(details), metadata: metadataOf(details) }, stamp);
}

/** An exposure as JSON text. */
export function exposureJSON(
  { eventName, metadata, secondaryExposures }: Exposure,
  { statsigMetadata, ...stamp }: ExposureStamp,
): string {
  const fields = { eventName, metadata, secondaryExposures };
  return eventJSON(statsigMetadata === null ? fields : { ...fields, statsigMetadata }, stamp);
}

/** Puts the user's text, made once for many events, into the event's. */
function eventJSON(fields: object, { user, time }: EventStamp): string {
  const json = JSON.stringify({ ...fields, time: Math.trunc(time) });
  return `${json.slice(0, -1)},"user":${user.json}}`;
}

function valueToSend({ value }: EventDetails): string | number | undefined {
  // Callers without types pass anything.
  const given: unknown = value;
  if (typeof given === 'string') return shortened(given, maxTextLength);
  if (typeof given === 'bigint') return given.toString();
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}

function metadataOf({ metadata }: EventDetails): object | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const { value, isTruncated } = sanitizeMetadata(metadata);
  return isTruncated ? { ...value, statsig_truncated: 'true' } : value;
}
