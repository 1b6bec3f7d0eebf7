import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The content codings that bodies are served in, the best first. */
export const contentCodings = ['br', 'gzip', 'identity'] as const;

export type ContentCoding = (typeof contentCodings)[number];

/** A body that is encoded once for everyone who asks. */
export interface EncodedBody {
  /** Weak, because it is the same for all codings. */
  readonly etag: string;
  readonly bytes: Readonly<Record<ContentCoding, Uint8Array<ArrayBuffer>>>;
}

/** Beyond this quality a large project takes half a second for a tenth less. */
const brotliQuality = 5;

/** Encodes a value as JSON in all codings. */
export async function encodeBody(value: unknown): Promise<EncodedBody> {
  const identity = new TextEncoder().encode(JSON.stringify(value));
  const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality };
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(identity, { params }),
    promisify(gzip)(identity),
  ]);
  return {
    etag: `W/"${hash('sha256', identity, 'base64url')}"`,
    bytes: { identity, br: Uint8Array.from(br), gzip: Uint8Array.from(gzipped) },
  };
}
