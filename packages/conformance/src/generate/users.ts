import fc from 'fast-check';
import { attributes, customIDTypes, environmentTiers, unitIDs } from './names.ts';
import type { Json, UserDescription } from './project.ts';
import { disputedUserAgents, plainUserAgents, unknownUserAgents } from './user-agents.ts';
import { type Theme, valueFor } from './values.ts';

/** No octet above 255: Server Core would end the process. */
const addresses = [
  ...['8.8.8.8', '1.1.1.1', '203.97.0.1', '127.0.0.1', '10.0.0.1', '0.0.0.0', '255.255.255.255', '08.8.8.8'],
  ...[
    ' 8.8.8.8',
    '8.8.8.8 ',
    '8.8.8.8:80',
    '1.2.3',
    '1.2.3.4.5',
    '8.8.8.-1',
    '::1',
    '::ffff:8.8.8.8',
    '',
    'a.b.c.d',
  ],
];

const text = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);
const unitID = fc.oneof(
  { weight: 4, arbitrary: text(...unitIDs) },
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

const themedFields = Object.fromEntries(
  Object.entries(attributes).flatMap(([theme, fields]) =>
    fields.map((field) => [field, valueFor(theme as Theme)] as const),
  ),
);

/** Values for about half of the attributes that conditions ask for. */
const someAttributes: fc.Arbitrary<{ readonly [field: string]: Json | undefined }> = fc.record(themedFields, {
  requiredKeys: [],
});

const environment = fc.dictionary(text('tier', 'Tier', 'region'), text(...environmentTiers, 'eu'), {
  maxKeys: 2,
});

const identity = fc.oneof(
  { weight: 8, arbitrary: unitID.map((userID) => ({ userID })) },
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constantFrom({ userID: 5 }, { userID: 1e21 }, { userID: null }) },
);

const details: fc.Arbitrary<UserDescription> = fc.record(
  {
    customIDs: fc.dictionary(
      text(...customIDTypes, 'userID', 'toString'),
      fc.oneof({ weight: 9, arbitrary: unitID }, fc.constantFrom<Json[]>(5, 1.5, 1e21)),
    ),
    email: text('user@example.com', 'USER@EXAMPLE.COM', 'a', ''),
    country: text('NZ', 'US', 'us', ''),
    locale: text('en_NZ', 'de', ''),
    appVersion: text('1.2.3', '1.10', '2.x', ''),
    ip: text(...addresses),
    userAgent: text(...plainUserAgents, ...disputedUserAgents, ...unknownUserAgents, ''),
    custom: someAttributes,
    privateAttributes: someAttributes,
    statsigEnvironment: environment,
    plan: text('a', 'abc'),
  },
  { requiredKeys: [] },
);

/** Users with and without IDs, with attributes of every type under the names that conditions ask for. */
export const anyUser: fc.Arbitrary<UserDescription> = fc
  .tuple(identity, details)
  .map(([ids, rest]) => ({ ...rest, ...ids }));
