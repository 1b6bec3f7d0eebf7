import { ask } from '../evaluate/ask.ts';
import { experimentKind } from '../evaluate/kinds.ts';
import { type ConditionType, valueCondition } from './condition.ts';

const groupOf: ConditionType = valueCondition(
  ({ field }) =>
    (run) =>
      field === null ? undefined : ask(experimentKind, field, run)?.groupName,
);

/** Compares the name of the group that the user has in another experiment; missing when the user is in none. */
export const experimentGroupCondition: ConditionType = (condition, parts) => {
  const compiled = groupOf(condition, parts);
  return compiled === null ? null : { ...compiled, nested: true };
};
