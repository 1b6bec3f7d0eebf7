import type { Evaluation } from '../results/evaluation.ts';
import type { CompiledRule, CompiledSpec, RuleTest } from '../specs/compiled.ts';
import { delegate } from './delegate.ts';
import { knownAnswer, remember } from './exposed-answers.ts';
import { mergeRules } from './merge-rules.ts';
import { exposedSince, type Run } from './run.ts';
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
  const { rules } = spec;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i]!;
    if (rule.unsupported) return spec.unsupported;
    if (matches(rule, run)) return decide(rule, run);
  }
  return spec.fallback;
}

/**
 * What a rule by itself says of the user: whether the percentage is passed, and no when it cannot be understood;
 * undefined when the user does not match it.
 */
export function judge(rule: RuleTest, run: Run): boolean | undefined {
  const start = run.end;
  const matched = matchesAll(rule, run);
  const unsupported = rule.unsupported || run.unsupported;
  run.unsupported = false;
  run.end = start;
  if (unsupported) return false;
  return matched ? passesPercentage(rule, run) : undefined;
}

/**
 * The same walk for specs that ask other specs: it gathers exposures. However many ask such a spec in one evaluation,
 * it is evaluated once.
 */
function evaluateNesting<E extends Evaluation>(spec: CompiledSpec<E>, run: Run): E {
  const { memo } = spec;
  if (memo.serial === run.serial && memo.answer !== null) return memo.answer;
  if (++run.depth > maxDepth) throw new EvaluationDepthExceeded();
  const start = run.end;
  const answer = spec.mergesRules ? mergeRules(spec, run, start) : firstMatch(spec, run, start);
  run.end = start;
  run.depth--;
  memo.serial = run.serial;
  memo.answer = answer;
  return answer;
}

function firstMatch<E extends Evaluation>(spec: CompiledSpec<E>, run: Run, start: number): E {
  for (const rule of spec.rules) {
    const matched = asks(rule, run);
    if (matched === undefined) return unsupported(spec, run, start);
    if (!matched) continue;
    const experiment = rule.delegate === null ? undefined : run.specs.config(rule.delegate);
    if (experiment !== undefined) return delegate(spec, experiment, run, start);
    return exposing(spec, decide(rule, run), run, start);
  }
  return exposing(spec, spec.fallback, run, start);
}

/** The answer of a spec in which something cannot be understood. */
function unsupported<E extends Evaluation>(spec: CompiledSpec<E>, run: Run, start: number): E {
  if (!run.specs.dialect.results.exposesUnsupported) run.end = start;
  return exposing(spec, spec.unsupported, run, start);
}

/** Whether the user matches a rule of a spec that asks others; undefined when the rule turns out unsupported. */
export function asks(rule: RuleTest, run: Run): boolean | undefined {
  if (!rule.nested) return rule.unsupported ? undefined : matches(rule, run);
  const matched = matchesAll(rule, run);
  if (!run.unsupported) return matched;
  run.unsupported = false;
  return undefined;
}

export function passesPercentage({ threshold, bucket, unitID }: RuleTest, run: Run): boolean {
  if (threshold === 10_000) return true;
  if (threshold === 0) return false;
  return bucket(unitID(run.user)) < threshold;
}

function matches({ checks }: RuleTest, run: Run): boolean {
  for (let i = 0; i < checks.length; i++) if (!checks[i]!(run)) return false;
  return true;
}

/**
 * Without a short cut: every gate a rule asks is exposed, and any of them may turn out unsupported. Only that ends the
 * rule at once.
 */
function matchesAll({ checks }: RuleTest, run: Run): boolean {
  let matched = true;
  for (const check of checks) {
    if (!check(run)) matched = false;
    if (run.unsupported) return false;
  }
  return matched;
}

function decide<E extends Evaluation>(rule: CompiledRule<E>, run: Run): E {
  return passesPercentage(rule, run) ? rule.pass : rule.fail;
}

/** An answer with what was asked on the way, each once. */
function exposing<E extends Evaluation>(spec: CompiledSpec<E>, base: E, run: Run, start: number): E {
  if (run.end === start) return base;
  const known = knownAnswer(spec.answers, base, run, start);
  if (known !== undefined) return known;
  const gathered = exposedSince(run, start);
  const answer = spec.kind.withExposures(base, distinct(gathered));
  return remember(spec.answers, { base, gathered, answer });
}
