import type { Buffer } from 'node:buffer';
import { util, zlib } from '../builtins.ts';

/**
 * Of a batch of events level 1 leaves a few more bytes than the default level, in a quarter of the time. What comes out
 * mostly fits into one chunk, so that zlib's thread is asked once.
 */
const compression = { level: 1, chunkSize: 128 * 1024 };

/** The body of a batch, which is compressed at most once, and kept that way from then on: that is the smaller form. */
export class EventBody {
  /** In UTF-8, uncompressed. */
  readonly sizeBytes: number;
  #bytes: Buffer | undefined;
  #compressing: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #compressed: Uint8Array<ArrayBuffer> | undefined;

  /** @param bytes - JSON text in UTF-8. */
  constructor(bytes: Buffer) {
    this.sizeBytes = bytes.length;
    this.#bytes = bytes;
  }

  /** JSON text. */
  get text(): string {
    return this.#plain.toString();
  }

  /** The same bytes each time, so that a retry is the same request. */
  gzipped(): Promise<Uint8Array<ArrayBuffer>> {
    this.#compressing ??= this.#compress();
    return this.#compressing;
  }

  get #plain(): Buffer {
    return this.#bytes ?? zlib().gunzipSync(this.#compressed ?? new Uint8Array());
  }

  async #compress(): Promise<Uint8Array<ArrayBuffer>> {
    // A copy, which has the size of what is in it; the original has that of a chunk.
    this.#compressed = new Uint8Array(await util().promisify(zlib().gzip)(this.#plain, compression));
    this.#bytes = undefined;
    return this.#compressed;
  }
}
