import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const guide = textOf('docs/guides/troubleshooting.md');

/** The texts that a union type of a source file allows. */
function membersOf(path: string, type: string): readonly string[] {
  const [, union = ''] = new RegExp(`export type ${type} =([^;]+);`).exec(textOf(path)) ?? [];
  return [...union.matchAll(/'(\w+)'/g)].map(([, member = '']) => member);
}

describe('the guide to troubleshooting', () => {
  it.each([
    ['packages/core/src/errors.ts', 'StatsigErrorCode'],
    ['packages/core/src/results/evaluation.ts', 'EvaluationReason'],
  ])('has a row for everything that %s allows as a %s', (path, type) => {
    const members = membersOf(path, type);
    expect(members.length).toBeGreaterThan(5);
    expect(members.filter((member) => !guide.includes(`\n| \`${member}\``))).toEqual([]);
  });
});
