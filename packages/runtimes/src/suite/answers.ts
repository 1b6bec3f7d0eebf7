import {
  type CompiledSpecs,
  compileSpecs,
  type EvaluationContext,
  parseSpecs,
  type StatsigUser,
} from '@acme/statsig-core';
import type { Project } from '../project/project.ts';
import { contextOf } from './context.ts';
import { type Names, namesOf } from './names.ts';
import { projectQuestions } from './project-questions.ts';
import { rareQuestions, userQuestions } from './user-questions.ts';

/** What was asked and what core answered, as text. */
export interface Answer {
  readonly question: string;
  readonly text: string;
}

/** All that a question may be about. */
export interface Subject {
  readonly specs: CompiledSpecs;
  readonly names: Names;
  readonly user: StatsigUser;
  readonly context: EvaluationContext;
}

/** Questions with long answers are put to every so-many user only. */
const rareEvery = 10;

/** Asks core everything about a project and all of its users, always in the same order. */
export function* answersOf(project: Project): Generator<Answer> {
  const parsed = parseSpecs(project.payload);
  if (!parsed.ok) throw parsed.error;
  const specs = compileSpecs(parsed.value, { source: 'Network', receivedAt: project.now });
  const names = namesOf(project.payload);
  const context = contextOf(project);
  yield* projectQuestions({ specs, names });
  for (const [index, user] of project.users.entries()) {
    const subject: Subject = { specs, names, context, user: user as StatsigUser };
    yield* userQuestions(subject);
    if (index % rareEvery === 0) yield* rareQuestions(subject);
  }
}
