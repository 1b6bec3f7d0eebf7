import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatable } from '../../oracle.test-support.ts';
import { gate, payload } from './fixtures.test-support.ts';
import { hasUpdates, parseSpecs } from './parse.ts';
import { readPart } from './part.ts';
import type { PayloadText } from './payload-text.ts';
import { cutAt } from './pieces.test-support.ts';
import { readUpdate } from './update.ts';

/** What comes of a payload: the value of each gate, or its error, or the error of all. */
function outcome(text: PayloadText, budgetMs = Number.POSITIVE_INFINITY): unknown {
  const update = readUpdate(text);
  let clock = 0;
  let result = update.continue(budgetMs, () => clock++);
  while (result === undefined) result = update.continue(budgetMs, () => clock++);
  if (!result.ok) return result.error.code;
  const { gate: gates, lcut } = result.value.wires;
  return { lcut, gates: [...gates].map(([name, part]) => [name, attempt(() => readPart(part))]) };
}

function attempt(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch {
    return 'no JSON';
  }
}

const names = ['plain', 'zoë', '🏳️‍🌈', 'tab\t', '\ud800', 'nul\0', 'plain'];
const text = JSON.stringify(
  payload({ time: 7, feature_gates: names.map((name) => gate(name, { salt: name })) }),
);
const valid = Buffer.from(text);
const byteOrderMark = [0xef, 0xbb, 0xbf];

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const wrapped = (...inside: readonly (string | readonly number[])[]): Buffer =>
  bytes('{"dynamic_configs":[],"layer_configs":[],"feature_gates":[{"name":"', ...inside, '"}]}');

describe('the bytes of a payload', () => {
  it('are read alike, wherever they are cut and however little time there is', () => {
    const expected = outcome(text);
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 30 }), fc.nat({ max: 20 }), (places, budgetMs) => {
        expect(outcome(cutAt(valid, places), budgetMs)).toEqual(expected);
      }),
      repeatable,
    );
    expect(outcome(Array.from(valid, (byte) => Uint8Array.of(byte)))).toEqual(expected);
    expect(outcome(valid)).toEqual(expected);
    expect(parseSpecs(valid)).toMatchObject({ ok: true, value: { lcut: 7 } });
  });

  it('say what their text says, even where they are damaged', () => {
    const damage = fc.record({
      at: fc.nat({ max: valid.length }),
      removed: fc.nat({ max: 3 }),
      added: fc.oneof(
        fc.uint8Array({ maxLength: 3 }),
        fc.constantFrom(...['"', '\\', '{', ']', ','].map((each) => Buffer.from(each))),
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), fc.array(fc.nat()), (damages, places) => {
        const damaged = damages.reduce<Buffer>(
          (whole, { at, removed, added }) =>
            Buffer.concat([whole.subarray(0, at), added, whole.subarray(at + removed)]),
          valid,
        );

        expect(outcome(cutAt(damaged, places))).toEqual(outcome(new TextDecoder().decode(damaged)));
      }),
      { ...repeatable, numRuns: 1_000 },
    );
  });

  it.each`
    what                               | input                                                               | name
    ${'invalid bytes'}                 | ${wrapped([0xff, 0xc0, 0xaf])}                                      | ${'\ufffd\ufffd\ufffd'}
    ${'a character that is cut off'}   | ${wrapped('a', [0xe2, 0x82])}                                       | ${'a\ufffd'}
    ${'a surrogate in UTF-8'}          | ${wrapped([0xed, 0xa0, 0x80])}                                      | ${'\ufffd\ufffd\ufffd'}
    ${'an escape of half a character'} | ${wrapped('\\ud800')}                                               | ${'\ud800'}
    ${'an escape of NUL'}              | ${wrapped('\\u0000')}                                               | ${'\0'}
    ${'a byte order mark'}             | ${bytes(byteOrderMark, wrapped('a').toString())}                    | ${'a'}
    ${'an escaped key'}                | ${bytes(wrapped('a').toString().replace('"name"', '"n\\u0061me"'))} | ${'a'}
  `('may hold $what', ({ input, name }: { input: Buffer; name: string }) => {
    const result = parseSpecs([...input].map((byte) => Uint8Array.of(byte)));

    expect(result.ok && [...result.value.gate.keys()]).toEqual([name]);
  });

  it.each`
    what                               | input
    ${'nothing'}                       | ${[]}
    ${'empty pieces'}                  | ${[Buffer.of(), Buffer.of()]}
    ${'half a byte order mark'}        | ${bytes([0xef, 0xbb], text)}
    ${'two byte order marks'}          | ${bytes(byteOrderMark, byteOrderMark, text)}
    ${'a control character in a name'} | ${wrapped('a\0')}
    ${'another encoding'}              | ${Buffer.from(text, 'utf16le')}
    ${'a payload and more'}            | ${[valid, valid]}
  `('are no specs when they hold $what', ({ input }: { input: PayloadText }) => {
    expect(parseSpecs(input)).toMatchObject({ ok: false, error: { code: 'INVALID_SPECS' } });
  });

  it('keep pairs of surrogates together, however long a text is', () => {
    for (const start of ['', 'x']) {
      const name = start + '🏳'.repeat(40_000);
      const result = parseSpecs(JSON.stringify(payload({ feature_gates: [gate(name)] })));

      expect(result.ok && result.value.gate.has(name)).toBe(true);
    }
  });

  it.each`
    input                                                      | expected
    ${Buffer.from('{"has_updates":false}')}                    | ${false}
    ${[Buffer.from('{"has_upd'), Buffer.from('ates":false}')]} | ${false}
    ${bytes(byteOrderMark, '{"has_updates":false}')}           | ${false}
    ${Buffer.from('{"has_updates":true}')}                     | ${true}
    ${valid}                                                   | ${true}
    ${[]}                                                      | ${true}
  `('bring updates: $expected', ({ input, expected }: { input: unknown; expected: boolean }) => {
    expect(hasUpdates(input)).toBe(expected);
  });
});
