import { describe, expect, it } from 'vitest';
import { specsPayload } from '../specs.test-support.ts';
import { startBench } from '../statsig.test-support.ts';
import type { SpecSource } from './spec-source.ts';

const value = specsPayload({ gates: { 'zoë 🏳️‍🌈': true } });
const text = JSON.stringify(value);
const bytes = Buffer.from(text);
const sourceOf = (payload: unknown): SpecSource => ({
  name: 'Own',
  pull: async () => ({ source: 'Own', payload }),
});

describe('SpecSource', () => {
  it.each<[form: string, payload: unknown]>([
    ['a value', value],
    ['a text', text],
    ['a text that is longer than a piece of bytes', `${' '.repeat(65_530)}${text}`],
    ['a Buffer', bytes],
    ['bytes inside others', Buffer.from(`{${text}}`).subarray(1, -1)],
    ['bytes in pieces', [bytes.subarray(0, 7), new Uint8Array(), bytes.subarray(7)]],
    ['one piece for each byte', Array.from(bytes, (byte) => Uint8Array.of(byte))],
  ])('may give %s', async (_form, payload) => {
    await using bench = await startBench({ specs: { source: sourceOf(payload) } });
    const { success, source } = await bench.statsig.initialize();
    expect({ success, source }).toEqual({ success: true, source: 'Own' });
    expect(bench.statsig.checkGate({ userID: 'user-1' }, 'zoë 🏳️‍🌈')).toBe(true);
  });

  it.each<[form: string, payload: unknown]>([
    ['a text', '<html>Sign in'],
    ['bytes', Buffer.from('<html>Sign in')],
    ['bytes in pieces', [Buffer.from('<html>'), Buffer.from('Sign in')]],
  ])('is told how %s that cannot be read begins', async (_form, payload) => {
    await using bench = await startBench({ specs: { source: sourceOf(payload) } });
    const { error } = await bench.statsig.initialize();
    expect(error?.message).toContain('begin with "<html>Sign in" and are 13 bytes long');
  });

  it.each<[form: string, payload: unknown]>([
    ['a text', '{"has_updates":false}'],
    ['bytes', Buffer.from('{"has_updates":false}')],
    ['bytes in pieces', [Buffer.from('{"has_upd'), Buffer.from('ates":false}')]],
  ])('may say by %s that nothing is new', async (_form, payload) => {
    await using bench = await startBench({ specs: { source: sourceOf(payload) } });
    const { error } = await bench.statsig.initialize();
    expect(error?.message).toContain('says that nothing is new');
  });
});
