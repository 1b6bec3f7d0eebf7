import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatable } from '../../oracle.test-support.ts';
import { readPart } from './part.ts';
import type { PayloadText } from './payload-text.ts';
import { cutAt } from './pieces.test-support.ts';
import { type SplitPayload, splitPayload, splitValue } from './split-payload.ts';

function split(text: PayloadText, earlier?: SplitPayload): SplitPayload {
  const splitting = splitPayload(text, earlier);
  let step = splitting.next();
  while (!step.done) step = splitting.next();
  return step.value;
}

/** What a split holds, as values. */
function read({ envelope, sections }: SplitPayload): unknown {
  const values = [...sections].map(([key, { byName }]) => [
    key,
    [...byName].map(([name, part]) => [name, readPart(part)]),
  ]);
  return { envelope, sections: Object.fromEntries(values) };
}

const name = fc.oneof(
  fc.constantFrom('a', 'b', '__proto__', 'constructor', 'quo"te', 'back\\slash', 'ünï', '🏳️‍🌈', ''),
  fc.string({ unit: 'binary' }),
);
const json = fc.jsonValue({ stringUnit: 'binary' });
const spec = fc.record({ salt: json, name: fc.oneof(name, json), rules: json });
const section = fc.oneof(fc.array(spec), fc.dictionary(name, spec), json);
const payload = fc.record({ time: fc.nat(), feature_gates: section, extra: json, condition_map: section });

/** Some parts of the one payload and some of the other, in each section. */
function mixed(a: object, b: object): object {
  const interleaved = (one: unknown, other: unknown): unknown =>
    Array.isArray(one) && Array.isArray(other)
      ? one.flatMap((each, i) => [each, ...other.slice(i, i + 1)])
      : other;
  const others = new Map(Object.entries(b));
  return Object.fromEntries(
    Object.entries(a).map(([key, value]) => [key, interleaved(value, others.get(key))]),
  );
}

const space = fc.constantFrom(undefined, 1, '\t', '\r\n ');
const places = fc.array(fc.nat(), { maxLength: 12 });

describe('splitPayload', () => {
  it('reads what JSON.parse reads, however the text is written and cut', () => {
    fc.assert(
      fc.property(payload, space, places, (value, indent, cuts) => {
        const text = JSON.stringify(value, null, indent);
        const expected = read(splitValue(JSON.parse(text) as Record<string, unknown>));

        expect(read(split(text))).toEqual(expected);
        expect(read(split(cutAt(Buffer.from(text), cuts)))).toEqual(expected);
      }),
      repeatable,
    );
  });

  it('reads the same whatever was read before', () => {
    fc.assert(
      fc.property(payload, payload, places, (before, after, cuts) => {
        const changed = JSON.stringify({ ...before, ...mixed(before, after) });
        const earlier = split(JSON.stringify(before));

        expect(read(split(cutAt(Buffer.from(changed), cuts), earlier))).toEqual(read(split(changed)));
      }),
      repeatable,
    );
  });

  it('is the earlier payload when nothing changed, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(payload, places, (value, cuts) => {
        const text = JSON.stringify(value);
        const earlier = split(text);

        expect(split(cutAt(Buffer.from(text), cuts), earlier)).toBe(earlier);
      }),
      repeatable,
    );
  });

  const list = (...names: readonly string[]): string =>
    JSON.stringify({ feature_gates: names.map((each) => ({ salt: `salt of ${each}`, name: each })) });

  it.each`
    change                 | after                            | fresh
    ${'nothing does'}      | ${list('a', 'b', 'c', 'd')}      | ${[]}
    ${'one changes'}       | ${list('a', 'B', 'c', 'd')}      | ${['B']}
    ${'one is added'}      | ${list('a', 'n', 'b', 'c', 'd')} | ${['n']}
    ${'one goes'}          | ${list('a', 'c', 'd')}           | ${[]}
    ${'two change places'} | ${list('b', 'a', 'c', 'd')}      | ${[]}
    ${'all turn round'}    | ${list('d', 'c', 'b', 'a')}      | ${[]}
    ${'one comes twice'}   | ${list('a', 'b', 'b', 'c', 'd')} | ${[]}
    ${'all go'}            | ${list()}                        | ${[]}
  `('uses every other part again when $change', ({ after, fresh }: { after: string; fresh: unknown }) => {
    const earlier = split(list('a', 'b', 'c', 'd'));
    const before = new Set(earlier.sections.get('feature_gates')?.parts);
    const parts = split(after, earlier).sections.get('feature_gates')?.parts;

    expect(parts?.filter((part) => !before.has(part)).map((part) => part.name)).toEqual(fresh);
  });

  it('uses parts again that are larger than what is compared ahead', () => {
    const long = 'x'.repeat(70_000);
    const of = (end: string): Buffer =>
      Buffer.from(
        JSON.stringify({ feature_gates: ['a', 'b', 'c'].map((each) => ({ name: each, long, end })) }),
      );
    const earlier = split(of('1'));

    expect(split(of('1'), earlier)).toBe(earlier);
    expect(split(cutAt(of('1'), [90_000, 150_000]), earlier)).toBe(earlier);
    expect(read(split(of('2'), earlier))).toEqual(read(split(of('2'))));
  });

  it('does not take a number for one that begins with the same digits', () => {
    const of = (value: number): string => `{"param_stores":{"a":${value},"b":{}}}`;

    expect(read(split(of(123), split(of(12))))).toEqual(read(split(of(123))));
  });

  it('keeps nothing of an update but what changed', () => {
    const earlier = split(list('a', 'b'));
    const later = split(Buffer.from(list('a', 'B')), earlier).sections.get('feature_gates');
    const [kept, changed] = later?.parts ?? [];

    expect(kept).toBe(earlier.sections.get('feature_gates')?.parts[0]);
    expect(changed).toMatchObject({ start: 0, bytes: Buffer.from('{"salt":"salt of B","name":"B"}') });
  });

  it.each`
    text                                | message                                 | because
    ${''}                               | ${'unexpected end at position 0'}       | ${'it is empty'}
    ${'<html>'}                         | ${'unexpected "<" at position 0'}       | ${'it is a page'}
    ${'[]'}                             | ${'unexpected "[" at position 0'}       | ${'it is a list'}
    ${'{"a":1'}                         | ${'unexpected end at position 6'}       | ${'it is cut off'}
    ${'{"a":"x'}                        | ${'unexpected end at position 7'}       | ${'it is cut off in a text'}
    ${'{"feature_gates":[{"name":"a"}'} | ${'unexpected end at position 30'}      | ${'it is cut off in a list'}
    ${'{"feature_gates":[{"name":"a",'} | ${'unexpected end at position 30'}      | ${'it is cut off in a spec'}
    ${'{"a" 1}'}                        | ${'unexpected "1" at position 5'}       | ${'a colon is missing'}
    ${'{"a":1 "b":2}'}                  | ${'unexpected "\\"" at position 7'}     | ${'a comma is missing'}
    ${'{"a":1}}'}                       | ${'unexpected text behind the payload'} | ${'it goes on'}
    ${'{"feature_gates":[1,]}'}         | ${'unexpected "]" at position 20'}      | ${'an element is missing'}
  `('refuses $text, since $because', ({ text, message }: { text: string; message: string }) => {
    expect(() => split(text)).toThrow(message);
  });

  it('walks through brackets nested a hundred thousand deep', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);

    expect(
      split(`{"feature_gates":[{"name":"a","x":${deep}}]}`).sections.get('feature_gates')?.parts.length,
    ).toBe(1);
  });
});
