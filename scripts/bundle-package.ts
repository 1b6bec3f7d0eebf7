// Makes the JavaScript of the package in whose folder it runs: one file for each of its entries, and further ones for what
// several entries need. Loading a hundred small files would take longer than all they do at the start.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'rolldown';

/** The part of `package.json` that is needed. */
interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

const { exports, dependencies, peerDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Manifest;
const entries = Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [] : entry.default));
const input = entries.map((file) => {
  const name = file.replace(/^\.\/dist\/|\.js$/g, '');
  return [name, `src/${name}.ts`] as const;
});

const installed = Object.keys({ ...dependencies, ...peerDependencies });

const { output } = await build({
  input: Object.fromEntries(input),
  // What is installed beside the package stays there; a library for development alone becomes a part of it.
  external: (id) =>
    id.startsWith('node:') || installed.some((name) => id === name || id.startsWith(`${name}/`)),
  platform: 'neutral',
  resolve: { mainFields: ['module', 'main'] },
  tsconfig: 'tsconfig.build.json',
  transform: { target: 'es2023' },
  output: {
    dir: 'dist',
    cleanDir: true,
    sourcemap: true,
    chunkFileNames: '[name].js',
    // What loads CommonJS stands apart, and so does what that needs: of a file that does, bundlers drop all or nothing.
    codeSplitting: {
      groups: [
        { name: 'bytes', test: /hashing[/\\](?:base64|utf8)\.ts/, priority: 1 },
        { name: 'sha256', test: /sha256/ },
      ],
    },
    // Documentation is in the declarations.
    comments: { jsdoc: false },
  },
});

// V8 keeps a source with a single other character in two bytes a character, and takes longer to parse it.
for (const { fileName } of output.filter(({ type }) => type === 'chunk')) {
  const path = `dist/${fileName}`;
  writeFileSync(path, readFileSync(path, 'utf8').replace(/[^\n\t -~]/g, escaped));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
