import type { StatsigUser } from '@acme/statsig-node';
import { describe, expect, it } from 'vitest';
import {
  type Condition,
  createTestStatsig,
  dynamicConfig,
  environment,
  experiment,
  failsGate,
  gate,
  parameterStore,
  passesGate,
  user,
} from '../index.ts';

const people: readonly StatsigUser[] = Array.from({ length: 1_000 }, (_, index) => ({ userID: `u${index}` }));

/** Of 1,000 users, how many. */
function count(isOne: (person: StatsigUser) => boolean): number {
  return people.filter(isOne).length;
}

const rows: readonly [condition: Condition, yes: StatsigUser, no: StatsigUser][] = [
  [user.userID.isOneOf('ADA', 'bob'), { userID: 'ada' }, { userID: 'eve' }],
  [user.userID.isNotOneOf('ada'), { userID: 'eve' }, { userID: 'ada' }],
  [user.email.contains('@example.'), { userID: '', email: 'a@example.com' }, { userID: '' }],
  [user.email.startsWith('ada'), { userID: '', email: 'Ada@x' }, { userID: '', email: 'x@ada' }],
  [user.email.matches(/^a.+@x$/), { userID: '', email: 'ada@x' }, { userID: '', email: 'ada@xy' }],
  [user.country.isOneOf('NZ'), { userID: '', country: 'NZ' }, { userID: '', country: 'AU' }],
  [user.locale.isOneOf('en-NZ'), { userID: '', locale: 'en-NZ' }, { userID: '', locale: 'en-AU' }],
  [user.ip.isOneOf('1.2.3.4'), { userID: '', ip: '1.2.3.4' }, { userID: '', ip: '1.2.3.5' }],
  [
    user.appVersion.isVersionAtLeast('1.10'),
    { userID: '', appVersion: '1.10' },
    { userID: '', appVersion: '1.9' },
  ],
  [
    user.appVersion.isVersionBelow('2.0'),
    { userID: '', appVersion: '1.9' },
    { userID: '', appVersion: '2.0' },
  ],
  [
    user.customID('companyID').isOneOf('acme'),
    { customIDs: { companyID: 'acme' } },
    { customIDs: { companyID: 'x' } },
  ],
  [
    user.custom('age').isAtLeast(18),
    { userID: '', custom: { age: 18 } },
    { userID: '', custom: { age: 17 } },
  ],
  [
    user.custom('age').isGreaterThan(18),
    { userID: '', custom: { age: 19 } },
    { userID: '', custom: { age: 18 } },
  ],
  [
    user.custom('age').isLessThan(18),
    { userID: '', custom: { age: 17 } },
    { userID: '', custom: { age: 18 } },
  ],
  [user.custom('age').isAtMost(18), { userID: '', custom: { age: 18 } }, { userID: '', custom: { age: 19 } }],
  [
    user.custom('plan').equals('team'),
    { userID: '', custom: { plan: 'team' } },
    { userID: '', custom: { plan: 'solo' } },
  ],
  [
    user.custom('tags').includesAnyOf('a', 'b'),
    { userID: '', custom: { tags: ['b'] } },
    { userID: '', custom: { tags: ['c'] } },
  ],
  [
    user.custom('tags').includesAllOf('a', 'b'),
    { userID: '', custom: { tags: ['a', 'b'] } },
    { userID: '', custom: { tags: ['a'] } },
  ],
  [
    user.custom('tags').includesNoneOf('a'),
    { userID: '', custom: { tags: ['b'] } },
    { userID: '', custom: { tags: ['a'] } },
  ],
  [
    user.custom('since').isBefore(new Date('2026-01-01')),
    { userID: '', custom: { since: 1 } },
    { userID: '', custom: { since: Date.UTC(2027) } },
  ],
  [
    user.custom('since').isAfter(Date.UTC(2026)),
    { userID: '', custom: { since: Date.UTC(2027) } },
    { userID: '', custom: { since: 1 } },
  ],
  [passesGate('adults'), { userID: '', custom: { age: 18 } }, { userID: '' }],
  [failsGate('adults'), { userID: '' }, { userID: '', custom: { age: 18 } }],
];

describe('a condition', () => {
  const versions = ['v1', 'v2'] as const;
  const inBoth = rows.flatMap((row) => versions.map((version) => [version, ...row] as const));

  it.each(inBoth)('in %s: %j holds for %j and not for %j', async (version, condition, yes, no) => {
    const adults = gate('adults').when(user.custom('age').isAtLeast(18));
    const specs = [adults, gate('tested').when(condition)];
    await using statsig = await createTestStatsig({ specs, version });
    expect(statsig.checkGate(yes, 'tested')).toBe(true);
    expect(statsig.checkGate(no, 'tested')).toBe(false);
  });

  it.each([
    ['staging', true],
    ['production', false],
  ])('on the environment is %s: %s', async (tier, isOpen) => {
    const specs = [gate('debug_bar').when(environment.tier.isOneOf('staging'))];
    await using statsig = await createTestStatsig({ specs, environment: tier });
    expect(statsig.checkGate({ userID: 'ada' }, 'debug_bar')).toBe(isOpen);
  });
});

describe('a gate', () => {
  it.each([
    [gate('g'), 0, 0],
    [gate('g').rollout(0), 0, 0],
    [gate('g').rollout(100), 1_000, 1_000],
    [gate('g').rollout(50), 450, 550],
    [gate('g').when(user.userID.startsWith('u1')), 111, 111],
    [gate('g').rollout(50).when(user.userID.startsWith('u1')), 35, 75],
    [gate('g').when(user.userID.isOneOf('u1')).otherwise().when(user.userID.isOneOf('u2', 'u3')), 3, 3],
    [gate('g').when(user.userID.startsWith('u'), user.userID.endsWith('7')), 100, 100],
  ])('%j is open for %i to %i of 1,000 users', async (spec, least, most) => {
    await using statsig = await createTestStatsig({ specs: [spec] });
    const open = count((person) => statsig.checkGate(person, 'g'));
    expect(open).toBeGreaterThanOrEqual(least);
    expect(open).toBeLessThanOrEqual(most);
  });

  it('is rolled out by the ID that it says', async () => {
    await using statsig = await createTestStatsig({ specs: [gate('g').by('companyID').rollout(50)] });
    const isOpen = (companyID: string) => (person: StatsigUser) =>
      statsig.checkGate({ ...person, customIDs: { companyID } }, 'g');
    const shares = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((companyID) => count(isOpen(companyID)));
    expect(new Set(shares)).toEqual(new Set([0, 1_000]));
  });

  it.each([-1, 101, Number.NaN])('cannot be rolled out to %d percent', (percentage) => {
    expect(() => gate('g').rollout(percentage)).toThrow(/rollout\(\) takes a percentage from 0 to 100/);
  });
});

describe('an experiment', () => {
  const groups = { control: { color: 'blue' }, treatment: { color: 'red' } };

  it('spreads users evenly over its groups', async () => {
    await using statsig = await createTestStatsig({ specs: [experiment('e', groups)] });
    const treated = count((person) => statsig.getExperiment(person, 'e').groupName === 'treatment');
    const controlled = count((person) => statsig.getExperiment(person, 'e').groupName === 'control');
    expect(treated).toBeGreaterThan(450);
    expect(treated).toBeLessThan(550);
    expect(treated + controlled).toBe(1_000);
  });

  it('leaves out whom it does not take in', async () => {
    const spec = experiment('e', groups).allocate(20).defaults({ color: 'grey' });
    await using statsig = await createTestStatsig({ specs: [spec] });
    const grey = count((person) => statsig.getExperiment(person, 'e').get('color', '') === 'grey');
    expect(grey).toBeGreaterThan(750);
    expect(grey).toBeLessThan(850);
  });

  it('puts into a group whom it is told to', async () => {
    const spec = experiment('e', groups).allocate(0).assign('treatment', user.userID.isOneOf('u7'));
    await using statsig = await createTestStatsig({ specs: [spec] });
    expect(statsig.getExperiment({ userID: 'u7' }, 'e').groupName).toBe('treatment');
    expect(statsig.getExperiment({ userID: 'u8' }, 'e').groupName).toBe(null);
  });
});

it('a dynamic config gives the values of the first rule that applies', async () => {
  const specs = [
    dynamicConfig('banner', { text: 'Hello' })
      .when(user.country.isOneOf('NZ'), { text: 'Kia ora' })
      .when([user.country.isOneOf('FR'), user.locale.startsWith('br')], { text: 'Demat' }),
  ];
  await using statsig = await createTestStatsig({ specs });
  const textFor = (person: StatsigUser): string => statsig.getDynamicConfig(person, 'banner').get('text', '');
  expect(textFor({ userID: '', country: 'NZ' })).toBe('Kia ora');
  expect(textFor({ userID: '', country: 'FR', locale: 'br-FR' })).toBe('Demat');
  expect(textFor({ userID: '', country: 'FR' })).toBe('Hello');
});

it('a parameter store is refused in v1, which has none', async () => {
  const refused = createTestStatsig({ specs: [parameterStore('theme', { size: { value: 12 } })] });
  await expect(refused).rejects.toThrow(/"theme" say \{ version: 'v2' \}/);
});

it('a parameter store takes its parameters from anywhere', async () => {
  const store = parameterStore('theme', {
    color: { gate: 'dark', pass: 'black', fail: 'white' },
    text: { dynamicConfig: 'banner', parameter: 'text' },
    button: { experiment: 'button', parameter: 'color' },
    title: { layer: 'home', parameter: 'title' },
    size: { value: 12 },
  });
  await using statsig = await createTestStatsig({
    gates: { dark: true },
    dynamicConfigs: { banner: { text: 'Hello' } },
    experiments: { button: { groupName: 'treatment', value: { color: 'red' } } },
    layers: { home: { title: 'Home' } },
    specs: [store],
    version: 'v2',
  });
  const theme = statsig.getParameterStore({ userID: 'ada' }, 'theme');
  expect(theme.get('color', '')).toBe('black');
  expect(theme.get('text', '')).toBe('Hello');
  expect(theme.get('button', '')).toBe('red');
  expect(theme.get('title', '')).toBe('Home');
  expect(theme.get('size', 0)).toBe(12);
});
