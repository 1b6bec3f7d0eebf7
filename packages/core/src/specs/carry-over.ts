import type { Evaluation } from '../results/evaluation.ts';
import type { CompiledSpec, CompiledSpecs } from './compiled.ts';
import type { AnswerDetails } from './details.ts';
import type { SpecKind } from './spec.ts';
import type { Specs } from './specs.ts';

type ByKind = Readonly<Record<SpecKind, Map<string, CompiledSpec>>>;

/** Specs that were compiled before. */
export interface CarriedOver {
  /** Those that say the same now. */
  readonly same: ByKind;
  /** Those that say something else now, which may turn out to be unreadable. */
  readonly lastGood: ByKind;
}

const kinds = ['gate', 'config', 'layer'] as const;

/**
 * Sorts the compiled specs of `previous`: those whose text did not change need not be read again, and the others answer on
 * if their new text cannot be read.
 *
 * Only those that were asked for are compiled, and compared. A generator, so that its caller can stop in between.
 */
export function* carryOver(previous: CompiledSpecs, specs: Specs): Generator<void, CarriedOver> {
  const carried = { same: emptyMaps(), lastGood: emptyMaps() };
  if (previous.dialect !== specs.dialect) return carried;
  const hasSameConditions = yield* keepsConditions(previous, specs);
  for (const kind of kinds) {
    for (const [name, spec] of previous.compiled(kind)) {
      const isSame = hasSameConditions && previous.wires[kind].get(name) === specs[kind].get(name);
      if (spec !== undefined && isWhole(spec)) carried[isSame ? 'same' : 'lastGood'][kind].set(name, spec);
      yield;
    }
  }
  return carried;
}

function emptyMaps(): ByKind {
  return { gate: new Map(), config: new Map(), layer: new Map() };
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
