import type { StartSubject, SubjectName } from './subject.ts';

/** Loads an SDK, and none of the others. */
export const subjects: Readonly<Record<SubjectName, () => Promise<StartSubject>>> = {
  ours: async () => (await import('./ours.ts')).startOurs,
  legacy: async () => (await import('./legacy.ts')).startLegacy,
  core: async () => (await import('./core.ts')).startCore,
};
