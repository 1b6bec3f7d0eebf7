import { describe, expect, it } from 'vitest';
import { readRepository } from '../repository/repository.ts';
import { temporaryRoot } from '../repository/temporary-root.test-support.ts';
import { readWorkspace } from './workspace.ts';

const manifest = (name: string): string =>
  JSON.stringify({ name, exports: { '.': { types: './dist/index.d.ts' } } });

describe('readWorkspace', () => {
  it('finds the packages that can be imported, and whether they are built', () => {
    const root = temporaryRoot({
      '.gitignore': 'dist/',
      'package.json': manifest('root'),
      'apps/demo/package.json': '{ "name": "@acme/demo" }',
      'packages/core/package.json': manifest('@acme/core'),
      'packages/core/dist/index.d.ts': '',
      'packages/node/package.json': manifest('@acme/node'),
    });
    const workspace = readWorkspace(root, readRepository(root));
    expect([...workspace].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: '@acme/core', folder: 'packages/core', isBuilt: true },
      { name: '@acme/node', folder: 'packages/node', isBuilt: false },
    ]);
  });
});
