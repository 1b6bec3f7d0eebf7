import { describe, expect, it } from 'vitest';
import { runInBareContext } from './bare-context.ts';
import { es2023Globals } from './es2023-globals.ts';

describe('a bare context', () => {
  it('hands the input over and the result back', () => {
    expect(runInBareContext('return [...text].reverse().join("")', 'abc')).toEqual({
      result: 'cba',
      foreign: [],
    });
  });

  it.each([...es2023Globals])('has %s', (name) => {
    const { result, foreign } = runInBareContext(`return '${name}' in globalThis && (${name}, true)`, '');

    expect({ result, foreign }).toEqual({ result: true, foreign: [] });
  });

  it.each`
    name                 | script
    ${'process'}         | ${'return typeof process'}
    ${'process'}         | ${'return typeof globalThis.process'}
    ${'process'}         | ${'return typeof ("process" in globalThis ? process : undefined)'}
    ${'console'}         | ${'return typeof console'}
    ${'fetch'}           | ${'return typeof fetch'}
    ${'setTimeout'}      | ${'return typeof setTimeout'}
    ${'TextEncoder'}     | ${'return typeof TextEncoder'}
    ${'crypto'}          | ${'return typeof globalThis.crypto?.subtle'}
    ${'Intl'}            | ${'return typeof Intl'}
    ${'WebAssembly'}     | ${'return typeof WebAssembly'}
    ${'structuredClone'} | ${'return typeof structuredClone'}
    ${'escape'}          | ${'return typeof escape'}
  `(
    'has no $name, and notes who looks for it: $script',
    ({ name, script }: { name: string; script: string }) => {
      expect(runInBareContext(script, '')).toEqual({ result: 'undefined', foreign: [name] });
    },
  );

  it.each(['eval("1")', 'new Function("return 1")()'])('makes no code from text: %s', (expression) => {
    expect(() => runInBareContext(`return ${expression}`, '')).toThrow(/code generation from strings/i);
  });
});
