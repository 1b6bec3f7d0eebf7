import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { requireSecretKey } from '../auth/require-secret-key.ts';
import type { SecretKeys } from '../auth/secret-keys.ts';
import { readJson } from '../ingest/decode-body.ts';
import type { LiveProject } from '../project/live-project.ts';

/** What the routes of specs need. */
export interface SpecsRoutesParts {
  readonly keys: SecretKeys;
  readonly project: LiveProject;
}

/** What cannot be read counts as 0: the sender then gets everything. */
const sinceTimeSchema = v.fallback(
  v.union([v.number(), v.pipe(v.string(), v.transform(Number), v.finite())]),
  0,
);

const requestSchema = v.fallback(v.object({ sinceTime: sinceTimeSchema }), { sinceTime: 0 });

/**
 * `POST /download_config_specs` and, as official SDKs ask for it, `GET /download_config_specs/{key}.json?sinceTime=`.
 *
 * Answers the whole project, or `{"has_updates":false}` to whom already has it.
 */
export function specsRoutes({ keys, project }: SpecsRoutesParts): Hono {
  const answer = (context: Context, sinceTime: number): Response => {
    const { time, bodies } = project.snapshot();
    if (sinceTime >= time) return context.json({ has_updates: false, time });
    const coding = acceptsGzip(context.req.header('accept-encoding') ?? '') ? 'gzip' : 'identity';
    context.header('content-type', 'application/json');
    context.header('vary', 'accept-encoding');
    if (coding === 'gzip') context.header('content-encoding', coding);
    return context.body(bodies[coding]);
  };

  return new Hono()
    .post('/download_config_specs', requireSecretKey(keys), async (context) => {
      const { sinceTime } = v.parse(requestSchema, await readJson(context.req.raw));
      return answer(context, sinceTime);
    })
    .get('/download_config_specs/:key{[^/]+\\.json}', requireSecretKey(keys), (context) =>
      answer(context, v.parse(sinceTimeSchema, context.req.query('sinceTime'))),
    );
}

/** Whether an `Accept-Encoding` allows gzip: by name or by `*`, and not with a weight of 0. */
function acceptsGzip(acceptEncoding: string): boolean {
  const weights = new Map(
    acceptEncoding.split(',').map((item) => {
      const [coding = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return [coding, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
