import type { StatsigError } from '../errors.ts';
import { ok, type Result } from '../result.ts';
import { carryOver } from './carry-over.ts';
import { type CompileOptions, compileSpecs, compileWith } from './compile.ts';
import type { CompiledSpecs } from './compiled.ts';
import { parseInSteps } from './parse.ts';
import type { PayloadText } from './payload-text.ts';

/** What is known about an update besides its text. */
export interface UpdateOptions extends CompileOptions {
  /** The specs in use: what did not change is taken over from them, compiled. */
  readonly previous?: CompiledSpecs | undefined;
}

/** An update that is being read, a little at a time. */
export interface SpecsUpdateReader {
  /**
   * Reads on for at most about `budgetMs`.
   *
   * @param now - The time in milliseconds, from any start.
   * @returns The new specs, or why there are none; undefined while there is more to read.
   */
  continue(budgetMs: number, now: () => number): Result<CompiledSpecs, StatsigError> | undefined;
}

/**
 * Begins to read the text of an update without blocking: call `continue` until it answers, and let others work between
 * the calls.
 *
 * @example
 * const update = readUpdate(text, { previous: specs, source: 'Network' });
 * let result = update.continue(5, now);
 * while (result === undefined) {
 *   await nextTurn();
 *   result = update.continue(5, now);
 * }
 * if (result.ok) specs = result.value;
 */
export function readUpdate(text: PayloadText, options: UpdateOptions = {}): SpecsUpdateReader {
  const reading = read(text, options);
  let result: Result<CompiledSpecs, StatsigError> | undefined;
  return {
    continue(budgetMs, now) {
      const end = now() + budgetMs;
      while (result === undefined) {
        const step = reading.next();
        if (step.done) result = step.value;
        else if (now() >= end) break;
      }
      return result;
    },
  };
}

function* read(
  text: PayloadText,
  options: UpdateOptions,
): Generator<void, Result<CompiledSpecs, StatsigError>> {
  const parsed = yield* parseInSteps(text, options.previous?.wires);
  if (!parsed.ok) return parsed;
  const { previous } = options;
  if (previous !== undefined && parsed.value === previous.wires) return ok(previous);
  if (previous === undefined) return ok(compileSpecs(parsed.value, options));
  const carried = yield* carryOver(previous, parsed.value);
  return ok(compileWith(parsed.value, options, { carried, kernel: previous.scratch.kernel }));
}
