import { Hono } from 'hono';
import * as v from 'valibot';
import { keyKinds } from '../../auth/key.ts';
import type { KeyedEnv } from '../../auth/require-key.ts';
import { readJson } from '../../ingest/decode-body.ts';
import { mistakesOf } from '../../project/mistake.ts';
import type { ServerParts } from '../../server-parts.ts';
import type { StoredKey } from '../../store/key-store.ts';
import { ConsoleError } from './console-error.ts';
import { envelope, pageOf } from './envelope.ts';

const newKeySchema = v.strictObject({
  type: v.picklist(keyKinds.map((kind) => kind)),
  name: v.optional(v.string()),
  targetApp: v.optional(v.string()),
  expiresAt: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});

const dayMs = 86_400_000;

const rotationSchema = v.strictObject({
  /** How long the old key still opens. */
  graceMs: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), dayMs),
});

/** `/keys`: those of the key's own environment. The text of a key is in the answer that makes it, and nowhere else. */
export function keyRoutes({ keyService, keys }: Pick<ServerParts, 'keyService' | 'keys'>): Hono<KeyedEnv> {
  const own = async (environment: string): Promise<readonly StoredKey[]> =>
    (await keyService.list()).filter((key) => key.environment === environment);
  const owns = async (environment: string, id: string): Promise<void> => {
    if ((await own(environment)).some((key) => key.id === id)) return;
    throw new ConsoleError(404, `There is no key "${id}".`);
  };
  return new Hono<KeyedEnv>()
    .get('/keys', async (context) =>
      context.json(pageOf(context, 'The keys.', (await own(context.get('key').environment)).map(shown))),
    )
    .post('/keys', async (context) => {
      const { type: kind, ...fields } = await read(newKeySchema, context.req.raw);
      const { key, text } = await keyService.issue({
        kind,
        environment: context.get('key').environment,
        ...fields,
      });
      await keys.refresh();
      return context.json(envelope('Created. The key is shown only now.', { ...shown(key), key: text }), 201);
    })
    .post('/keys/:id/rotate', async (context) => {
      const id = context.req.param('id');
      const { graceMs } = await read(rotationSchema, context.req.raw);
      await owns(context.get('key').environment, id);
      const issued = await keyService.rotate(id, graceMs);
      if (issued === undefined) throw new ConsoleError(409, 'This key has ended already.');
      await keys.refresh();
      const data = { ...shown(issued.key), key: issued.text };
      return context.json(envelope('Rotated. The new key is shown only now.', data), 201);
    })
    .delete('/keys/:id', async (context) => {
      const id = context.req.param('id');
      await owns(context.get('key').environment, id);
      if (!(await keyService.revoke(id))) throw new ConsoleError(409, 'This key has ended already.');
      await keys.refresh();
      return context.json(envelope('Revoked.', { id }));
    });
}

async function read<Output>(schema: v.GenericSchema<unknown, Output>, request: Request): Promise<Output> {
  const parsed = v.safeParse(schema, (await readJson(request)) ?? {});
  if (parsed.success) return parsed.output;
  throw new ConsoleError(422, 'The body has mistakes.', mistakesOf(parsed.issues));
}

/** A key without what is kept of its text. */
function shown(key: StoredKey): object {
  const { hash: _, kind, ...rest } = key;
  return { ...rest, type: kind };
}
