import { StatsigError, type StatsigUser } from '@acme/statsig-core';
import type { StatsigOptions } from '../options.ts';
import type { Statsig } from '../statsig.ts';
import type { HttpRequest } from './http-request.ts';
import { type IssueStableID, issueStableID, type StableIDCookieOptions } from './stable-id.ts';
import { userOfRequest } from './user-of-request.ts';

/** A method's type, so that the application may declare the request as what it is there. */
type FindUser<Request> = { find(request: Request): StatsigUser }['find'];

/** What every adapter can be told, beside the SDK's own options. Nothing has to be said. */
export interface AdapterOptions<Request> extends StatsigOptions {
  /**
   * An SDK object made before, for applications that also need it outside of requests. Of the SDK's own options only
   * `logger` may then be given.
   *
   * @defaultValue One made by `createStatsig` from the SDK's options
   */
  readonly statsig?: Statsig | undefined;
  /**
   * Whom a request is from. Called at most once for a request, when the first flag is read, so authentication may come
   * first. When it throws, or returns no user, the request goes on as the anonymous user `{ userID: '' }`, and a warning is
   * logged once.
   *
   * A user that has to be awaited is awaited before, by the application, to be read here or set with `setRequestUser`.
   *
   * @defaultValue {@link userOfRequest}
   */
  readonly user?: FindUser<Request> | undefined;
  /**
   * Whether visitors who have no stable ID get one, in a cookie that they keep. They are then told apart, and an experiment
   * shows them the same at each visit. Mind what your visitors have to be asked before.
   *
   * @defaultValue false: a cookie that is there is read, and none is issued
   */
  readonly cookie?: boolean | StableIDCookieOptions | undefined;
  /**
   * Whether events are delivered at SIGTERM, SIGINT, when the server closes and when the process has nothing left to do.
   *
   * @defaultValue true
   */
  readonly flushAtShutdown?: boolean | undefined;
  /**
   * How long the end may take, in milliseconds; 0 or more. Of several in a process the longest counts.
   *
   * @defaultValue 8_000
   */
  readonly deadlineMs?: number | undefined;
}

/** The options with every default filled in. */
export interface ResolvedAdapterOptions<Request> {
  /** Undefined when it is to be made from `sdkOptions`. */
  readonly statsig: Statsig | undefined;
  readonly sdkOptions: StatsigOptions;
  readonly user: (request: Request) => StatsigUser;
  /** Undefined when no cookie is to be issued. */
  readonly issueStableID: IssueStableID | undefined;
  readonly flushAtShutdown: boolean;
  readonly deadlineMs: number;
}

/**
 * Checks what every adapter can be told; the SDK's own options are checked by `createStatsig`.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` with the name of the option.
 */
export function resolveAdapterOptions<Request extends HttpRequest>(
  options: AdapterOptions<Request>,
): ResolvedAdapterOptions<Request> {
  const {
    statsig,
    user = userOfRequest,
    cookie = false,
    flushAtShutdown = true,
    deadlineMs = 8_000,
    ...sdkOptions
  } = options;
  if (typeof user !== 'function') throw invalid('The option user must be a function of the request.');
  if (!Number.isFinite(deadlineMs) || deadlineMs < 0) {
    throw invalid('The option deadlineMs must be a number of milliseconds, 0 or more.');
  }
  if (statsig !== undefined) refuseOthers(sdkOptions);
  return { statsig, sdkOptions, user, issueStableID: issuerOf(cookie), flushAtShutdown, deadlineMs };
}

function issuerOf(cookie: boolean | StableIDCookieOptions): IssueStableID | undefined {
  if (cookie === false) return undefined;
  return issueStableID(cookie === true ? {} : cookie);
}

/** They would have no effect, and nobody would notice. */
function refuseOthers(sdkOptions: StatsigOptions): void {
  const given = Object.entries(sdkOptions).filter(
    ([name, value]) => value !== undefined && name !== 'logger',
  );
  if (given.length === 0) return;
  const names = given.map(([name]) => name).join(', ');
  throw invalid(
    `The SDK object of the option statsig is made already: give ${names} to createStatsig instead.`,
  );
}

function invalid(message: string): StatsigError {
  return new StatsigError('INVALID_OPTIONS', message);
}
