import type { StatsigUser } from '@acme/statsig-core';
import {
  condition,
  config,
  everybody,
  experiment,
  type FeatureProject,
  from,
  gate,
  gateRule,
  group,
  layer,
  type Part,
  passes,
  rule,
  unsupported,
} from './payloads.test-support.ts';

const rated = { samplingRate: 5 };
const asking = (name: string, asked: Part, fields: Part = rated): Part =>
  gate(name, { rules: [gateRule('asks', [asked], fields)] });

const gates = [
  gate('unrated', { rules: [gateRule('nz', [from('NZ')])] }),
  gate('rated', {
    rules: [gateRule('nz', [from('NZ')], rated), gateRule('all', [everybody], { samplingRate: 3 })],
  }),
  gate('rated_half', { rules: [gateRule('half', [everybody], { ...rated, passPercentage: 50 })] }),
  gate('rated_one', { rules: [gateRule('all', [everybody], { samplingRate: 1 })] }),
  gate('rated_null', { rules: [gateRule('all', [everybody], { samplingRate: null })] }),
  gate('forwarded', { forwardAllExposures: true, rules: [gateRule('all', [everybody], rated)] }),
  gate('disabled', { enabled: false, rules: [gateRule('all', [everybody], rated)] }),
  gate('without_rules'),
  gate('segment:rated', { rules: [gateRule('nz', [from('NZ')])] }),
  gate('segment:asks_unrated', { rules: [gateRule('asks', [passes('unrated')])] }),
  asking('asks_rated', passes('rated')),
  asking('asks_unrated', condition('fail_gate', { targetValue: 'unrated' })),
  asking('asks_disabled', condition('fail_gate', { targetValue: 'disabled' })),
  asking('asks_unknown', condition('fail_gate', { targetValue: 'no_such' })),
  asking('asks_segment', passes('segment:rated')),
  asking('asks_segment_that_asks', passes('segment:asks_unrated')),
  asking('asks_who_asks', passes('asks_rated')),
  asking('asks_unrated_unrated', condition('fail_gate', { targetValue: 'unrated' }), {}),
  gate('unrated_odd', { rules: [gateRule('odd', [unsupported])] }),
  gate('rated_fraction', { rules: [gateRule('all', [everybody], { samplingRate: 2.5 })] }),
];

/** Gates and layers that the legacy SDK samples by what it evaluated before; by the name of the known difference. */
export const sampledElsewise = {
  'leak of sampling rates': {
    gates: [
      gate('default_after_rated', { rules: [gateRule('nz', [from('NZ')], rated)] }),
      gate('default_after_asking', { rules: [gateRule('nobody', [passes('rated'), from('ZZ')])] }),
      gate('odd_after_rated', { rules: [gateRule('odd', [unsupported], rated)] }),
      asking('asks_default_after_rated', condition('fail_gate', { targetValue: 'default_after_rated' })),
    ],
    layers: [],
  },
  'gates that are forgotten': {
    gates: [asking('asks_many', condition('multi_fail_gate', { targetValue: ['unrated'] }))],
    layers: [
      layer('asks_then_over', {
        rules: [
          rule('over', [condition('fail_gate', { targetValue: 'no_such' })], { configDelegate: 'checkout' }),
        ],
      }),
    ],
  },
  'sampling rates of zero': {
    gates: [gate('rated_zero', { rules: [gateRule('all', [everybody], { samplingRate: 0 })] })],
    layers: [],
  },
  'rules of one ID': {
    gates: [
      gate('rated_in_part', {
        rules: [gateRule('same', [from('NZ')], rated), gateRule('same', [everybody])],
      }),
    ],
    layers: [],
  },
  'negative sampling rates': {
    gates: [gate('rated_negative', { rules: [gateRule('all', [everybody], { samplingRate: -3 })] })],
    layers: [],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<'gates' | 'layers', readonly Part[]>>>>;

const configs = [
  config('settings', { rules: [rule('nz', [from('NZ')], rated), rule('us', [from('US')])] }),
  config('settings_disabled', { enabled: false }),
  config('settings_forwarded', { forwardAllExposures: true, rules: [rule('all', [everybody], rated)] }),
  config('settings_asking', { rules: [rule('asks', [passes('unrated')], rated)] }),
  experiment('checkout', {
    explicitParameters: ['arm'],
    rules: [
      group('Control', 400, { ...rated, returnValue: { arm: 'control', shared: 1 } }),
      group('Test', 800, { samplingRate: 2, returnValue: { arm: 'test', shared: 2 } }),
      group('Rest', 1_000, { returnValue: { arm: 'rest', shared: 3 } }),
    ],
  }),
  experiment('forwarded_experiment', {
    forwardAllExposures: true,
    explicitParameters: ['arm'],
    rules: [rule('all', [everybody], { ...rated, returnValue: { arm: 'all', shared: 4 } })],
  }),
];

const over = (to: string, fields: Part = {}): Part => ({
  rules: [rule('over', [everybody], { configDelegate: to, samplingRate: 7 })],
  ...fields,
});
const both = { arm: 'own', shared: 0 };

const layers = [
  layer('own', { rules: [rule('all', [everybody], { ...rated, returnValue: both })] }),
  layer('own_default', { defaultValue: both }),
  layer('own_forwarded', { forwardAllExposures: true, defaultValue: both }),
  layer('over_to_checkout', over('checkout')),
  layer('over_to_checkout_forwarded', over('checkout', { forwardAllExposures: true })),
  layer('over_to_forwarded', over('forwarded_experiment')),
  layer('over_to_nothing', {
    rules: [rule('over', [everybody], { ...rated, configDelegate: 'no_such', returnValue: both })],
  }),
];

/** Specs with every reason for which an exposure is or is not logged. */
export const samplingProject: FeatureProject = { gates, configs, layers };

/** What there is to ask of a project, with a name of each kind that is not there. */
export function askedOf({ gates = [], configs = [], layers = [] }: FeatureProject): Asked {
  const namesOf = (specs: readonly Part[]): readonly string[] => [
    ...specs.map(({ name }) => String(name)),
    'unknown',
  ];
  return { gate: namesOf(gates), config: namesOf(configs), layer: namesOf(layers) };
}

/** Names to ask of each user, by kind. */
export interface Asked {
  readonly gate: readonly string[];
  readonly config: readonly string[];
  readonly layer: readonly string[];
}

/** The parameters that are read of each layer: one that experiments set themselves, one that they do not. */
export const parameters: readonly string[] = ['arm', 'shared'];

/** Users with one ID and with several, two of whom are a number and nothing. */
export const sampledUsers: readonly StatsigUser[] = Array.from({ length: 500 }, (_, i) => {
  const customIDs = [undefined, { companyID: `company-${i}` }, { companyID: `company-${i}`, seat: i }][i % 3];
  const country = ['NZ', 'US', 'DE', 'AU'][i % 4] as string;
  return { userID: ['', 7][i] ?? `user-${i}`, country, ...(customIDs === undefined ? {} : { customIDs }) };
});
