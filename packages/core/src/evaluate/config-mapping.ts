import type { Evaluation } from '../results/evaluation.ts';
import type { CompiledMapping } from '../specs/mapping.ts';
import { evaluateSpec, judge } from './evaluate-spec.ts';
import type { Kind } from './kinds.ts';
import type { Run } from './run.ts';

/** Lets another spec answer under the name that was asked for, when the project maps this user to it. */
export function mapped<E extends Evaluation>(kind: Kind<E>, name: string, run: Run): E | undefined {
  const found = run.specs.mappings?.(kind.specKind, name);
  if (found === undefined) return undefined;
  const { memo } = found;
  if (memo.serial !== run.serial) {
    memo.answer = tryAll(found.mappings, kind, name, run);
    memo.serial = run.serial;
  }
  // Kept per kind of spec, so it is an answer of this kind.
  return memo.answer as E | undefined;
}

function tryAll<E extends Evaluation>(
  mappings: readonly CompiledMapping[],
  kind: Kind<E>,
  name: string,
  run: Run,
): E | undefined {
  for (const { newConfigName, rules } of mappings) {
    const target = kind.specOf(run.specs, newConfigName);
    if (target === undefined) continue;
    for (const { startTime, test } of rules) {
      if (startTime > run.context.now || judge(test, run) !== true) continue;
      return kind.renamed(evaluateSpec(target, run), name, newConfigName);
    }
  }
  return undefined;
}
