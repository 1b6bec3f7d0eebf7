import { describe, expect, it } from 'vitest';
import { shopProject } from '../project/projects.ts';
import { type Records, record } from './records.ts';
import { runSuite } from './run-suite.ts';

const shop = shopProject();
const records = record([{ ...shop, users: shop.users.slice(0, 3) }]);
const [recorded] = records.projects;
const count = recorded?.answers.length ?? 0;

function changed(answers: (answers: readonly number[]) => readonly number[]): Records {
  return {
    ...records,
    projects: records.projects.map((project) => ({ ...project, answers: answers(project.answers) })),
  };
}

describe('runSuite', () => {
  it('passes on answers of the same core', () => {
    expect(runSuite(JSON.stringify(records))).toMatchObject({ passed: count, failed: 0, failures: [] });
  });

  it.each`
    failed   | because                    | altered
    ${1}     | ${'an answer differs'}     | ${changed(([first = 0, ...rest]) => [first + 1, ...rest])}
    ${1}     | ${'an answer is missing'}  | ${changed((answers) => answers.slice(0, -1))}
    ${1}     | ${'an answer is too many'} | ${changed((answers) => [...answers, 0])}
    ${1}     | ${'a text is missing'}     | ${{ ...records, texts: records.texts.slice(0, -1) }}
    ${count} | ${'nothing was recorded'}  | ${changed(() => [])}
  `('finds $failed failed when $because', ({ failed, altered }: { failed: number; altered: Records }) => {
    const result = runSuite(JSON.stringify(altered));

    expect(result.failed).toBe(failed);
    expect(result.failures[0]).toMatch(/^shop[,:]/);
  });

  it('shows where an answer parts from the recorded one', () => {
    const texts = records.texts.map((text) => text.replace('"Recognized"', '"Persisted"'));

    expect(runSuite(JSON.stringify({ ...records, texts })).failures[0]).toMatch(
      /^shop, gate new_checkout \(answer \d+\): ….*"Recognized".*… was recorded as ….*"Persisted".*…$/,
    );
  });

  it('words only the first few failures', () => {
    expect(runSuite(JSON.stringify(changed(() => []))).failures).toHaveLength(5);
  });
});
