import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Project } from './project.ts';

/** One version of a project, encoded once for everyone who asks. */
export interface Snapshot {
  /** When the project last changed, in epoch milliseconds; grows with every version. */
  readonly time: number;
  /** The body of `download_config_specs`, in each content coding that is served. */
  readonly bodies: Readonly<Record<'identity' | 'gzip', Uint8Array<ArrayBuffer>>>;
}

/** Encodes a project as the version of `time`. */
export async function createSnapshot(project: Project, time: number): Promise<Snapshot> {
  const identity = new TextEncoder().encode(JSON.stringify({ ...project, has_updates: true, time }));
  return { time, bodies: { identity, gzip: Uint8Array.from(await promisify(gzip)(identity)) } };
}
