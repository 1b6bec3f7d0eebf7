import type { EvaluationDetails } from '../results/evaluation.ts';

/** The details of answers that rules give; those of one version are one record. */
export interface AnswerDetails {
  of(reason: 'Recognized' | 'Unsupported', version: number | null): EvaluationDetails;
}

/** Makes details for one set of specs. */
export function answerDetails(
  about: Pick<EvaluationDetails, 'source' | 'lcut' | 'receivedAt'>,
): AnswerDetails {
  const { source, lcut, receivedAt } = about;
  const made = {
    Recognized: new Map<number | null, EvaluationDetails>(),
    Unsupported: new Map<number | null, EvaluationDetails>(),
  };
  return {
    of(reason, version) {
      const known = made[reason].get(version);
      if (known !== undefined) return known;
      const details = Object.freeze({ reason, source, lcut, receivedAt, version, overrideConfigName: null });
      made[reason].set(version, details);
      return details;
    },
  };
}
