import { backlogWorks } from './backlog.ts';
import { clientInitializeResponse } from './client-initialize-response.ts';
import { warmEvaluations } from './evaluations.ts';
import { eventWorks } from './events.ts';
import { memoryWorks } from './memory.ts';
import { neverSeen } from './never-seen.ts';
import { startWorks } from './start.ts';
import { updateWorks } from './updates.ts';
import type { Work } from './work.ts';

/** Everything that is measured, in the order of the report. */
export const works: readonly Work[] = [
  ...warmEvaluations.slice(0, 1),
  neverSeen,
  ...warmEvaluations.slice(1),
  clientInitializeResponse,
  ...startWorks,
  ...memoryWorks,
  ...backlogWorks,
  ...updateWorks,
  ...eventWorks,
];

/**
 * Finds a work.
 *
 * @throws {Error} When there is none of that name.
 */
export function workOf(id: string): Work {
  const work = works.find((candidate) => candidate.id === id);
  if (work === undefined) throw new Error(`There is no work "${id}".`);
  return work;
}
