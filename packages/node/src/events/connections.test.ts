import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { RecordingLogger, sdkKey } from '../statsig.test-support.ts';

it('P18: batches travel on connections that are kept', async () => {
  let connections = 0;
  let batches = 0;
  const server = createServer((request, response) => {
    batches += 1;
    request.resume().once('end', () => response.writeHead(202).end('{"success":true}'));
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const apiURL = `http://127.0.0.1:${port}/v1`;
  const statsig = createStatsig({ sdkKey, apiURL, logger: new RecordingLogger() });
  for (let flush = 0; flush < 30; flush += 1) {
    statsig.logEvent({ userID: 'user-1' }, 'purchase');
    await statsig.flush();
  }
  await statsig.shutdown();
  server.closeAllConnections();
  server.close();
  expect(batches).toBe(30);
  expect(connections).toBeLessThan(batches / 3);
});
