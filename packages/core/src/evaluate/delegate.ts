import type { Experiment } from '../results/dynamic-config.ts';
import type { Evaluation, EvaluationDetails, SecondaryExposure } from '../results/evaluation.ts';
import type { CompiledSpec } from '../specs/compiled.ts';
import { ask } from './ask.ts';
import { experimentKind } from './kinds.ts';
import type { Run } from './run.ts';
import { distinct } from './secondary-exposures.ts';

/**
 * Lets an experiment answer in place of the rule that names it. The rule's own percentage plays no part, and the
 * values of the two are not merged.
 *
 * @param gathered - What the outer spec asked before it handed over.
 */
export function delegate<E extends Evaluation>(
  spec: CompiledSpec<E>,
  experiment: CompiledSpec<Experiment>,
  gathered: readonly SecondaryExposure[],
  run: Run,
): E {
  const { results } = run.specs.dialect;
  const evaluation = ask(experimentKind, experiment.name, run) ?? experiment.fallback;
  const undelegated = distinct(gathered);
  const { reason } = evaluation.details;
  return spec.kind.delegated(spec.fallback, {
    evaluation,
    experiment: experiment.name,
    explicitParameters: experiment.explicitParameters,
    idType: results.idType(spec.idType, evaluation.idType),
    details: ofVersion(evaluation.details, results.version(spec.version, evaluation.details.version)),
    secondaryExposures:
      reason === 'Unsupported'
        ? evaluation.secondaryExposures
        : distinct([...undelegated, ...evaluation.secondaryExposures]),
    undelegatedSecondaryExposures: undelegated,
  });
}

function ofVersion(details: EvaluationDetails, version: number | null): EvaluationDetails {
  return details.version === version ? details : Object.freeze({ ...details, version });
}
