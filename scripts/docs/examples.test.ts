import { describe, expect, it } from 'vitest';
import { createRepository } from '../repository/repository.ts';
import { examplesOf } from './examples.ts';

const examplesIn = (...lines: readonly string[]) =>
  examplesOf(createRepository(new Map([['README.md', lines.join('\n')]])));

describe('examplesOf', () => {
  it('finds code and the line where it begins', () => {
    expect(examplesIn('# Use', '', '```ts', 'const a = 1;', '', 'a;', '```', 'Text.')).toEqual([
      { file: 'README.md', line: 4, code: 'const a = 1;\n\na;', isChecked: true },
    ]);
  });

  it.each([
    ['ts', [true]],
    ['typescript', [true]],
    ['ts no-check', [false]],
    ['ts title="app.ts"', [true]],
    ['js', []],
    ['tsx', []],
    ['', []],
  ])('of a block marked "%s" finds %j', (info, checked) => {
    const examples = examplesIn(`\`\`\`${info}`, 'f();', '```');
    expect(examples.map(({ isChecked }) => isChecked)).toEqual(checked);
  });

  it('does not take a fence inside a longer fence for one', () => {
    expect(examplesIn('````md', '```ts', 'f();', '```', '````')).toEqual([]);
  });
});
