import { deepEqual } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { passesJest } from './jest.ts';
import type { Dependencies, Project } from './project.ts';
import { nestTools, tools } from './tools.ts';

/** One way of using the packages; it fails by throwing. */
export interface Check {
  readonly name: string;
  run(project: Project): Promise<void>;
}

const bundled = {
  success: true,
  isOpen: true,
  isOpenInScope: 'true',
  code: 'NO_REQUEST_SCOPE',
  sent: 2,
  eventCount: 2,
};
const required = { isOpen: true, isOneCore: true, kinds: ['function', 'function', 'function'] };

async function prints(project: Project, program: string, file: string, expected: object): Promise<void> {
  deepEqual(JSON.parse(await project.run(program, [file])), expected);
}

const rollupConfig = `
import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
export default {
  input: 'app.mjs',
  external: /^node:/,
  plugins: [nodeResolve({ preferBuiltins: true }), commonjs()],
  output: { dir: 'out/rollup', entryFileNames: 'app.mjs' },
};
`;

const webpackScript = `
import webpack from 'webpack';
webpack({
  mode: 'production',
  target: 'node',
  entry: './app.mjs',
  experiments: { outputModule: true },
  output: { path: process.cwd() + '/out/webpack', filename: 'app.mjs', module: true, chunkFormat: 'module' },
}, (error, stats) => {
  if (error === null && !stats.hasErrors()) return;
  console.error(error ?? stats.toString());
  process.exitCode = 1;
});
`;

/** Bundles the application, given each bundler's own way of being told. */
const bundlers: Readonly<Record<string, (project: Project) => Promise<unknown>>> = {
  esbuild: ({ run }) =>
    run('.bin/esbuild', [
      'app.mjs',
      '--bundle',
      '--minify',
      '--splitting',
      '--platform=node',
      '--format=esm',
      '--out-extension:.js=.mjs',
      '--outdir=out/esbuild',
    ]),
  rollup: async ({ folder, run }) => {
    await writeFile(join(folder, 'rollup.config.mjs'), rollupConfig);
    await run('.bin/rollup', ['--silent', '-c', 'rollup.config.mjs']);
  },
  webpack: async ({ folder, run }) => {
    await writeFile(join(folder, 'webpack.mjs'), webpackScript);
    await run('node22/bin/node', ['webpack.mjs']);
  },
  bun: ({ run }) => run('bun/bin/bun', ['build', 'app.mjs', '--target=node', '--outfile=out/bun/app.mjs']),
};

async function compiles(project: Project, compiler: string, moduleResolution: string): Promise<void> {
  const name = `tsconfig.${compiler}.${moduleResolution}.json`;
  const config = {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable', 'dom'],
      module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution,
      strict: true,
      exactOptionalPropertyTypes: true,
      isolatedModules: true,
      skipLibCheck: false,
      noEmit: true,
      types: ['node'],
    },
    files: ['app.ts'],
  };
  await writeFile(join(project.folder, name), JSON.stringify(config));
  await project.run('node22/bin/node', [`node_modules/${compiler}/bin/tsc`, '-p', name]);
}

/** Every way of using the packages, but for Nest. */
const checks: readonly Check[] = [
  { name: 'import on Node 22.12', run: (project) => prints(project, 'node22/bin/node', 'app.mjs', bundled) },
  {
    name: 'require() on Node 22.12',
    run: (project) => prints(project, 'node22/bin/node', 'app.cjs', required),
  },
  ...Object.entries(bundlers).map(([name, bundle]) => ({
    name: `bundled with ${name}`,
    run: async (project: Project) => {
      await bundle(project);
      await prints(project, 'node22/bin/node', `out/${name}/app.mjs`, bundled);
    },
  })),
  ...['typescript-newest', 'typescript-oldest'].flatMap((compiler) =>
    ['nodenext', 'bundler'].map((resolution) => ({
      name: `types in ${compiler}, moduleResolution ${resolution}`,
      run: (project: Project) => compiles(project, compiler, resolution),
    })),
  ),
];

/** A project, and what is done in it. */
export interface Consumer extends Dependencies {
  readonly checks: readonly Check[];
}

/** Every project: one for Nest in each of its versions. */
export const consumers: readonly Consumer[] = [
  { packages: ['core', 'node', 'express'], tools, checks },
  ...Object.entries(nestTools).map(([version, ofNest]) => ({
    packages: ['core', 'node', 'nestjs', 'testing'],
    tools: ofNest,
    checks: (['node22', 'node24'] as const).map((node) => ({
      name: `apps of Nest ${version} in Jest on ${node}`,
      run: (project: Project) => passesJest(project, node, version),
    })),
  })),
];
