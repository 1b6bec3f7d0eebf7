import { readFile } from 'node:fs/promises';
import { anyOfGate } from '../projects/benchmarked-specs.ts';

/** What a child asks the server to hand out: its project, with one gate changed. */
export interface Publication {
  /** The file of the payload. */
  readonly path: string;
  /** Newer specs have a higher number; the same number makes the same bytes. */
  readonly version: number;
  /** What the gate `perf_any_50` lets through. */
  readonly passPercentage: number;
}

const time = '"time":1750000000000';
const percentage = `"salt":"${anyOfGate.rules[0]?.salt}","passPercentage":50`;

/**
 * Makes the body.
 *
 * @throws {Error} When the payload does not look as generated ones do.
 */
export async function publishedBody({ path, version, passPercentage }: Publication): Promise<Buffer> {
  const payload = await readFile(path, 'utf8');
  if (!payload.includes(time) || !payload.includes(percentage)) {
    throw new Error('Only a generated project can be published.');
  }
  const changed = payload
    .replace(time, `"time":${1_750_000_000_000 + version}`)
    .replace(percentage, percentage.replace('50', String(passPercentage)));
  return Buffer.from(changed);
}
