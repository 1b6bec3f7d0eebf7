import type { StatsigServer, StatsigUser, UserPersistedValues } from './legacy-sdk.test-support.ts';

/** One call of a script: what it is about, and what is compared. */
export type Call = readonly [what: string, call: (statsig: StatsigServer) => unknown];

const ann: StatsigUser = {
  userID: 'ann',
  email: 'ann@shop.example',
  country: 'NZ',
  appVersion: '2.5.0',
  customIDs: { stableID: 'device-1', companyID: 'company-1' },
  custom: { orders: 12, signed_up_at: 1_640_995_200_000 },
  privateAttributes: { income: 7 },
};
const bob: StatsigUser = { customIDs: { companyID: 'company-2', stableID: 'device-2' } };
const eve: StatsigUser = {
  userID: 'eve',
  ip: '203.97.0.1',
  userAgent:
    'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/114.0.0.0 Mobile Safari/537.36',
};
const users = [ann, bob, eve, { userID: '' }, { userID: 'carol', country: 'AU', locale: 'en_AU' }];

const gates = [
  'new_checkout',
  'free_shipping_nz',
  'staff_tools',
  'mobile_wallet',
  'spring_sale',
  'segment:loyal_customers',
  'loyalty_lounge',
  'one_click_reorder',
  'cookie_banner',
  'company_holdout',
  'legacy_search',
  'beta_search',
  'nobody_knows',
];
const configs = ['shipping_rates', 'support_hours', 'catalog_page', 'search_settings', 'nobody_knows'];
const experiments = [
  'checkout_button',
  'home_hero',
  'home_recommendations',
  'search_ranking',
  'team_pricing',
];
const layers = ['checkout', 'home_page', 'nobody_knows'];

const every = <T>(names: readonly T[], call: (name: T, user: StatsigUser) => Call): readonly Call[] =>
  users.flatMap((user) => names.map((name) => call(name, user)));

/** Whatever answers. */
export const answers: readonly Call[] = [
  ...every(gates, (name, user) => [`gate ${name}`, (sdk) => sdk.getFeatureGate(user, name)]),
  ...every(gates, (name, user) => [`check ${name}`, (sdk) => sdk.checkGate(user, name)]),
  ...every(configs, (name, user) => [`config ${name}`, (sdk) => sdk.getConfig(user, name)]),
  ...every(experiments, (name, user) => [`experiment ${name}`, (sdk) => sdk.getExperiment(user, name)]),
  ...every(layers, (name, user) => [`layer ${name}`, (sdk) => sdk.getLayer(user, name)]),
  ...every(['color', 'headline', 'absent'], (parameter, user) => [
    `parameter ${parameter}`,
    (sdk) => layers.map((name) => sdk.getLayer(user, name).get(parameter, 'fallback')),
  ]),
  ['a parameter of another type', (sdk) => sdk.getLayer(ann, 'checkout').get('color', 7)],
  ['any type', (sdk) => sdk.getLayer(ann, 'checkout').getValue('discount')],
  [
    'a guard',
    (sdk) => sdk.getConfig(ann, 'shipping_rates').get('flat_rate', 1, (x): x is number => x === 15),
  ],
  ['a mismatch', (sdk) => sdk.getConfig(ann, 'shipping_rates').get('flat_rate', 'free')],
  ['all values', (sdk) => sdk.getConfig(ann, 'shipping_rates').getValue(null as never)],
  ['a default', (sdk) => sdk.getConfig(ann, 'shipping_rates').get('absent', undefined)],
  ['unexposed', (sdk) => sdk.checkGate(ann, 'new_checkout', { disableExposureLogging: true })],
  ['deprecated', (sdk) => sdk.checkGateWithExposureLoggingDisabled(bob, 'new_checkout')],
  ['deprecated, in sync', (sdk) => sdk.getExperimentSync({ userID: 'dan' }, 'checkout_button')],
  ['manual gate', (sdk) => sdk.logGateExposure(bob, 'spring_sale')],
  ['manual config', (sdk) => sdk.logConfigExposure(bob, 'catalog_page')],
  ['manual experiment', (sdk) => sdk.logExperimentExposure(bob, 'home_hero')],
  ['manual layer', (sdk) => sdk.logLayerParameterExposure(bob, 'home_page', 'headline')],
  ['event', (sdk) => sdk.logEvent(ann, 'purchase', 9.5, { currency: 'NZD', items: 2 })],
  ['event without details', (sdk) => sdk.logEvent(bob, 'visit')],
  [
    'event of an earlier time',
    (sdk) => sdk.logEventObject({ eventName: 'late', user: ann, time: 7 as never }),
  ],
];

/** What is known about the project. */
export const lists: readonly Call[] = [
  ['gates', (sdk) => sdk.getFeatureGateList()],
  ['configs', (sdk) => sdk.getDynamicConfigList()],
  ['experiments', (sdk) => sdk.getExperimentList()],
  ['autotunes', (sdk) => sdk.getAutotuneList()],
  ['layers', (sdk) => sdk.getLayerList()],
  ['layer of an experiment', (sdk) => sdk.getExperimentLayer('home_hero')],
  ['layer of none', (sdk) => sdk.getExperimentLayer('search_ranking')],
];

/** What client SDKs are bootstrapped with. */
export const clientResponses: readonly Call[] = [
  ...every([undefined, 'sha256', 'none'] as const, (hash, user) => [
    `response ${hash}`,
    (sdk) => sdk.getClientInitializeResponse(user, undefined, hash === undefined ? undefined : { hash }),
  ]),
  ['for an unknown client key', (sdk) => sdk.getClientInitializeResponse(ann, 'client-nobody')],
  ['an override', (sdk) => sdk.overrideGate('cookie_banner', false)],
  ['without local overrides', (sdk) => sdk.getClientInitializeResponse(ann)],
  ['with them', (sdk) => sdk.getClientInitializeResponse(ann, undefined, { includeLocalOverrides: true })],
  ['cleared', (sdk) => sdk.clearAllGateOverrides()],
];

/** Answers that the application sets. */
export const overrides: readonly Call[] = [
  ['gate for all', (sdk) => sdk.overrideGate('staff_tools', true)],
  ['gate for one', (sdk) => sdk.overrideGate('staff_tools', false, 'ann')],
  ['config', (sdk) => sdk.overrideConfig('shipping_rates', { flat_rate: 1 }, 'company-2')],
  ['experiment', (sdk) => sdk.overrideConfig('checkout_button', { color: 'red' })],
  ['layer', (sdk) => sdk.overrideLayer('checkout', { color: 'green' }, 'ann')],
  ['no value', (sdk) => sdk.overrideGate('beta_search', 'yes' as never)],
  ...every(['staff_tools', 'beta_search'], (name, user) => [name, (sdk) => sdk.getFeatureGate(user, name)]),
  ...every(['shipping_rates'], (name, user) => [name, (sdk) => sdk.getConfig(user, name)]),
  ...every(['checkout_button'], (name, user) => [name, (sdk) => sdk.getExperiment(user, name)]),
  ...every(['checkout'], (name, user) => [name, (sdk) => sdk.getLayer(user, name).get('color', '')]),
  ['cleared gates', (sdk) => sdk.clearAllGateOverrides()],
  ['cleared configs', (sdk) => sdk.clearAllConfigOverrides()],
  ['cleared layers', (sdk) => sdk.clearAllLayerOverrides()],
  ...every(['staff_tools'], (name, user) => [`${name} again`, (sdk) => sdk.getFeatureGate(user, name)]),
  ...every(['checkout_button'], (name, user) => [`${name} again`, (sdk) => sdk.getExperiment(user, name)]),
];

/** What must not be asked. */
export const misuse: readonly Call[] = [
  ['no user', (sdk) => sdk.checkGate(null as never, 'new_checkout')],
  ['a user without an ID', (sdk) => sdk.checkGate({ email: 'a@b.example' } as never, 'new_checkout')],
  ['a user with no custom ID', (sdk) => sdk.getConfig({ customIDs: {} }, 'shipping_rates')],
  ['an empty name', (sdk) => sdk.getExperiment(ann, '')],
  ['no name', (sdk) => sdk.getLayer(ann, undefined as never)],
  ['a numeric ID', (sdk) => sdk.checkGate({ userID: 7 } as never, 'cookie_banner')],
  ['an event without a name', (sdk) => sdk.logEvent(ann, '')],
  ['an event of nobody', (sdk) => sdk.logEvent(null as never, 'orphan')],
  ['persisted values without a storage', (sdk) => sdk.getUserPersistedValues(ann, 'userID')],
];

/** A user stays in the group of the first time. */
export const sticky: readonly Call[] = [
  ['stored at first', (sdk) => keysOf(sdk.getUserPersistedValues(ann, 'userID'))],
  ['kept', (sdk) => sdk.getExperiment(ann, 'checkout_button', { userPersistedValues: {} })],
  ['stored then', (sdk) => keysOf(sdk.getUserPersistedValues(ann, 'userID'))],
  [
    'again',
    (sdk) => {
      const userPersistedValues = sdk.getUserPersistedValues(ann, 'userID');
      return sdk.getExperiment({ userID: 'ann' }, 'checkout_button', { userPersistedValues });
    },
  ],
  ['dropped', (sdk) => sdk.getExperiment(ann, 'checkout_button')],
  ['stored at last', (sdk) => keysOf(sdk.getUserPersistedValues(ann, 'userID'))],
];

const keysOf = (values: UserPersistedValues): readonly string[] => Object.keys(values);
