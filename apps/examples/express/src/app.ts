import { currentStatsig, requireGate, statsigMiddleware, userOfRequest } from '@acme/statsig-express';
import { createStatsig, type StatsigOptions, type StatsigUser } from '@acme/statsig-node';
import express, { type Express, type Request } from 'express';

/** An online shop whose pages depend on the demo project of `@acme/statsig-server`. */
export function createShop(options?: StatsigOptions): Express {
  const statsig = createStatsig(options);
  const app = express().use(statsigMiddleware({ statsig, user: visitor }));

  app.get('/', ({ statsig: flags }, res) => {
    const home = flags.getLayer('home_page');
    const [headline, picks] = [home.get('headline', 'Welcome'), home.get('recommendations', 'popular')];
    res.json({ headline, picks, cookieBanner: flags.checkGate('cookie_banner') });
  });

  app.get('/search', ({ statsig: flags }, res) => {
    const ranking = flags.getExperiment('search_ranking').get('ranking', 'relevance');
    res.json({ ranking, beta: flags.checkGate('beta_search') });
  });

  app.get('/checkout', requireGate('new_checkout'), ({ statsig: flags }, res) => {
    const checkout = flags.getLayer('checkout');
    const [color, discount] = [checkout.get('color', 'blue'), checkout.get('discount', 0)];
    res.json({ color, discount, wallet: flags.checkGate('mobile_wallet'), shipping: shippingFor(100) });
  });

  app.get(
    '/staff',
    requireGate('staff_tools', { status: 403 }),
    (_req, res) => void res.json({ orders: [] }),
  );

  app.post('/orders', express.json(), ({ statsig: flags, body }, res) => {
    const total = Number(body?.total ?? 0);
    flags.logEvent('purchase', { value: total });
    res.status(201).json({ total: total + shippingFor(total) });
  });

  app.get('/stats', (_req, res) => void res.json(statsig.getStats()));
  return app;
}

/** Signing in is not what this is about: a visitor is who the headers say. */
function visitor(req: Request): StatsigUser {
  return {
    ...userOfRequest(req),
    userID: req.get('x-user-id') ?? '',
    email: req.get('x-email'),
    country: req.get('x-country'),
    appVersion: req.get('x-app-version'),
  };
}

/** Far from the request, still for the right visitor. */
function shippingFor(total: number): number {
  const rates = currentStatsig().getDynamicConfig('shipping_rates');
  const isFree = currentStatsig().checkGate('free_shipping_nz') || total >= rates.get('free_from', 150);
  return isFree ? 0 : rates.get('flat_rate', 15);
}
