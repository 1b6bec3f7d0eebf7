import type { Difference } from './differences.ts';

/** Says what differs, on which project and user, in text that can be pasted into a test. */
export function report({ question, field, official, ours }: Difference, seed: number): string {
  const { dialect, method, name, project, user } = question;
  return [
    `${method}(user, '${name}').${field} is not what the official SDK answers (${dialect}, SEED=${seed}).`,
    `  official: ${JSON.stringify(official[field])}`,
    `  ours:     ${JSON.stringify(ours[field])}`,
    `  project:  ${JSON.stringify(project, withoutEmpty)}`,
    `  user:     ${JSON.stringify(user)}`,
    `  official answer: ${JSON.stringify(official)}`,
    `  our answer:      ${JSON.stringify(ours)}`,
  ].join('\n');
}

/** Leaves out the lists that only say that nothing is left out. */
function withoutEmpty(field: string, value: unknown): unknown {
  return field === 'omitted' && Array.isArray(value) && value.length === 0 ? undefined : value;
}
