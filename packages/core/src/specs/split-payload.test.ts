import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repeatable } from '../../oracle.test-support.ts';
import { type SplitPayload, splitPayload, splitValue } from './split-payload.ts';
import { readWire } from './wire.ts';

function split(text: string): SplitPayload {
  const splitting = splitPayload(text);
  let step = splitting.next();
  while (!step.done) step = splitting.next();
  return step.value;
}

/** What a split holds, as values. */
function read({ envelope, lists, maps }: SplitPayload): unknown {
  const values = (parts: SplitPayload['maps']) =>
    [...parts].map(([key, wires]) => [key, [...wires].map(([name, wire]) => [name, readWire(wire)])]);
  return { envelope, lists: values(lists), maps: values(maps) };
}

describe('splitPayload', () => {
  it('reads what JSON.parse reads, however the text is written', () => {
    const name = fc.oneof(
      fc.constantFrom('a', '__proto__', 'constructor', 'quo"te', 'back\\slash', 'ünï', ''),
      fc.string(),
    );
    const spec = fc.record({
      salt: fc.jsonValue(),
      name: fc.oneof(name, fc.jsonValue()),
      rules: fc.jsonValue(),
    });
    const section = fc.oneof(fc.array(spec), fc.dictionary(name, spec), fc.jsonValue());
    const payload = fc.record({
      time: fc.nat(),
      feature_gates: section,
      extra: fc.jsonValue(),
      condition_map: section,
    });
    fc.assert(
      fc.property(payload, fc.constantFrom(undefined, 1, '\t', '\r\n '), (value, space) => {
        const text = JSON.stringify(value, null, space);

        expect(read(split(text))).toEqual(read(splitValue(JSON.parse(text) as Record<string, unknown>)));
      }),
      repeatable,
    );
  });

  it('leaves specs as they stand in the text', () => {
    const text = '{ "feature_gates": [ {"name":"a",  "salt" : "}]\\"" } ], "time": 1 }';

    expect(split(text).lists.get('feature_gates')?.get('a')).toBe('{"name":"a",  "salt" : "}]\\"" }');
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

    expect(split(`{"feature_gates":[{"name":"a","x":${deep}}]}`).lists.get('feature_gates')?.size).toBe(1);
  });
});
