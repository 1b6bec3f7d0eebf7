import { Hono } from 'hono';
import type { LiveProject } from '../project/live-project.ts';

/** `GET /health`, open to all: 200 while the process answers, with the `time` of the project that it serves. */
export function healthRoutes(project: LiveProject): Hono {
  return new Hono().get('/health', (context) =>
    context.json({ status: 'ok', time: project.snapshot().time }),
  );
}
