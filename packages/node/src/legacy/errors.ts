/** Something was asked before `initialize()` had finished, or after the shutdown. */
export class StatsigUninitializedError extends Error {
  constructor() {
    super('Call and wait for initialize() to finish first.');
  }
}

/** A name that is empty, a user without any ID, or a key that is no server secret key. */
export class StatsigInvalidArgumentError extends Error {}

/** Kept for code that catches it: nothing here throws it, because requests are never refused locally. */
export class StatsigTooManyRequestsError extends Error {}

/** Kept for code that catches it: in `localMode` there are no requests that could throw it. */
export class StatsigLocalModeNetworkError extends Error {
  constructor() {
    super('No network requests in localMode');
  }
}
