import { match } from 'node:assert/strict';
import type { Project } from './project.ts';

/** Emitted metadata is not needed. */
const jsc = {
  target: 'es2022',
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true },
};

const shared = { testEnvironment: 'node', testMatch: ['**/*.jest.ts'] };

/** How Jest is told, by the Node that runs it; as docs/guides/testing.md says. */
const recipes = {
  node24: {
    flags: ['--experimental-vm-modules'],
    config: {
      ...shared,
      extensionsToTreatAsEsm: ['.ts'],
      transform: { '\\.ts$': ['@swc/jest', { jsc, module: { type: 'es6' } }] },
    },
  },
  node22: {
    flags: [],
    config: {
      ...shared,
      transform: { '\\.[cm]?[jt]s$': ['@swc/jest', { jsc, module: { type: 'commonjs' } }] },
      transformIgnorePatterns: [],
    },
  },
};

/** Tests Nest applications with Jest, which first look at the version of Nest that they got. */
export async function passesJest(
  project: Project,
  node: keyof typeof recipes,
  version: string,
): Promise<void> {
  const { flags, config } = recipes[node];
  const options = JSON.stringify({ ...config, globals: { nestVersion: version } });
  const args = ['node_modules/jest/bin/jest.js', '--ci', '--json', '--config', options];
  match(await project.run(`${node}/bin/node`, [...flags, ...args]), /"numPassedTests":8,/);
}
