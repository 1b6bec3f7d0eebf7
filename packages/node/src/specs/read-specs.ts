import { setImmediate } from 'node:timers/promises';
import {
  type CompiledSpecs,
  compileSpecs,
  isPayloadText,
  type PayloadText,
  parseSpecs,
  type Result,
  readUpdate,
  StatsigError,
  type UpdateOptions,
} from '@acme/statsig-core';
import { sliceMs } from '../time/in-slices.ts';
import { encoded } from './encoded.ts';

/** What specs are read with. */
export interface ReadSpecsOptions extends UpdateOptions {
  /** The time in milliseconds. */
  now(): number;
}

/**
 * Reads a payload. Text is read a slice at a time, so that requests are served meanwhile, and what did not change since
 * `previous` is taken over from there.
 *
 * @returns `previous` itself when nothing changed.
 * @throws {StatsigError} `INVALID_SPECS` when there are no specs in it.
 */
export async function readSpecs(
  payload: unknown,
  { now, ...options }: ReadSpecsOptions,
): Promise<CompiledSpecs> {
  if (!isPayloadText(payload)) return specsOf(readValue(payload, options));
  const result = await readText(typeof payload === 'string' ? encoded(payload) : payload, now, options);
  return specsOf(result.ok ? result : { ok: false, error: unreadable(payload, result.error, options) });
}

function specsOf(result: Result<CompiledSpecs, StatsigError>): CompiledSpecs {
  if (!result.ok) throw result.error;
  return result.value;
}

async function readText(
  text: PayloadText,
  now: () => number,
  options: UpdateOptions,
): Promise<Result<CompiledSpecs, StatsigError>> {
  const update = readUpdate(text, options);
  for (;;) {
    const result = update.continue(sliceMs, now);
    if (result !== undefined) return result;
    await setImmediate();
  }
}

function readValue(payload: unknown, options: UpdateOptions): Result<CompiledSpecs, StatsigError> {
  const parsed = parseSpecs(payload);
  return parsed.ok ? { ok: true, value: compileSpecs(parsed.value, options) } : parsed;
}

/** A proxy's error page is the usual reason, and its first words tell. */
function unreadable(
  payload: string | Uint8Array | readonly Uint8Array[],
  error: StatsigError,
  { source = '' }: UpdateOptions,
): StatsigError {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : Buffer.concat([payload].flat());
  const start = bytes.toString('utf8', 0, 200).trimStart().slice(0, 40).replaceAll(/\s+/g, ' ');
  const message = `The specs from ${source} cannot be read: ${error.message} They begin with "${start}" and are ${bytes.length} bytes long.`;
  return new StatsigError('INVALID_SPECS', message, { cause: error });
}
