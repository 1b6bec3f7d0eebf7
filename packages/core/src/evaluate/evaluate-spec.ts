import type { Evaluation, SecondaryExposure } from '../results/evaluation.ts';
import type { CompiledRule, CompiledSpec, RuleTest } from '../specs/compiled.ts';
import { delegate } from './delegate.ts';
import { mergeRules } from './merge-rules.ts';
import type { Run } from './run.ts';
import { distinct } from './secondary-exposures.ts';

/** A chain of specs that ask each other is cut off behind this many; a longer one is a circle. */
const maxDepth = 300;

/** Raised by specs that ask each other in a circle; the top of the evaluation answers with reason `Error`. */
class EvaluationDepthExceeded extends Error {}

/**
 * Finds a spec's answer: the first rule whose conditions all pass decides, also when the user then misses its pass
 * percentage.
 */
export function evaluateSpec<E extends Evaluation>(spec: CompiledSpec<E>, run: Run): E {
  if (spec.nested) return evaluateNesting(spec, run);
  for (const rule of spec.rules) {
    if (rule.unsupported) return spec.unsupported;
    if (matches(rule, run)) return decide(rule, run);
  }
  return spec.fallback;
}

/** Evaluates a spec that another one waits for. */
export function evaluateDeeper<E extends Evaluation>(spec: CompiledSpec<E>, run: Run): E {
  // A spec that asks nobody answers as fast as it is looked up.
  if (!spec.nested) return evaluateSpec(spec, run);
  const known = run.asked?.get(spec);
  if (known !== undefined) return known as E;
  if (++run.depth > maxDepth) throw new EvaluationDepthExceeded();
  const evaluation = evaluateSpec(spec, run);
  run.depth--;
  run.asked ??= new Map();
  run.asked.set(spec, evaluation);
  return evaluation;
}

/** Whether the user matches the rule and passes its percentage, whatever the rule would answer. */
export function passesRule(rule: RuleTest, run: Run): boolean {
  const passed = matchesAll(rule, run);
  const unsupported = rule.unsupported || run.unsupported;
  run.unsupported = false;
  return passed && !unsupported && passesPercentage(rule, run);
}

/** The same walk for specs that ask other specs: it gathers exposures, in a list of its own. */
function evaluateNesting<E extends Evaluation>(spec: CompiledSpec<E>, run: Run): E {
  const outer = run.exposures;
  const gathered: SecondaryExposure[] = [];
  run.exposures = gathered;
  const evaluation = spec.mergesRules ? mergeRules(spec, run, gathered) : firstMatch(spec, run, gathered);
  run.exposures = outer;
  return evaluation;
}

function firstMatch<E extends Evaluation>(spec: CompiledSpec<E>, run: Run, gathered: SecondaryExposure[]): E {
  for (const rule of spec.rules) {
    const matched = asks(rule, run);
    if (matched === undefined) {
      return exposing(spec, spec.unsupported, run.specs.dialect.results.unsupported(gathered));
    }
    if (!matched) continue;
    const experiment = rule.delegate === null ? undefined : run.specs.config(rule.delegate);
    if (experiment !== undefined) return delegate(spec, experiment, gathered, run);
    return exposing(spec, decide(rule, run), gathered);
  }
  return exposing(spec, spec.fallback, gathered);
}

/** Whether the user matches a rule of a spec that asks others; undefined when the rule turns out unsupported. */
export function asks(rule: RuleTest, run: Run): boolean | undefined {
  const matched = rule.nested ? matchesAll(rule, run) : matches(rule, run);
  if (!rule.unsupported && !run.unsupported) return matched;
  run.unsupported = false;
  return undefined;
}

export function passesPercentage({ threshold, bucket, unitID }: RuleTest, run: Run): boolean {
  if (threshold === 10_000) return true;
  if (threshold === 0) return false;
  return bucket(unitID(run.user)) < threshold;
}

function matches({ checks }: RuleTest, run: Run): boolean {
  for (const check of checks) if (!check(run)) return false;
  return true;
}

/** Without a short cut: every gate a rule asks is exposed, and any of them may turn out unsupported. */
function matchesAll({ checks }: RuleTest, run: Run): boolean {
  let passed = true;
  for (const check of checks) if (!check(run)) passed = false;
  return passed;
}

function decide<E extends Evaluation>(rule: CompiledRule<E>, run: Run): E {
  return passesPercentage(rule, run) ? rule.pass : rule.fail;
}

/** An answer with what was asked on the way, each once. */
export function exposing<E extends Evaluation>(
  spec: CompiledSpec<E>,
  evaluation: E,
  exposures: readonly SecondaryExposure[],
): E {
  return exposures.length === 0 ? evaluation : spec.kind.withExposures(evaluation, distinct(exposures));
}
