import { clientInitializeHandler, statsigMiddleware } from '@acme/statsig-express';
import type { Statsig } from '@acme/statsig-node';
import express, { type Express, type Request } from 'express';
import { pageOf } from './page.ts';

/** The browser's key; it shows what the project shows to browsers. */
const clientKey = 'client-key';

/**
 * Two ways to give a page its flags at once: inside the page, or from a route of one's own. Visitors are told apart by a
 * cookie, so the server and the browser agree on their groups.
 */
export function createApp(statsig: Statsig): Express {
  const app = express().use(statsigMiddleware({ statsig, cookie: true }));

  app.get('/', (req: Request, res) => {
    const bootstrap = req.statsig.getClientInitializeResponseText({ clientKey });
    res.type('html').send(pageOf({ clientKey, bootstrap, title: titleFor(req) }));
  });

  // For pages that are cached, or made elsewhere.
  app.get('/statsig/bootstrap', clientInitializeHandler({ clientKey }));
  return app;
}

function titleFor({ statsig: flags }: Request): string {
  return flags.getLayer('home_page').get('headline', 'Welcome');
}
