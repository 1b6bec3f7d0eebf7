import { describe, expect, it } from 'vitest';
import { hasParameter, type ParameterValues, readParameter } from './parameters.ts';

const values: ParameterValues = {
  text: 'a',
  empty: '',
  number: 3,
  zero: 0,
  yes: true,
  no: false,
  nothing: null,
  absent: undefined,
  list: [1],
  object: { a: 1 },
  toString: 'own',
};

describe('readParameter', () => {
  it.each`
    parameter     | fallback     | read                | because
    ${'text'}     | ${'b'}       | ${'a'}              | ${'it has the type of the fallback'}
    ${'number'}   | ${4}         | ${3}                | ${'it has the type of the fallback'}
    ${'yes'}      | ${false}     | ${true}             | ${'it has the type of the fallback'}
    ${'list'}     | ${[]}        | ${values['list']}   | ${'it has the type of the fallback'}
    ${'object'}   | ${{}}        | ${values['object']} | ${'it has the type of the fallback'}
    ${'empty'}    | ${'b'}       | ${''}               | ${'an empty text is a value'}
    ${'zero'}     | ${4}         | ${0}                | ${'zero is a value'}
    ${'no'}       | ${true}      | ${false}            | ${'false is a value'}
    ${'text'}     | ${null}      | ${'a'}              | ${'null takes any type'}
    ${'list'}     | ${null}      | ${values['list']}   | ${'null takes any type'}
    ${'number'}   | ${undefined} | ${3}                | ${'undefined takes any type'}
    ${'toString'} | ${'b'}       | ${'own'}            | ${'it is there'}
  `('reads $parameter with the fallback $fallback: $because', ({ parameter, fallback, read }: Row) => {
    expect(readParameter(values, parameter, fallback)).toBe(read);
    expect(hasParameter(values, parameter, fallback)).toBe(true);
  });

  it.each`
    parameter        | fallback     | because
    ${'unknown'}     | ${'b'}       | ${'it is not there'}
    ${'unknown'}     | ${null}      | ${'it is not there'}
    ${'unknown'}     | ${undefined} | ${'it is not there'}
    ${'nothing'}     | ${'b'}       | ${'null is no value'}
    ${'nothing'}     | ${null}      | ${'null is no value'}
    ${'absent'}      | ${'b'}       | ${'undefined is no value'}
    ${'text'}        | ${4}         | ${'it is of another type'}
    ${'number'}      | ${'4'}       | ${'it is of another type'}
    ${'yes'}         | ${'true'}    | ${'it is of another type'}
    ${'zero'}        | ${false}     | ${'it is of another type'}
    ${'list'}        | ${{}}        | ${'an array is no object here'}
    ${'object'}      | ${[]}        | ${'an object is no array'}
    ${'text'}        | ${{}}        | ${'it is of another type'}
    ${'Text'}        | ${'b'}       | ${'case counts'}
    ${'constructor'} | ${null}      | ${'what every object has is no parameter'}
    ${'__proto__'}   | ${null}      | ${'what every object has is no parameter'}
    ${'__proto__'}   | ${{}}        | ${'what every object has is no parameter'}
  `('falls back to $fallback for $parameter: $because', ({ parameter, fallback }: Row) => {
    expect(readParameter(values, parameter, fallback)).toBe(fallback);
    expect(hasParameter(values, parameter, fallback)).toBe(false);
  });

  it('falls back for a name without a text, which a caller without types may ask for', () => {
    const parameter: string = Object.create(null);
    expect(readParameter(values, parameter, 'b')).toBe('b');
    expect(hasParameter(values, parameter, 'b')).toBe(false);
  });
});

interface Row {
  readonly parameter: string;
  readonly fallback: unknown;
  readonly read: unknown;
}
