const platform = `${process.platform}-${process.arch}`;

// The oldest that the packages say they run on.
const node22 = `npm:node-${platform}@22.12.0`;

/** What is installed beside the packages, all exact, so that all runs use the same. */
export const tools: Readonly<Record<string, string>> = {
  '@rollup/plugin-commonjs': '29.0.3',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@types/express': '5.0.6',
  '@types/node': '24.19.2',
  bun: `npm:@oven/bun-${platform.replace('arm64', 'aarch64')}@1.4.5`,
  esbuild: '0.28.2',
  express: '5.3.0',
  node22,
  rollup: '4.68.7',
  'typescript-newest': 'npm:typescript@7.0.2',
  // The first in which `Uint8Array` is generic, as it is in the types of Node.
  'typescript-oldest': 'npm:typescript@5.7.3',
  webpack: '5.112.2',
};

/** What is installed beside the packages for Nest apps, by the version of Nest. */
export const nestTools: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '10.4.22': nest({ core: '10.4.22', transports: '10.4.22' }),
  '11.2.10': nest({ core: '11.2.10', fastify: '11.2.8', transports: '11.2.6' }),
  '12.5.1': nest({ core: '12.5.1', fastify: '12.5.0', transports: '12.1.1' }),
};

/** Nest's packages no longer have one version. */
function nest({
  core,
  fastify = core,
  transports,
}: Readonly<Record<'core' | 'transports', string>> & { readonly fastify?: string }) {
  return {
    '@nestjs/common': core,
    '@nestjs/core': core,
    '@nestjs/microservices': transports,
    '@nestjs/platform-express': core,
    '@nestjs/platform-fastify': fastify,
    '@nestjs/testing': transports,
    '@swc/core': '1.16.22',
    '@swc/jest': '0.2.39',
    jest: '30.5.2',
    node22,
    node24: `npm:node-${platform}@24.21.0`,
    'reflect-metadata': '0.2.2',
    rxjs: '7.8.2',
  };
}
