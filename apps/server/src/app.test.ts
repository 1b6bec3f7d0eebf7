import { expect, it, onTestFinished } from 'vitest';
import { createApp } from './app.ts';
import { openParts } from './open-parts.ts';
import { manualWatch, recordingLogger, secretKey, stillClock } from './server.test-support.ts';

it('answers what nobody foresaw with 500, and logs it without the key', async () => {
  const logger = recordingLogger();
  const { parts, close } = await openParts({
    store: ':memory:',
    keys: [secretKey],
    logger,
    clock: stillClock,
    watch: manualWatch().watch,
  });
  onTestFinished(close);
  const current = (): never => {
    throw new Error('no snapshot');
  };
  const app = createApp({
    ...parts,
    specs: { ...parts.specs, current },
    closing: new AbortController().signal,
  });
  const response = await app.request(`/v1/download_config_specs/${secretKey}.json`);
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: expect.not.stringContaining('no snapshot') });
  expect(logger.lines).toEqual(['error [statsig] GET /v1/download_config_specs/:key: no snapshot']);
});
