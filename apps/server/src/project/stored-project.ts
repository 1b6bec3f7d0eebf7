import * as v from 'valibot';
import type { Project } from './project.ts';
import { projectSchema } from './schema.ts';

/** Reads a project that was stored, perhaps before it had all the fields that it has today. */
export function storedProject(text: string): Project {
  return v.parse(projectSchema, JSON.parse(text));
}
