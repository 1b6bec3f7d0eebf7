import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { HTTPException } from 'hono/http-exception';

/** How many bytes a body may have, before and after it is inflated. */
export const maxBodyBytes: number = 20 * 1024 * 1024;

type Inflate = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

/** The content codings that SDKs use, and their old names. */
const codings: ReadonlyMap<string, Inflate> = new Map<string, Inflate>([
  ['identity', async (bytes) => bytes],
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
  ['zstd', promisify(zstdDecompress)],
]);

/**
 * Reads a request's body as JSON, whatever its content type: beacons are sent as plain text.
 *
 * Browsers that cannot set headers say `?gz=1` for gzip, and `?se=1` for base64 that is written backwards.
 *
 * @returns Undefined for an empty body.
 * @throws {HTTPException} 400 when it is no JSON, no UTF-8 or not in the coding it claims; 413 when it is too large;
 *   415 when the coding is unknown. The message never repeats what was sent.
 */
export async function readJson(request: Request): Promise<unknown> {
  const query = new URL(request.url).searchParams;
  const coding = request.headers.get('content-encoding') || (query.get('gz') === '1' ? 'gzip' : '');
  const decoded = await decode(await readBytes(request), coding);
  const bytes = query.get('se') === '1' ? backwards(decoded) : decoded;
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new HTTPException(400, { message: 'The body is no JSON.', cause });
  }
}

function backwards(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).reverse().toString('latin1'), 'base64');
}

/** Counts while it reads, since a length may be absent or wrong. */
async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length')) > maxBodyBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength;
      if (length > maxBodyBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw new HTTPException(400, { message: 'The body ended early.', cause });
  }
  if (length > maxBodyBytes) throw tooLarge();
  return Buffer.concat(chunks, length);
}

async function decode(bytes: Uint8Array, contentEncoding: string): Promise<Uint8Array> {
  const coding = contentEncoding.trim().toLowerCase() || 'identity';
  const inflated = codings.get(coding);
  if (inflated === undefined) {
    throw new HTTPException(415, {
      message: `Send one of these content codings: ${[...codings.keys()].join(', ')}.`,
    });
  }
  try {
    return await inflated(bytes, { maxOutputLength: maxBodyBytes });
  } catch (cause) {
    if (isTooLarge(cause)) throw tooLarge();
    throw new HTTPException(400, { message: `The body is no ${coding}.`, cause });
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function tooLarge(): HTTPException {
  return new HTTPException(413, { message: `The body is larger than ${maxBodyBytes} bytes.` });
}
