import type { Overrides } from './overrides.ts';

/** What a user agent says; a field that is not recognised is null or absent. */
export interface UserAgentDetails {
  readonly osName?: string | null | undefined;
  readonly osVersion?: string | null | undefined;
  readonly browserName?: string | null | undefined;
  readonly browserVersion?: string | null | undefined;
}

/** Tables that core does not carry, so that nobody pays for what they do not target. */
export interface Lookups {
  /**
   * Finds the country of an address.
   *
   * @param ip - What the user calls its `ip`; a number is an IPv4 address as one integer.
   * @returns An ISO 3166 alpha-2 code; null or undefined when not known.
   */
  readonly country?: ((ip: string | number) => string | null | undefined) | undefined;
  /**
   * Reads a `User-Agent` of at most 1,000 characters; null or undefined when it says nothing. Called for each condition
   * that asks, so remember what is costly to find.
   */
  readonly userAgent?: ((userAgent: string) => UserAgentDetails | null | undefined) | undefined;
}

/** The unit IDs of a segment, as the first eight base64 characters of their SHA-256. */
export interface IDList {
  readonly size: number;
  has(hash: string): boolean;
}

/** What an evaluation depends on besides the specs and the user. */
export interface EvaluationContext {
  /** The current time, in epoch milliseconds. */
  readonly now: number;
  /** The environment of this process, e.g. `{ tier: 'production' }`. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** ID lists by name; a list that is not here has no members. */
  readonly idLists?: ReadonlyMap<string, IDList> | undefined;
  readonly lookups?: Lookups | undefined;
  /**
   * The target app that `target_app` conditions see.
   *
   * @defaultValue The project's own.
   */
  readonly targetAppID?: unknown;
  /**
   * Draws a number from 0 up to 1, for contextual bandits that try out groups.
   *
   * @defaultValue A number derived from the unit ID, so that a user is always given the same group.
   */
  readonly random?: (() => number) | undefined;
  /** Answers that the application sets itself; see `createOverrides`. */
  readonly overrides?: Overrides | undefined;
}
