import type { StoredProject } from './projects/project.ts';
import type { Subject } from './subjects/subject.ts';
import { usersFrom } from './users.ts';
import { started } from './works/started.ts';
import type { Setting } from './works/work.ts';

const comparedUsers = 300;

/** What an SDK answers to everything that is measured, one line each, in a form that can be compared. */
export async function answersOf(setting: Setting): Promise<string[]> {
  const subject = await started(setting);
  const lines = usersFrom(0, comparedUsers).flatMap((description) =>
    Object.entries(answersFor(subject, subject.user(description), setting.project)).map(
      ([name, value]) => `${description.userID} ${name}: ${stableText(value)}`,
    ),
  );
  await subject.stop();
  return lines;
}

function answersFor(subject: Subject, user: unknown, { names }: StoredProject): Record<string, unknown> {
  const { layer, layerParameter } = names;
  const gate = (name: string) => [subject.checkGate(user, name), subject.gateRuleID(user, name)];
  return {
    [names.anyOf]: gate(names.anyOf),
    [names.manyRules]: gate(names.manyRules),
    [names.deepNesting]: gate(names.deepNesting),
    [names.dynamicConfig]: subject.dynamicConfig(user, names.dynamicConfig),
    [names.experiment]: subject.experiment(user, names.experiment),
    [`${layer}.${layerParameter}`]: subject.layerParameter(user, layer, layerParameter),
  };
}

/** JSON with the fields in one order. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_, field: unknown) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return field;
    return Object.fromEntries(Object.entries(field).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
