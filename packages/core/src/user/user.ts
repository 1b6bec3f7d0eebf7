/**
 * Whom a gate or experiment is evaluated for.
 *
 * A user needs a `userID` or at least one custom ID; an empty `userID` counts. The object is only read, and
 * may be frozen.
 */
export interface StatsigUser {
  /** The unit of rules whose ID type is `userID`. Numbers are read as their decimal text. */
  readonly userID?: string | number | undefined;
  /** Units by ID type, e.g. `{ companyID: 'acme', stableID: '…' }`. */
  readonly customIDs?: Readonly<Record<string, string | number>> | null | undefined;
  readonly email?: string | null | undefined;
  /** IPv4 address; `ip_based` conditions turn it into a country when a look-up is configured. */
  readonly ip?: string | null | undefined;
  /** The browser's `User-Agent`, of at most 1,000 characters; longer ones count as missing. */
  readonly userAgent?: string | null | undefined;
  /** ISO 3166 alpha-2 code, e.g. `NZ`. Wins over a look-up of `ip`. */
  readonly country?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly appVersion?: string | null | undefined;
  /** Further attributes that rules may target. Whatever JSON can say is compared as Statsig's SDKs compare it. */
  readonly custom?: Readonly<Record<string, unknown>> | null | undefined;
  /** Attributes that rules may target and that never leave the process. */
  readonly privateAttributes?: Readonly<Record<string, unknown>> | null | undefined;
  /** Overrides the SDK's environment for this user, e.g. `{ tier: 'staging' }`. */
  readonly statsigEnvironment?: Readonly<Record<string, string>> | null | undefined;
}
