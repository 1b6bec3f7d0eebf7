import type { ParameterStoreSpec } from '../specs/parameter-store.ts';
import { isRecord } from '../specs/record.ts';
import type { ClientEntry, WriteName } from './entries.ts';

const names = ['gate_name', 'config_name', 'experiment_name', 'layer_name'] as const;

/** A parameter store as clients read it: its parameters as they came, with the names of what they refer to written. */
export function parameterStoreEntry({ wire }: ParameterStoreSpec, write: WriteName): ClientEntry {
  const entries = Object.entries(wire).map(([parameter, source]) => [
    parameter,
    writtenSource(source, write),
  ]);
  return Object.fromEntries(entries) as ClientEntry;
}

function writtenSource(source: unknown, write: WriteName): unknown {
  if (!isRecord(source)) return source;
  const written: Record<string, unknown> = { ...source };
  for (const key of names) if (typeof written[key] === 'string') written[key] = write(written[key]);
  return written;
}
