import { type Laboratory, settingOf } from './measure.ts';
import { answersFrom } from './measuring-child.ts';
import type { ProjectName } from './projects/store.ts';
import { subjectNames, subjectTitles } from './subjects/subject.ts';

/**
 * Makes sure that the SDKs are measured at the same work: on 300 users, everything that is asked for has the same answer.
 *
 * @throws {Error} When an answer differs, with the first one that does.
 */
export async function requireAgreement(project: ProjectName, laboratory: Laboratory): Promise<number> {
  const [ours, ...others] = await Promise.all(
    subjectNames.map(async (name) =>
      answersFrom(await settingOf({ id: 'answers', project }, name, laboratory)),
    ),
  );
  others.forEach((answers, index) => {
    const different = answers.findIndex((answer, line) => answer !== ours![line]);
    if (different === -1 && answers.length === ours!.length) return;
    const other = subjectTitles[subjectNames[index + 1]!];
    throw new Error(
      `On the project ${project}, ${other} answers "${answers[different]}", and ${subjectTitles.ours} "${ours![different]}".`,
    );
  });
  return ours!.length;
}
