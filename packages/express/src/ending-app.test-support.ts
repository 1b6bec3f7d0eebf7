/** A process that serves apps until it is ended; started by `process-end.test.ts`, which it tells their URLs. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import express from 'express';
import { serve } from './app.test-support.ts';
import { currentStatsig, statsigMiddleware } from './index.ts';

const { APPS = '1', FLUSH = 'true', LISTENER = '' } = process.env;

/** Closes the server, of one app. */
let close = (): unknown => undefined;
if (LISTENER === 'closes the server, from before the app was made') process.once('SIGTERM', () => close());

const urls: string[] = [];
for (let index = 0; index < Number(APPS); index += 1) {
  const user = (req: express.Request) => ({ userID: req.get('x-user-id') });
  const app = express().use(
    statsigMiddleware({ user, flushAtShutdown: FLUSH === 'true', deadlineMs: 60_000 }),
  );
  app.get('/', async (req, res) => {
    req.statsig.checkGate('open');
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    currentStatsig().logEvent('served');
    res.send('served');
  });
  const { url, server } = await serve(app);
  close = () => server.close();
  app.get('/close', (_req, res) => {
    res.set('connection', 'close').send('closed');
    server.close();
  });
  // A connection that is kept for as long as this would hold the end for as long.
  server.keepAliveTimeout = 60_000;
  app.get('/end', async (_req, res) => {
    process.kill(process.pid, 'SIGTERM');
    while (server.listening) await nextTurn();
    currentStatsig().logEvent('served');
    res.send('the last one');
  });
  if (LISTENER === 'closes the server') process.on('SIGTERM', () => server.close());
  if (LISTENER === 'goes on') process.on('SIGTERM', () => undefined);
  urls.push(url);
}
process.on('warning', ({ name }) => process.send?.({ warning: name }));
process.send?.({ urls });
