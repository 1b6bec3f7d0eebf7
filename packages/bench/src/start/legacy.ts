import { createRequire } from 'node:module';
import { measureStart } from './measure-start.ts';

const require = createRequire(import.meta.url);

measureStart(() => {
  const { StatsigServer } = require('statsig-node') as typeof import('statsig-node');
  return new StatsigServer('secret-bench', { api: 'http://127.0.0.1:9', localMode: true });
});
