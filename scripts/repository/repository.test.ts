import { describe, expect, it } from 'vitest';
import { readRepository } from './repository.ts';
import { temporaryRoot } from './temporary-root.test-support.ts';

describe('readRepository', () => {
  it('reads the text files that git would keep', () => {
    const root = temporaryRoot({
      '.gitignore': 'dist/\n*.tgz\n',
      '.git/HEAD': 'main',
      'README.md': '# Read me',
      'packages/core/index.ts': 'export {};',
      'packages/core/dist/index.js': '',
      'core.tgz': '',
      'logo.png': 'PNG\0',
    });
    const { texts, pages } = readRepository(root);
    expect([...texts.keys()].sort()).toEqual(['.gitignore', 'README.md', 'packages/core/index.ts']);
    expect([...pages.keys()]).toEqual(['README.md']);
  });
});
