import { comparisons, type Value } from './value.ts';

/** The values of a user that conditions look at. */
export interface UserValues {
  readonly userID: Value;
  readonly email: Value;
  readonly ip: Value;
  readonly userAgent: Value;
  readonly locale: Value;
  readonly appVersion: Value;
  /** A country code such as `NZ`: the user's own, else what the look-up finds for the IP address. */
  readonly country: Value;
  /** As the user-agent look-up reads them; without one, `custom` values of these names. */
  readonly browserName: Value;
  readonly browserVersion: Value;
  readonly osName: Value;
  readonly osVersion: Value;
  /** A field of `custom`, or else of `privateAttributes`. */
  custom(name: string): Value;
  /** An ID of `customIDs`. */
  customID(idType: string): Value;
}

const field = (name: string): Value => comparisons({ type: 'user_field', field: name });
const ofUserAgent = (name: string): Value => comparisons({ type: 'ua_based', field: name });

/**
 * What a condition can ask of a user.
 *
 * @example
 * gate('new_checkout').when(user.country.isOneOf('NZ', 'AU'), user.custom('plan').equals('team'));
 */
export const user: UserValues = {
  userID: comparisons({ type: 'unit_id' }),
  email: field('email'),
  ip: field('ip'),
  userAgent: field('userAgent'),
  locale: field('locale'),
  appVersion: field('appVersion'),
  country: comparisons({ type: 'ip_based', field: 'country' }),
  browserName: ofUserAgent('browser_name'),
  browserVersion: ofUserAgent('browser_version'),
  osName: ofUserAgent('os_name'),
  osVersion: ofUserAgent('os_version'),
  custom: field,
  customID: (idType) => comparisons({ type: 'unit_id', idType }),
};

/**
 * What a condition can ask of the environment.
 *
 * @example
 * gate('debug_bar').when(environment.tier.isOneOf('development', 'staging'));
 */
export const environment: { readonly tier: Value } = {
  tier: comparisons({ type: 'environment_field', field: 'tier' }),
};
