import { describe, expect, it } from 'vitest';
import { answersOf } from '../suite/answers.ts';
import { createProjects } from './projects.ts';

const projects = createProjects();

/** The rules that decided for any user, by gate. */
function decidingRules(projectName: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const project = projects.find(({ name }) => name === projectName);
  for (const { question, text } of project === undefined ? [] : answersOf(project)) {
    if (!question.startsWith('gate ')) continue;
    const { ruleID } = JSON.parse(text) as { readonly ruleID: string };
    found.set(question, (found.get(question) ?? new Set()).add(ruleID));
  }
  return found;
}

describe('the projects', () => {
  it('are the same each time', () => {
    expect(createProjects()).toEqual(projects);
  });

  it('are asked more than 20,000 questions', () => {
    const questions = projects.flatMap((project) => [...answersOf(project)]);

    expect(questions.length).toBeGreaterThan(20_000);
  });

  it.each(['v1', 'v2'])('have users for and against nearly every condition, written as %s', (name) => {
    const gates = [...decidingRules(name)].filter(([question]) => /_\d+$/.test(question));
    const oneSided = gates.filter(([, rules]) => rules.size < 2);

    expect(gates.length).toBeGreaterThan(100);
    expect(oneSided.length / gates.length).toBeLessThan(0.2);
  });
});
