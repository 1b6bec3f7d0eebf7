import { expect, it } from 'vitest';
import { createApp } from './app.ts';
import { recordingLogger, secretKey, stillClock } from './server.test-support.ts';

it('answers what nobody foresaw with 500, and logs it without the key', async () => {
  const logger = recordingLogger();
  const app = createApp({
    keys: { has: () => true },
    project: {
      snapshot: () => {
        throw new Error('no snapshot');
      },
      close: async () => undefined,
    },
    writer: { write: async () => true, drain: async () => undefined },
    clock: stillClock,
    logger,
  });
  const response = await app.request(`/v1/download_config_specs/${secretKey}.json`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: expect.not.stringContaining('no snapshot') });
  expect(logger.lines).toEqual([
    'error [statsig] GET /v1/download_config_specs/:key{[^/]+\\.json}: no snapshot',
  ]);
});
