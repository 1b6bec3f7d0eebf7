// Beside src, because src runs on every runtime and its linter knows: what the tests of src take from Node.
import { createHash } from 'node:crypto';
import { env } from 'node:process';

/** SHA-256 by Node, which `src/hashing` is checked against. */
export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** The bucket of a text, as the wire format defines it: its first 64 bits, big-endian, modulo `buckets`. */
export function bucketOf(text: string, buckets: number): number {
  return Number(sha256(text).readBigUInt64BE() % BigInt(buckets));
}

/** Repeats a failed run of a property: `SEED=<seed of the report> pnpm test`. */
export const repeatable: { readonly seed?: number } =
  env['SEED'] === undefined ? {} : { seed: Number(env['SEED']) };
