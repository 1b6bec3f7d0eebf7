import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';

/** The suite with core's built output, in one file of JavaScript. */
export interface Bundle {
  /** A module that exports `runSuite`. */
  readonly module: string;
  /** A script that leaves `suite.runSuite` behind: for where there are no modules. */
  readonly script: string;
}

/** Puts the suite, core and what core depends on into one file, left readable and not adapted to any runtime. */
export async function bundleSuite(): Promise<Bundle> {
  const built = (await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: {
        entry: fileURLToPath(new URL('suite/run-suite.ts', import.meta.url)),
        formats: ['es', 'iife'],
        name: 'suite',
      },
    },
  })) as readonly Rollup.RollupOutput[];
  const [module, script] = built.map(({ output: [{ code }] }) => code);
  if (module === undefined || script === undefined)
    throw new Error('The suite was not bundled in both forms.');
  return { module, script };
}
