import type { StatsigUser } from '@acme/statsig-core';

/**
 * Whoever cannot be told apart from others. An empty ID is one that all of them share: a gate that is open for everyone is
 * open for them, and of a gate that is open for half, all of them are in the same half.
 */
export const anonymousUser: StatsigUser = Object.freeze({ userID: '' });
