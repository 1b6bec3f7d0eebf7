import { describe, expect, it } from 'vitest';
import { EventUser } from './event-user.ts';
import { maxJSONLength, snapshotOf } from './snapshot.ts';

const x = (length: number): string => 'x'.repeat(length);
const lengthOf = (value: unknown): number => JSON.stringify(value).length;

/** Sizes are estimates; no more than that goes wrong with ordinary values. */
function expectAbout(bytes: number, value: object): void {
  expect(Math.abs(bytes - lengthOf(value))).toBeLessThanOrEqual(10 + lengthOf(value) / 5);
}

describe('snapshotOf', () => {
  it.each<[name: string, record: object]>([
    ['nothing', {}],
    ['single values', { a: 1, b: 'x', c: true, d: null, e: -12.25 }],
    ['nested ones', { a: { b: { c: [1, 2, x(30)] } } }],
    ['a long text', { a: x(3_000) }],
    ['an object without prototype', Object.assign(Object.create(null), { a: 1 })],
    ['an instance', Object.assign(new (class Purchase {})(), { a: 1 })],
  ])('keeps %s, and knows about how large that is', (_name, record) => {
    const { value, bytes } = snapshotOf(record);
    expect(value).toEqual({ ...record });
    expectAbout(bytes, value);
  });

  it('does not change with what it was taken of', () => {
    const flat = { a: 1 };
    const nested = { list: [1], inner: { b: 2 } };
    const [first, second] = [snapshotOf(flat), snapshotOf(nested)];
    flat.a = 9;
    nested.list.push(2);
    nested.inner.b = 9;
    expect([first.value, second.value]).toEqual([{ a: 1 }, { list: [1], inner: { b: 2 } }]);
  });

  it.each<[name: string, record: object, value: object]>([
    ['numbers that are not finite', { a: Number.NaN, b: 1 }, { b: 1 }],
    ['big integers', { a: 1n }, { a: '1' }],
    ['functions', { a: () => 1, b: 1 }, { b: 1 }],
    ['a toJSON of its own', { toJSON: () => ({ a: 1 }) }, { a: 1 }],
    [
      'a toJSON of its class',
      new (class {
        toJSON = () => ({ a: 1 });
      })(),
      { a: 1 },
    ],
  ])('sanitises %s', (_name, record, value) => {
    expect(snapshotOf(record).value).toEqual(value);
  });

  it.each([4_095, 4_096, 4_097, 100_000])('keeps 4,096 characters of %d', (length) => {
    const { value, bytes } = snapshotOf({ a: 'short', b: x(length - lengthOf({ a: 'short', b: '' })) });
    expect(lengthOf(value)).toBe(Math.min(length, maxJSONLength));
    expect(value).toMatchObject({ a: 'short' });
    expect('statsig_truncated' in value).toBe(length > maxJSONLength);
    expectAbout(bytes, value);
  });

  it('counts characters as JSON writes them', () => {
    expect(lengthOf(snapshotOf({ a: '\0'.repeat(700) }).value)).toBeLessThanOrEqual(maxJSONLength);
  });
});

describe('the snapshot of a user', () => {
  const snapshotOfUser = (user: object) => new EventUser(user, { tier: 'staging' }).snapshot;

  it('knows about how large it is', () => {
    const user = {
      userID: 'user-1',
      customIDs: { companyID: 'acme' },
      email: 'ada@example.com',
      custom: { plan: 'pro', level: 7 },
    };
    const { value, bytes } = snapshotOfUser(user);
    expect(JSON.parse(JSON.stringify(value))).toEqual({ ...user, statsigEnvironment: { tier: 'staging' } });
    expect(Math.abs(bytes - lengthOf(value))).toBeLessThan(90);
  });

  it('does not change with the user', () => {
    const user = { userID: 'a', customIDs: { b: 'b' }, custom: { c: 'c', list: [1] } };
    const { value } = snapshotOfUser(user);
    user.userID = 'x';
    user.customIDs.b = 'x';
    user.custom.c = 'x';
    user.custom.list.push(2);
    expect(value).toMatchObject({ userID: 'a', customIDs: { b: 'b' }, custom: { c: 'c', list: [1] } });
  });

  it.each([
    ['custom fields', { userID: 'a', email: 'e', custom: { plan: 'pro', bio: x(9_000) } }],
    ['other fields', { userID: 'a', email: 'e', userAgent: x(9_000), custom: { plan: 'pro' } }],
    ['many of them', { userID: 'a', email: 'e', custom: { plan: 'pro', list: [x(5_000), x(5_000)] } }],
  ])('is cut to 4,096 characters in %s, and says so', (_name, user) => {
    const { value } = snapshotOfUser(user);
    expect(lengthOf(value)).toBeLessThanOrEqual(maxJSONLength);
    expect(value).toMatchObject({
      userID: 'a',
      email: 'e',
      custom: { plan: 'pro', statsig_truncated: 'true' },
      statsigEnvironment: { tier: 'staging' },
    });
  });
});
