import { Hono } from 'hono';
import type { KeyedEnv } from '../../auth/require-key.ts';
import { readJson } from '../../ingest/decode-body.ts';
import { v1Payload, v2Payload } from '../../payload/payloads.ts';
import { envelope } from './envelope.ts';
import { type PublicationParts, publishChange } from './publication.ts';

/** `GET` and `PUT /project`: the whole project of the key's environment, or of a payload to import. */
export function projectRoutes(parts: PublicationParts): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>()
    .get('/project', (context) => {
      const { project, time } = parts.specs.current(context.get('key').environment);
      const format = context.req.query('format');
      const data =
        format === 'v1'
          ? v1Payload(project, { time })
          : format === 'v2'
            ? v2Payload(project, { time })
            : project;
      return context.json({ ...envelope('The project.', data), time });
    })
    .put('/project', async (context) => {
      const project = await readJson(context.req.raw);
      const published = await publishChange(context, () => project, parts);
      return context.json(envelope('The project was read.', published));
    });
}
