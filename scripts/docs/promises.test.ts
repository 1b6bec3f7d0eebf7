import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../repository/markdown.ts';

const docs = new URL('../../docs/', import.meta.url);

interface Row {
  readonly promise: string;
  /** The paths of its tests, from the document on. */
  readonly files: readonly string[];
}

const rows: readonly Row[] = readFileSync(new URL('promises.md', docs), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, promise] = /^\| (P\d+) /.exec(line) ?? [];
    if (promise === undefined) return [];
    return [{ promise, files: parseMarkdown(line).links.map(({ target }) => target) }];
  });

describe('the list of promises', () => {
  it('has a row for each of them', () => {
    const numbers = rows.map(({ promise }) => Number(promise.slice(1))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 38 }, (_, index) => index + 1));
  });

  it.each(rows)('names tests of $promise only', ({ promise, files }) => {
    const label = new RegExp(`['\`](?:P\\d+, )*${promise}[:,] `);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !label.test(readFileSync(new URL(file, docs), 'utf8')))).toEqual([]);
  });
});
