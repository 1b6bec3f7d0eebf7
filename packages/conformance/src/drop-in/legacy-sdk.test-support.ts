import * as ours from '@acme/statsig-node/legacy';
import * as theirs from 'statsig-node';

export type { StatsigOptions, StatsigServer, StatsigUser } from '@acme/statsig-node/legacy';
export type UserPersistedValues = ReturnType<ours.StatsigServer['getUserPersistedValues']>;

/** One of two imports that are to behave alike. */
export interface LegacySDK {
  readonly name: 'statsig-node' | '@acme/statsig-node/legacy';
  readonly StatsigServer: typeof ours.StatsigServer;
  readonly Statsig: typeof ours.Statsig;
}

export const official: LegacySDK = {
  name: 'statsig-node',
  // Classes with private members are never the same type; their public ones are held to each other beside.
  StatsigServer: theirs.StatsigServer as unknown as LegacySDK['StatsigServer'],
  // To native ESM, the default is what CommonJS exports: the singleton's members.
  Statsig: theirs.default as unknown as LegacySDK['Statsig'],
};

export const facade: LegacySDK = { name: '@acme/statsig-node/legacy', ...ours };
