import type { StatsigEvent } from '@acme/statsig-node';
import type { LoggedEvents } from './create-test-statsig.ts';

/** What else an exposure has to say, besides what it is of. */
export interface ExpectedExposure {
  readonly userID?: string | undefined;
  readonly ruleID?: string | undefined;
  /** Of gates only. */
  readonly value?: boolean | undefined;
  /** Of layers only: the parameter that was read. */
  readonly parameter?: string | undefined;
}

/** What else an event has to say, besides its name. */
export interface ExpectedEvent {
  readonly userID?: string | undefined;
  readonly value?: string | number | undefined;
  /** Each of these; there may be more. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** What a matcher found, as Vitest and Jest want to hear it. */
export interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/**
 * Matchers for `expect.extend`, of Vitest and of Jest. They are to be awaited.
 *
 * @example
 * expect.extend(statsigMatchers);
 * await expect(statsig).toHaveExposed('new_checkout', { userID: 'ada', value: true });
 * await expect(statsig).not.toHaveLogged('order_placed');
 */
export const statsigMatchers: {
  readonly toHaveExposed: typeof toHaveExposed;
  readonly toHaveLogged: typeof toHaveLogged;
} = {
  toHaveExposed,
  toHaveLogged,
};

async function toHaveExposed(
  received: LoggedEvents,
  name: string,
  expected: ExpectedExposure = {},
): Promise<MatcherResult> {
  const exposures = (await received.loggedEvents()).filter(isExposure);
  const fits = ({ user, metadata = {} }: StatsigEvent): boolean =>
    [metadata['gate'], metadata['config']].includes(name) &&
    agrees(user['userID'], expected.userID) &&
    agrees(metadata['ruleID'], expected.ruleID) &&
    agrees(metadata['gateValue'], expected.value?.toString()) &&
    agrees(metadata['parameterName'], expected.parameter);
  return result(exposures, fits, { what: `an exposure of "${name}"`, expected });
}

async function toHaveLogged(
  received: LoggedEvents,
  eventName: string,
  expected: ExpectedEvent = {},
): Promise<MatcherResult> {
  const events = (await received.loggedEvents()).filter((event) => !isExposure(event));
  const fits = ({ eventName: name, user, value, metadata = {} }: StatsigEvent): boolean =>
    name === eventName &&
    agrees(user['userID'], expected.userID) &&
    agrees(value, expected.value) &&
    Object.entries(expected.metadata ?? {}).every(([key, part]) => sameJSON(metadata[key], part));
  return result(events, fits, { what: `an event "${eventName}"`, expected });
}

function isExposure({ eventName }: StatsigEvent): boolean {
  return eventName.startsWith('statsig::');
}

/** What was not asked for agrees with anything. */
function agrees(actual: unknown, expected: unknown): boolean {
  return expected === undefined || actual === expected;
}

function sameJSON(actual: unknown, expected: unknown): boolean {
  return JSON.stringify(actual) === JSON.stringify(expected);
}

function result(
  events: readonly StatsigEvent[],
  fits: (event: StatsigEvent) => boolean,
  { what, expected }: { readonly what: string; readonly expected: object },
): MatcherResult {
  const pass = events.some(fits);
  const details = Object.keys(expected).length === 0 ? '' : ` with ${JSON.stringify(expected)}`;
  const found = events.map((event) => `  ${JSON.stringify(event)}`).join('\n') || '  none';
  return {
    pass,
    message: () => `Expected ${pass ? 'not ' : ''}to find ${what}${details} among:\n${found}`,
  };
}
