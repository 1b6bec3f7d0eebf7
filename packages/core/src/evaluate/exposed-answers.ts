import type { Evaluation, SecondaryExposure } from '../results/evaluation.ts';
import type { Run } from './run.ts';

/**
 * Answers of one spec with the exposures that came with them. There are few: most users are asked about the same
 * gates with the same outcome, so each is made once and then found again.
 */
export type ExposedAnswers<E extends Evaluation> = {
  /** The answer without the exposures. */
  readonly base: Evaluation;
  readonly gathered: readonly SecondaryExposure[];
  readonly answer: E;
}[];

/** Comparing more of them would cost more than making one. */
const maxKnown = 12;

/**
 * Looks for an answer that was made before.
 *
 * @param start - Where in the run's exposures those of the spec begin.
 */
export function knownAnswer<E extends Evaluation>(
  answers: ExposedAnswers<E>,
  base: Evaluation,
  run: Run,
  start: number,
): E | undefined {
  for (const known of answers) {
    if (known.base === base && endsWith(run, start, known.gathered)) return known.answer;
  }
  return undefined;
}

/** Keeps an answer for the next user who gets it, as long as there are few. */
export function remember<E extends Evaluation>(
  answers: ExposedAnswers<E>,
  entry: ExposedAnswers<E>[number],
): E {
  if (answers.length < maxKnown) answers.push(entry);
  return entry.answer;
}

function endsWith({ exposures, end }: Run, start: number, gathered: readonly SecondaryExposure[]): boolean {
  if (end - start !== gathered.length) return false;
  for (let i = 0; i < gathered.length; i++) if (exposures[start + i] !== gathered[i]) return false;
  return true;
}
