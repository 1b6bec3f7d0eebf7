const platform = `${process.platform}-${process.arch}`;

/** What is installed beside the packages, all exact, so that all runs use the same. */
export const tools: Readonly<Record<string, string>> = {
  '@nestjs/common': '12.5.1',
  '@nestjs/core': '12.5.1',
  '@nestjs/platform-express': '12.5.1',
  '@nestjs/testing': '12.1.1',
  '@rollup/plugin-commonjs': '29.0.3',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  '@types/express': '5.0.6',
  '@types/node': '24.19.2',
  bun: `npm:@oven/bun-${platform.replace('arm64', 'aarch64')}@1.4.5`,
  esbuild: '0.28.2',
  express: '5.3.0',
  jest: '30.5.2',
  // The oldest that the packages say they run on.
  node22: `npm:node-${platform}@22.12.0`,
  node24: `npm:node-${platform}@24.21.0`,
  'reflect-metadata': '0.2.2',
  rollup: '4.68.7',
  rxjs: '7.8.2',
  'typescript-newest': 'npm:typescript@7.0.2',
  // The first in which `Uint8Array` is generic, as it is in the types of Node.
  'typescript-oldest': 'npm:typescript@5.7.3',
  webpack: '5.112.2',
};
