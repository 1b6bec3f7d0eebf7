import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSession, sdkVersion } from './sdk.ts';

describe('sdkVersion', () => {
  it('is the version of the package', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ version: sdkVersion });
  });
});

describe('a session', () => {
  it('has one ID, of its own', () => {
    const session = createSession();
    expect(session.id).toBe(session.id);
    expect(session.id).not.toBe(createSession().id);
  });
});
