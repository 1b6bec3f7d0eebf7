import { type Context, Hono } from 'hono';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import type { ServerParts } from '../server-parts.ts';

/**
 * `get_id_lists`: which lists there are and where; `download_id_list_file/{fileID}`: one of them, or its rest by `Range`.
 *
 * A file is opened by its ID, which nobody can guess, because official SDKs download files without a key.
 */
export function idListRoutes({ keys, specs }: Pick<ServerParts, 'keys' | 'specs'>): Hono<KeyedEnv> {
  const files = () =>
    specs.all().flatMap((snapshot) => [
      ...snapshot.idLists.files,
      // Who read the manifest before a new version still gets what it names.
      ...(specs.previous(snapshot.environment)?.idLists.files ?? []),
    ]);
  return new Hono<KeyedEnv>()
    .on(['GET', 'POST'], ['/get_id_lists', '/get_id_lists/:key'], requireKey(keys, 'secret'), (context) => {
      const { idLists } = specs.current(context.get('key').environment);
      const folder = new URL('/v1/download_id_list_file/', context.req.url);
      const entries = idLists.files.map(({ name, fileID, creationTime, bytes }) => [
        name,
        { name, fileID, creationTime, size: bytes.byteLength, url: new URL(fileID, folder).href },
      ]);
      return context.json(Object.fromEntries(entries));
    })
    .get('/download_id_list_file/:fileID', (context) => {
      const file = files().find(({ fileID }) => fileID === context.req.param('fileID'));
      if (file === undefined) return context.json({ message: 'There is no such ID list.' }, 404);
      return part(context, file.bytes);
    });
}

/** Lists only grow at their end, so that a range is always what comes after what is known. */
function part(context: Context, bytes: Uint8Array<ArrayBuffer>): Response {
  context.header('content-type', 'text/plain');
  context.header('accept-ranges', 'bytes');
  const start = Number(/^bytes=(\d+)-$/.exec(context.req.header('range') ?? '')?.[1] ?? 0);
  const rest = bytes.slice(start);
  if (start > 0 && rest.byteLength === 0) {
    return context.body(null, 416, { 'content-range': `bytes */${bytes.byteLength}` });
  }
  context.header('content-length', String(rest.byteLength));
  if (start === 0) return context.body(rest);
  context.header('content-range', `bytes ${start}-${bytes.byteLength - 1}/${bytes.byteLength}`);
  return context.body(rest, 206);
}
