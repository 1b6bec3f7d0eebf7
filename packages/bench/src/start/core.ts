import { createRequire } from 'node:module';
import { measureStart } from './measure-start.ts';

const require = createRequire(import.meta.url);

measureStart(() => {
  const { Statsig } = require('@statsig/statsig-node-core') as typeof import('@statsig/statsig-node-core');
  return new Statsig('secret-bench', { disableNetwork: true, outputLogLevel: 'none' });
});
