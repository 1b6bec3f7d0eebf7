import type { Evaluation } from '../results/evaluation.ts';
import type { CompiledSpec, CompiledSpecs } from './compiled.ts';
import type { AnswerDetails } from './details.ts';
import type { SpecKind } from './spec.ts';
import type { Specs } from './specs.ts';

/** Specs that were compiled before and say the same now. */
export type CarriedOver = Readonly<Record<SpecKind, ReadonlyMap<string, CompiledSpec>>>;

const kinds = ['gate', 'config', 'layer'] as const;
const nothing: CarriedOver = { gate: new Map(), config: new Map(), layer: new Map() };

/**
 * Finds the compiled specs of `previous` whose text did not change, so that they need not be read again.
 *
 * Only those that were asked for are compiled, and compared. A generator, so that its caller can stop in between.
 */
export function* carryOver(previous: CompiledSpecs, specs: Specs): Generator<void, CarriedOver> {
  if (previous.dialect !== specs.dialect || !(yield* keepsConditions(previous, specs))) return nothing;
  const carried = {
    gate: new Map<string, CompiledSpec>(),
    config: new Map<string, CompiledSpec>(),
    layer: new Map<string, CompiledSpec>(),
  };
  for (const kind of kinds) {
    for (const [name, spec] of previous.compiled(kind)) {
      const isSame = previous.wires[kind].get(name) === specs[kind].get(name);
      if (isSame && spec !== undefined && isWhole(spec)) carried[kind].set(name, spec);
      yield;
    }
  }
  return carried;
}

/** Whether every condition that rules may refer to is still the same; new ones do not matter. */
function* keepsConditions({ wires }: CompiledSpecs, specs: Specs): Generator<void, boolean> {
  if (specs.conditions === wires.conditions) return true;
  for (const [id, part] of wires.conditions) {
    if (specs.conditions.get(id) !== part) return false;
    yield;
  }
  return true;
}

/** What refers to a condition that was not there may find it now. */
function isWhole({ rules }: CompiledSpec): boolean {
  return rules.every(({ unsupported }) => !unsupported);
}

/** The same spec in newer specs: it keeps its rules, and only its answers say when they came. */
export function renewed<E extends Evaluation>(
  spec: CompiledSpec<E>,
  details: AnswerDetails,
): CompiledSpec<E> {
  const recognized = details.of('Recognized', spec.version);
  const unsupported = details.of('Unsupported', spec.version);
  return {
    ...spec,
    rules: spec.rules.map((rule) => ({
      ...rule,
      pass: Object.freeze({ ...rule.pass, details: recognized }),
      fail: Object.freeze({ ...rule.fail, details: recognized }),
    })),
    fallback: Object.freeze({ ...spec.fallback, details: recognized }),
    unsupported: Object.freeze({ ...spec.unsupported, details: unsupported }),
    memo: { serial: 0, answer: null },
    answers: [],
  };
}
