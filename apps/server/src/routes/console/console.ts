import { Hono } from 'hono';
import { type KeyedEnv, requireKey } from '../../auth/require-key.ts';
import type { ServerParts } from '../../server-parts.ts';
import { auditRoutes } from './audit-logs.ts';
import { entityRoutes } from './entities.ts';
import { envelope } from './envelope.ts';
import { evaluateRoutes } from './evaluate.ts';
import { keyRoutes } from './keys.ts';
import { projectRoutes } from './project.ts';
import { revisionRoutes } from './revisions.ts';

/** `/console/v1`: a project and its keys, for people and tools, in the names and the envelope of Statsig's Console API. */
export function consoleRoutes(parts: ServerParts): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>()
    .use('*', requireKey(parts.keys, 'console'))
    .route('/', projectRoutes(parts))
    .route('/', revisionRoutes(parts))
    .route('/', keyRoutes(parts))
    .route('/', auditRoutes(parts))
    .route('/', evaluateRoutes(parts))
    .route('/', entityRoutes(parts))
    .get('/environments', (context) =>
      context.json(envelope('The environment of this key.', [{ name: context.get('key').environment }])),
    );
}
