import type { Project } from '../project/project.ts';
import { answersOf } from './answers.ts';

/** Projects and their answers, as one runtime gave them. Plain JSON. */
export interface Records {
  readonly projects: readonly RecordedProject[];
  /** Each text that is an answer, once: most users are answered alike. */
  readonly texts: readonly string[];
}

export interface RecordedProject extends Project {
  /** For each question in turn, where in `texts` its answer stands. */
  readonly answers: readonly number[];
}

/** Writes down what this runtime answers. */
export function record(projects: readonly Project[]): Records {
  const positions = new Map<string, number>();
  const positionOf = (text: string): number => {
    const position = positions.get(text) ?? positions.size;
    positions.set(text, position);
    return position;
  };
  const recorded = projects.map((given) => {
    // As the others get it: JSON does not keep everything.
    const project = JSON.parse(JSON.stringify(given)) as Project;
    return { ...project, answers: Array.from(answersOf(project), ({ text }) => positionOf(text)) };
  });
  return { projects: recorded, texts: [...positions.keys()] };
}
