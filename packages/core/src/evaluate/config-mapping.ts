import type { Evaluation } from '../results/evaluation.ts';
import { evaluateSpec, passesRule } from './evaluate-spec.ts';
import type { Kind } from './kinds.ts';
import type { Run } from './run.ts';

/** Lets another spec answer under the name that was asked for, when the project maps this user to it. */
export function mapped<E extends Evaluation>(kind: Kind<E>, name: string, run: Run): E | undefined {
  const { mappings } = run.specs;
  if (mappings === null) return undefined;
  for (const { newConfigName, rules } of mappings(kind.specKind, name)) {
    const target = kind.specOf(run.specs, newConfigName);
    if (target === undefined) continue;
    for (const { startTime, test } of rules) {
      if (startTime > run.context.now || !passesRule(test, run)) continue;
      return kind.renamed(evaluateSpec(target, run), name, newConfigName);
    }
  }
  return undefined;
}
