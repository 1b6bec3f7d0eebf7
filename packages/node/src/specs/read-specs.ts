import { setImmediate } from 'node:timers/promises';
import {
  type CompiledSpecs,
  compileSpecs,
  parseSpecs,
  type Result,
  readUpdate,
  StatsigError,
  type UpdateOptions,
} from '@acme/statsig-core';

/** How long an update may keep others waiting at a time, in milliseconds. */
const sliceMs = 5;

/** What specs are read with. */
export interface ReadSpecsOptions extends UpdateOptions {
  /** The time in milliseconds. */
  now(): number;
}

/**
 * Reads a payload. Text is read a slice at a time, so that requests are served meanwhile, and what did not change since
 * `previous` is taken over from there.
 *
 * @throws {StatsigError} `INVALID_SPECS` when there are no specs in it.
 */
export async function readSpecs(
  payload: unknown,
  { now, ...options }: ReadSpecsOptions,
): Promise<CompiledSpecs> {
  const result =
    typeof payload === 'string' ? await readText(payload, now, options) : readValue(payload, options);
  if (result.ok) return result.value;
  throw typeof payload === 'string' ? unreadable(payload, result.error, options) : result.error;
}

async function readText(
  text: string,
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
function unreadable(text: string, error: StatsigError, { source = '' }: UpdateOptions): StatsigError {
  const start = text.trimStart().slice(0, 40).replaceAll(/\s+/g, ' ');
  const message = `The specs from ${source} cannot be read: ${error.message} They begin with "${start}" and are ${text.length} characters long.`;
  return new StatsigError('INVALID_SPECS', message, { cause: error });
}
