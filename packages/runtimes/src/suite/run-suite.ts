import { answersOf } from './answers.ts';
import type { RecordedProject, Records } from './records.ts';

/** How a runtime did. Plain JSON. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  /** The first failures, in words. */
  readonly failures: readonly string[];
  /** Minutes from local time to UTC in March 2026: shows that a time zone took effect. */
  readonly offsetMinutes: number;
}

const maxFailures = 5;

/**
 * Asks core the same questions again and compares the answers with the recorded ones.
 *
 * Uses nothing but the language, so that it runs wherever core does.
 *
 * @param recordsText - JSON of `Records`.
 */
export function runSuite(recordsText: string): SuiteResult {
  const { projects, texts } = JSON.parse(recordsText) as Records;
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const project of projects) {
    for (const difference of differencesOf(project, texts)) {
      if (difference === null) passed += 1;
      else failed += 1;
      if (difference !== null && failures.length < maxFailures) failures.push(difference);
    }
  }
  const offsetMinutes = new Date(projects[0]?.now ?? 0).getTimezoneOffset();
  return { passed, failed, failures, offsetMinutes };
}

/** For each answer, null when it is the recorded one, else what is different. */
function* differencesOf(project: RecordedProject, texts: readonly string[]): Generator<string | null> {
  const { name, answers } = project;
  let index = 0;
  for (const { question, text } of answersOf(project)) {
    const position = answers[index];
    const expected = position === undefined ? undefined : texts[position];
    index += 1;
    yield text === expected
      ? null
      : `${name}, ${question} (answer ${index}): ${differenceOf(text, expected)}`;
  }
  if (index < answers.length) yield `${name}: ${index} answers, recorded: ${answers.length}`;
}

/** Where two answers part; they are long, and mostly the same. */
function differenceOf(text: string, recorded: string | undefined): string {
  if (recorded === undefined) return 'was not recorded';
  let at = 0;
  while (at < text.length && text[at] === recorded[at]) at += 1;
  const excerpt = (whole: string): string => whole.slice(Math.max(0, at - 20), at + 80);
  return `…${excerpt(text)}… was recorded as …${excerpt(recorded)}…`;
}
