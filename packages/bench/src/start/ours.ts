import { measureStart } from './measure-start.ts';

measureStart(async () => {
  const { createStatsig } = await import('@acme/statsig-node');
  return createStatsig({ sdkKey: 'secret-bench', apiURL: 'http://127.0.0.1:9/v1' });
});
