import type { Fields, Json } from './project.ts';
import type { Random } from './random.ts';

/** Most IDs are plain; these show how texts are hashed and written. */
const unusualIDs: readonly Json[] = [
  ...['', 'ünï-😀', 'İstanbul', '\ud83d', 'e\u0301', ' user-1 ', '__proto__'],
  ...['x'.repeat(55), 'ñ'.repeat(200), 5, 1e21, 0.1],
];

const values = {
  level: [0, 9, 10, 12, 10.5, -1, 1e21, '12', '1e3', ' 10 ', 'ten', true, null],
  build: ['2.4.0', '2.4', '2.10.1', '2.3.9', '1.0.0-rc.1', '10', '', 'v3', 2.4, null],
  plan: ['pro', 'Pro', 'premium', 'École', 'e\u0301cole', 'ŁÓDŹ', 'łódź', 12, true, null],
  city: [
    ...['İstanbul', 'istanbul', 'STRASSE', 'Straße', 'όδος', 'ΌΔΟΣ', 'ǆungla', 'e\u0301cole'],
    ...['ＴＯＫＹＯ', '東京', 'Tokyo 😀', 'zone 51', '٣٤'],
  ],
  joined: [
    ...[1_774_742_400_000, 1_774_742_399, 1_790_467_200_000, 0, -1],
    ...['2026-03-28', '2026-03-29', '2026-03-28T23:59:59.999Z', '2026-03-29T12:44:59+12:45', '1774742400'],
    ...['2026-09-27T00:00:00-03:30', '2026-03-29T01:30:00Z', 'no date', '', null],
  ],
  tags: [[], ['größe', 'x'], ['GRÖSSE'], [1, 2], ['1', '2'], [1, '2', true, 'ADMIN'], [7], 'größe', null],
  orders: [0, 9, 10, 11],
  signed_up_at: [1_704_067_199_000, 1_704_067_200_000, 1_760_000_000_000],
} as const satisfies Readonly<Record<string, readonly Json[]>>;

const emails = ['ada@shop.example', 'bob@mail.example', 'ÅSA@mail.example', 'straße@x.example', ''] as const;
const countries = ['NZ', 'AU', 'DE', 'us', ''] as const;
const ips = ['1.2.3.4', '64.0.0.1', '203.0.113.9', '::1'] as const;
const userAgents = ['Demo/121.0 (Android 15)', 'Demo/99.5 (iOS 18.1)', 'curl', ''] as const;
const tiers = ['production', 'development'] as const;

/** Makes up users who have most attributes most of the time; the first are those with unusual IDs. */
export function createUsers(count: number, random: Random): readonly Fields[] {
  return Array.from({ length: count }, (_, index) =>
    createUser(unusualIDs[index] ?? `user-${index}`, random),
  );
}

function createUser(userID: Json, random: Random): Fields {
  const { pick } = random;
  const some = (share: number, fields: Fields): Fields => (random.next() < share ? fields : {});
  const stableID = `device-${Math.floor(random.next() * 1e6)}`;
  return {
    userID,
    ...some(0.8, { customIDs: { stableID, companyID: pick(['acme-1', 'acme-2', 'ünï-😀', 7]) } }),
    ...some(0.8, { email: pick(emails) }),
    ...some(0.7, { country: pick(countries) }),
    ...some(0.7, { ip: pick(ips) }),
    ...some(0.8, { userAgent: pick(userAgents) }),
    ...some(0.5, { appVersion: pick(['1.9.3', '2.4.0', '3']) }),
    ...some(0.2, { statsigEnvironment: { tier: pick(tiers) } }),
    custom: attributes(random, 0.8),
    privateAttributes: attributes(random, 0.4),
  };
}

function attributes({ next, pick }: Random, share: number): Fields {
  const chosen = Object.entries(values).filter(() => next() < share);
  return Object.fromEntries(chosen.map(([field, choices]) => [field, pick<Json>(choices)]));
}
