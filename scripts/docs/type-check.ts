import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Problem } from '../repository/problem.ts';
import type { Example } from './examples.ts';
import { linkPackages } from './link-packages.ts';
import type { WorkspacePackage } from './workspace.ts';

/** Where examples are checked, and against what. */
export interface TypeCheckOptions {
  readonly root: URL;
  readonly workspace: readonly WorkspacePackage[];
}

/** Already ignored by git, linters and package managers. */
const folder = 'node_modules/.cache/docs-check/';

const configuration = {
  extends: '../../../tsconfig.base.json',
  compilerOptions: {
    noEmit: true,
    declaration: false,
    declarationMap: false,
    isolatedDeclarations: false,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    types: ['node'],
  },
  include: ['examples'],
  exclude: [],
};

/**
 * Compiles examples as modules of their own, with everything that any package of the workspace can import. All are one
 * program, but for documents that declare more of a module: that would hold for everybody's examples.
 *
 * @returns What the compiler says, at the line of the document where it says it.
 */
export function typeCheck(examples: readonly Example[], options: TypeCheckOptions): readonly Problem[] {
  const declaring = new Set(
    examples.filter(({ code }) => code.includes('declare module')).map(({ file }) => file),
  );
  const programs = Map.groupBy(examples, ({ file }) => (declaring.has(file) ? file : null));
  return [...programs.values()].flatMap((program) => checkProgram(program, options));
}

function checkProgram(
  examples: readonly Example[],
  { root, workspace }: TypeCheckOptions,
): readonly Problem[] {
  const cache = new URL(folder, root);
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(new URL('examples/', cache), { recursive: true });
  linkPackages({ root, workspace, into: new URL('node_modules/', cache) });
  writeFileSync(new URL('package.json', cache), '{ "type": "module" }\n');
  writeFileSync(new URL('tsconfig.json', cache), JSON.stringify(configuration));
  for (const [index, { code, line }] of examples.entries()) {
    // As many empty lines as the document has before it, so that the compiler counts the document's lines.
    writeFileSync(new URL(`examples/${index}.ts`, cache), `${'\n'.repeat(line - 1)}${code}\n`);
  }
  return compile(root, cache).flatMap((message) => problemOf(message, examples));
}

/** @returns The compiler's messages; one may have further lines, which are indented. */
function compile(root: URL, cache: URL): readonly string[] {
  const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root));
  const { stdout, status, error } = spawnSync(process.execPath, [compiler, '--pretty', 'false'], {
    cwd: cache,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  const messages = stdout.split(/\n(?! )/).filter((message) => message.trim() !== '');
  if (status !== 0 && messages.length === 0)
    throw new Error(`The compiler ended with ${status}, without a word.`);
  return messages;
}

/** Reads `examples/3.ts(12,5): error TS2304: …`. What has another form is about no example, and a problem all the same. */
function problemOf(message: string, examples: readonly Example[]): readonly Problem[] {
  const [, index, line, text] = /^examples\/(\d+)\.ts\((\d+),\d+\): (.*)$/s.exec(message) ?? [];
  const example = examples[Number(index)];
  if (example === undefined) return [{ file: folder, line: null, message }];
  return [{ file: example.file, line: Number(line), message: text ?? message }];
}
