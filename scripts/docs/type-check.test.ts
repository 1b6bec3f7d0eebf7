import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemText } from '../repository/problem.ts';
import type { Example } from './examples.ts';
import { typeCheck } from './type-check.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;

/** A workspace of one package, `@acme/sum`, and this repository's compiler. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'type-check-'));
  cpSync(join(repository, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  for (const name of ['typescript', '@types/node']) {
    symlinkSync(join(repository, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
  }
  mkdirSync(join(folder, 'packages/sum'), { recursive: true });
  const manifest = { name: '@acme/sum', type: 'module', exports: { '.': { types: './index.d.ts' } } };
  writeFileSync(join(folder, 'packages/sum/package.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, 'packages/sum/index.d.ts'),
    'export interface Names {}\nexport function sum(a: number, b: number): number;\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

const checkAll = (examples: readonly Omit<Example, 'isChecked'>[]): readonly string[] => {
  const workspace = [{ name: '@acme/sum', folder: 'packages/sum', isBuilt: true }];
  return typeCheck(
    examples.map((example) => ({ ...example, isChecked: true })),
    { root: pathToFileURL(`${folder}/`), workspace },
  ).map(problemText);
};

const check = (...examples: readonly Pick<Example, 'line' | 'code'>[]): readonly string[] =>
  checkAll(examples.map((example) => ({ ...example, file: 'README.md' })));

const using = "import { sum } from '@acme/sum';\n";

describe('typeCheck', () => {
  it('accepts examples that compile, also when two of them use one name', () => {
    const code = `${using}const three: number = sum(1, 2);\nconsole.log(process.version, three);`;
    expect(check({ line: 1, code }, { line: 20, code })).toEqual([]);
  });

  it('tells the line of the document', () => {
    const code = `${using}\nsum(1, 'two');`;
    expect(check({ line: 1, code: using }, { line: 40, code })).toEqual([
      expect.stringMatching(/^README\.md:42 error TS2345: .*not assignable/),
    ]);
  });

  it('keeps to its document what an example declares of a module', () => {
    const declaring = "declare module '@acme/sum' {\n  interface Names { a: 1 }\n}";
    const code = `${using}import type { Names } from '@acme/sum';\nexport const name: keyof Names = 'a';\nsum(1, 2);`;
    const examples = [
      { file: 'guide.md', line: 1, code: `${using}${declaring}\nsum(1, 2);` },
      { file: 'guide.md', line: 20, code },
      { file: 'README.md', line: 1, code },
    ];
    expect(checkAll(examples)).toEqual([expect.stringMatching(/^README\.md:3 error TS2322: .*never/)]);
  });

  it.each([
    [
      'an import of what the package does not have',
      "import { product } from '@acme/sum';\nproduct();",
      'TS2305',
    ],
    [
      'an import of a package that is not there',
      "import '@acme/none';\nimport { none } from '@acme/none';\nnone();",
      'TS2307',
    ],
    ['a name that comes from nowhere', 'app.listen(3000);', 'TS2304'],
    ['what is no TypeScript', 'const = 1;', 'TS1134'],
  ])('refuses %s', (_what, code, error) => {
    expect(check({ line: 3, code }).join('\n')).toContain(error);
  });
});
