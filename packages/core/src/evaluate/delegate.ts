import type { Experiment } from '../results/dynamic-config.ts';
import type { Evaluation, EvaluationDetails, SecondaryExposure } from '../results/evaluation.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import { ask } from './ask.ts';
import { knownAnswer, remember } from './exposed-answers.ts';
import { experimentKind } from './kinds.ts';
import { exposedSince, type Run } from './run.ts';
import { distinct } from './secondary-exposures.ts';

/**
 * Lets an experiment answer in place of the rule that names it. The rule's own percentage plays no part, and the
 * values of the two are not merged.
 */
export function delegate<E extends Evaluation>(
  spec: CompiledSpec<E>,
  experiment: CompiledSpec<Experiment>,
  run: Run,
  start: number,
): E {
  const base = ask(experimentKind, experiment.name, run) ?? experiment.fallback;
  const known = knownAnswer(spec.answers, base, run, start);
  if (known !== undefined) return known;
  const gathered = exposedSince(run, start);
  const answer = delegated(spec, { experiment, base, undelegated: distinct(gathered) }, run.specs);
  return remember(spec.answers, { base, gathered, answer });
}

interface Delegated {
  readonly experiment: CompiledSpec<Experiment>;
  readonly base: Experiment;
  /** What the outer spec asked before it handed over. */
  readonly undelegated: readonly SecondaryExposure[];
}

function delegated<E extends Evaluation>(
  spec: CompiledSpec<E>,
  { experiment, base, undelegated }: Delegated,
  { dialect: { results } }: CompiledSpecs,
): E {
  return spec.kind.delegated(spec.fallback, {
    evaluation: base,
    experiment: experiment.name,
    explicitParameters: experiment.explicitParameters,
    idType: results.idType(spec.idType, base.idType),
    details: ofVersion(base.details, results.version(spec.version, base.details.version)),
    secondaryExposures: distinct([...undelegated, ...base.secondaryExposures]),
    undelegatedSecondaryExposures: undelegated,
  });
}

function ofVersion(details: EvaluationDetails, version: number | null): EvaluationDetails {
  return details.version === version ? details : Object.freeze({ ...details, version });
}
