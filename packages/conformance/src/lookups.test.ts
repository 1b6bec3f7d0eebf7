import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { legacyLookups } from '../lookups.js';
import { createLegacyNode } from './engines/legacy-node.ts';
import { createOurs } from './engines/ours.ts';
import type { ConditionDescription, SpecDescription, UserDescription } from './generate/project.ts';
import { renderV1 } from './generate/render-v1.ts';

const details = ['os_name', 'os_version', 'browser_name', 'browser_version'] as const;
type Details = Readonly<Record<(typeof details)[number], string | null>>;

const android = 'Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko)';
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)';

/** What `statsig-node` reads out of a user agent: os name and version, browser name and version. */
const userAgents: readonly (readonly [string, ...(string | null)[]])[] = [
  [
    `${windows} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36`,
    'Windows',
    '10',
    'Chrome',
    '120.0.0.0',
  ],
  [`${windows} Gecko/20100101 Firefox/115.0`, 'Windows', '10', 'Firefox', '115.0'],
  [
    `${android} Chrome/114.0.5735.196 Mobile Safari/537.36`,
    'Android',
    '13',
    'Chrome Mobile',
    '114.0.5735.196',
  ],
  [
    'Mozilla/5.0 (Android 13; Mobile; rv:114.0) Gecko/114.0 Firefox/114.0',
    'Android',
    '13',
    'Firefox Mobile',
    '114.0',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0',
    'Linux',
    null,
    'Firefox',
    '115.0',
  ],
  ['Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko', 'Windows', '7', 'IE', '11.0'],
  ['curl/7.88.1', null, null, null, null],
];

const countries: readonly (readonly [string, string | null])[] = [
  ['8.8.8.8', 'US'],
  ['203.97.0.1', 'NZ'],
  [' 8.8.8.8', 'US'],
  ['8.8.8.8:80', 'US'],
  ['127.0.0.1', null],
  ['999.1.1.1', null],
  ['::ffff:8.8.8.8', null],
];

describe('the look-ups', () => {
  it.each(userAgents)('read %s as the legacy SDK does', async (userAgent, ...expected) => {
    const conditions = details.map((field, i) => expecting('ua_based', field, expected[i] ?? null));
    expect(await answers({ userID: 'a', userAgent }, conditions)).toEqual(expected.map(() => [true, true]));
  });

  it.each(countries)('place %s as the legacy SDK does', async (ip, country) => {
    const conditions = [expecting('ip_based', 'country', country)];
    expect(await answers({ userID: 'a', ip }, conditions)).toEqual([[true, true]]);
  });
});

const recorded = new URL('../../../../shared/vectors/official/', import.meta.url);
const isRecorded = existsSync(new URL('user_agents.jsonl', recorded));
if (!isRecorded) process.stdout.write('conformance, look-ups: no recorded answers here, skipped\n');

describe.skipIf(!isRecorded)('the look-ups, compared with recorded answers', () => {
  it('read at least 99 % of the user agents alike', () => {
    const rows = readRows<{ readonly ua: string; readonly legacy: Details }>('user_agents.jsonl');
    const alike = rows.filter(({ ua, legacy }) => {
      const read = legacyLookups.userAgent?.(ua);
      const { osName, osVersion, browserName, browserVersion } = read ?? {};
      const given = [osName, osVersion, browserName, browserVersion];
      return details.every((field, i) => (given[i] ?? null) === legacy[field]);
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(alike.length / rows.length).toBeGreaterThanOrEqual(0.99);
  });

  it('place every address alike', () => {
    const rows = readRows<{ readonly ip: string; readonly legacy: string | null }>('ip_country.jsonl');
    const unlike = rows.filter(({ ip, legacy }) => (legacyLookups.country?.(ip) ?? null) !== legacy);
    expect(rows.length).toBeGreaterThan(0);
    expect(unlike).toEqual([]);
  });
});

/** A condition that holds when a field is exactly as expected. */
function expecting(type: string, field: string, value: string | null): ConditionDescription {
  return value === null
    ? { type, field, operator: 'eq', targetValue: null }
    : { type, field, operator: 'any_case_sensitive', targetValue: [value] };
}

/** For each condition, whether it holds by the legacy SDK and by us. */
async function answers(
  user: UserDescription,
  conditions: readonly ConditionDescription[],
): Promise<unknown[]> {
  const gates = conditions.map((condition, i) => gateOf(`gate_${i}`, condition));
  const project = { gates, configs: [], layers: [], environmentTier: null, idLists: {} };
  const options = { now: 0, environmentTier: null, idLists: {} };
  const payload = JSON.stringify(renderV1(project));
  const official = await createLegacyNode(payload, options);
  const ours = await createOurs(payload, options);
  const found = gates.map(({ name }) =>
    [official, ours].map((engine) => engine.checkGate(user, name)?.value),
  );
  await official.stop();
  return found;
}

function gateOf(name: string, condition: ConditionDescription): SpecDescription {
  const rule = {
    id: 'only',
    idType: 'userID',
    passPercentage: 100,
    returnValue: true,
    conditions: [condition],
  };
  return {
    name,
    entity: 'feature_gate',
    salt: '',
    enabled: true,
    idType: 'userID',
    defaultValue: false,
    rules: [rule],
  };
}

function readRows<T>(file: string): readonly T[] {
  const lines = readFileSync(new URL(file, recorded), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
