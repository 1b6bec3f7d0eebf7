import { describe, expect, it } from 'vitest';
import { checkADRs } from './adrs.ts';
import { checkForbiddenTexts } from './forbidden-texts.ts';
import { checkLengths } from './lengths.ts';
import { checkLinks } from './links.ts';
import { problemText } from './problem.ts';
import { createRepository, type Repository } from './repository.ts';

const repositoryOf = (texts: Readonly<Record<string, string>>): Repository =>
  createRepository(new Map(Object.entries(texts)));

const lines = (count: number): string => 'line\n'.repeat(count);

describe('checkLinks', () => {
  const others = {
    'docs/guide.md': '# Guide\n\n## Two `words`, and more\n\n## Same\n\n## Same\n',
    'packages/core/src/index.ts': '',
  };
  it.each([
    ['a file', '[it](docs/guide.md)'],
    ['a folder', '[it](packages/core/)'],
    ['a folder without a slash', '[it](packages/core/src)'],
    ['an anchor of another document', '[it](docs/guide.md#guide)'],
    ['an anchor with code and punctuation', '[it](docs/guide.md#two-words-and-more)'],
    ['the second of two headings alike', '[it](docs/guide.md#same-1)'],
    ['an anchor of its own', '# Top\n\n[it](#top)'],
    ['a file, with a title', '[it](docs/guide.md "The guide")'],
    ['a line of code', '[it](packages/core/src/index.ts#L3)'],
    ['another site', '[it](https://example.com/none.md#none)'],
    ['an address', '[it](mailto:nobody@example.com)'],
    ['nothing, because it stands in code', '`[it](none.md)`'],
    ['nothing, because it stands in a code block', '```md\n[it](none.md)\n```'],
  ])('accepts a link to %s', (_what, text) => {
    expect(checkLinks(repositoryOf({ ...others, 'README.md': text }))).toEqual([]);
  });

  it.each([
    [
      'no file',
      '\n\n[it](docs/none.md)',
      'README.md:3 The link docs/none.md leads to docs/none.md, which does not exist.',
    ],
    [
      'no heading',
      '[it](docs/guide.md#none)',
      'README.md:1 The link docs/guide.md#none leads to #none, which no heading of docs/guide.md has.',
    ],
    [
      'no heading of its own',
      '[it](#none)',
      'README.md:1 The link #none leads to #none, which no heading of README.md has.',
    ],
    [
      'outside',
      '[it](../none.md)',
      'README.md:1 The link ../none.md leads to ../none.md, which does not exist.',
    ],
    [
      'an absolute path',
      '[it](/docs/guide.md)',
      'README.md:1 The link /docs/guide.md is absolute: write it relative to this file.',
    ],
    [
      'no file, by a definition',
      '[it]: none.md',
      'README.md:1 The link none.md leads to none.md, which does not exist.',
    ],
    [
      'no file, behind a code block',
      '```\n```\n[it](none.md)',
      'README.md:3 The link none.md leads to none.md, which does not exist.',
    ],
  ])('refuses a link to %s', (_what, text, problem) => {
    expect(checkLinks(repositoryOf({ ...others, 'README.md': text })).map(problemText)).toEqual([problem]);
  });
});

describe('checkForbiddenTexts', () => {
  it.each([
    ['a folder of one machine', ['', 'work', 'main'].join('/')],
    ['a folder for temporary files', ['', 'tmp', 'specs.json'].join('/')],
    ['a registry', `https://${['registry', 'npmjs', 'org'].join('.')}`],
  ])('refuses %s', (_what, text) => {
    const problems = checkForbiddenTexts(repositoryOf({ 'a.ts': `const a = 1;\nopen('${text}');\n` }));
    expect(problems).toEqual([{ file: 'a.ts', line: 2, message: expect.stringContaining('must not') }]);
  });

  it('accepts paths of the repository and of the web', () => {
    const text = 'packages/core/src network/ https://example.com/homework/';
    expect(checkForbiddenTexts(repositoryOf({ 'a.md': text }))).toEqual([]);
  });
});

describe('checkLengths', () => {
  const whole = { 'README.md': lines(150), 'packages/core/package.json': '{}' };

  it('accepts documents of the longest length', () => {
    expect(checkLengths(repositoryOf({ ...whole, 'packages/core/README.md': lines(120) }))).toEqual([]);
  });

  it.each([
    ['a package without a README', {}, 'packages/core/README.md is missing.'],
    [
      'a long README',
      { 'packages/core/README.md': lines(121) },
      'packages/core/README.md has 121 lines; at most 120 are allowed.',
    ],
  ])('refuses %s', (_what, texts, problem) => {
    expect(checkLengths(repositoryOf({ ...whole, ...texts })).map(problemText)).toEqual([problem]);
  });
});

describe('checkADRs', () => {
  const text = '# Time is injected\n\n## Context\n\n## Decision\n\n## Consequences\n\n## Evidence\n';

  it('accepts numbered decisions with their four sections', () => {
    const texts = { 'docs/adr/0001-time-is-injected.md': text, 'docs/adr/0002-files-are-small.md': text };
    expect(checkADRs(repositoryOf(texts))).toEqual([]);
  });

  it.each([
    ['a gap in the numbers', { 'docs/adr/0002-a.md': text }, 'should be named 0001-'],
    ['another name', { 'docs/adr/0001_a.md': text }, 'should be named 0001-'],
    ['no title', { 'docs/adr/0001-a.md': text.replace('# Time is injected', '') }, 'has 0 titles'],
    [
      'a missing section',
      { 'docs/adr/0001-a.md': text.replace('## Evidence', '') },
      'needs Context, Decision',
    ],
    ['another order', { 'docs/adr/0001-a.md': `${text}\n## Context\n` }, 'needs Context, Decision'],
  ])('refuses %s', (_what, texts, message) => {
    expect(checkADRs(repositoryOf(texts)).map(problemText)).toEqual([expect.stringContaining(message)]);
  });
});
