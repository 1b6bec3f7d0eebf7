import type { WireEvent } from './watched-server.test-support.ts';

/** Where events of both SDKs differ without saying anything else: each row is applied to every member, at any depth. */
const rules: readonly { readonly why: string; readonly drops: (name: string, value: unknown) => boolean }[] =
  [
    { why: 'null and absent are the same', drops: (_, value) => value === null || value === undefined },
    {
      why: 'no secondary exposures, and no statsigMetadata, are the same as none',
      drops: (_, value) => isEmpty(value),
    },
    { why: 'the time is that of the machine', drops: (name) => name === 'time' || name === 'serverTime' },
    {
      why: 'the message of a mismatch is ours',
      drops: (_, value) => /^Parameter \w+ is a value/.test(String(value)),
    },
  ];

/** What counts in the events of a run: all but the SDK's own diagnostics. */
export function comparable(events: readonly WireEvent[]): readonly unknown[] {
  return events
    .filter(({ eventName }) => eventName !== 'statsig::diagnostics')
    .map((event) => stripped(event));
}

function stripped(value: unknown, name = ''): unknown {
  // IDs are compared as text by both, and ours leave as text.
  if (name === 'userID') return String(value);
  if (Array.isArray(value)) return value.map((member) => stripped(member));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, stripped(member, name)] as const);
  return Object.fromEntries(
    members.filter(([name, member]) => !rules.some(({ drops }) => drops(name, member))),
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
