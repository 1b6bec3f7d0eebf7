import type { StatsigUser } from '@acme/statsig-core';
import {
  config,
  everybody,
  experiment,
  type FeatureProject,
  from,
  gate,
  gateRule,
  group,
  layer,
  passes,
  rule,
} from './payloads.test-support.ts';

/** Specs that ask each other, so that an override shows in what others answer. */
export const overridesProject: FeatureProject = {
  gates: [
    gate('is_nz', { rules: [gateRule('nz', [from('NZ')])] }),
    gate('asks_nz', { rules: [gateRule('asks', [passes('is_nz')])] }),
  ],
  configs: [
    experiment('checkout', {
      explicitParameters: ['color'],
      rules: [
        rule('targetingGate', [passes('is_nz')], { returnValue: { color: 'target' } }),
        group('Control', 500, { returnValue: { color: 'control' } }),
        group('Test', 1_000, { returnValue: { color: 'test' } }),
      ],
    }),
    config('settings', { rules: [rule('nz', [from('NZ')])] }),
  ],
  layers: [
    layer('page', { rules: [rule('over', [everybody], { configDelegate: 'checkout' })] }),
    layer('plain', { rules: [rule('all', [everybody])] }),
  ],
};

/** What is asked about each user; two of the names are in no payload. */
export const overridable = {
  gate: ['is_nz', 'asks_nz', 'unknown'],
  dynamicConfig: ['settings', 'checkout', 'unknown'],
  experiment: ['settings', 'checkout', 'unknown'],
  layer: ['page', 'plain', 'unknown'],
} as const;

/** Users whom overrides find by their ID, by a custom ID, by both and by neither. */
export const overriddenUsers: readonly StatsigUser[] = [
  { userID: 'ada', country: 'NZ', customIDs: { companyID: 'acme' } },
  { userID: 'bob', country: 'US', customIDs: { companyID: 'acme', teamID: 'red' } },
  { userID: 'bob', country: 'US', customIDs: { teamID: 'red', companyID: 'acme' } },
  { userID: 'cyd', country: 'NZ' },
  { userID: 'acme', country: 'DE' },
  { customIDs: { companyID: 'ada' }, country: 'DE' },
];
