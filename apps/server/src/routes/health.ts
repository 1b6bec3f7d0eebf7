import { Hono } from 'hono';

/** `GET /health`, open to all: 200 while the process answers. */
export function healthRoutes(): Hono {
  return new Hono().get('/health', (context) => context.json({ status: 'ok' }));
}
