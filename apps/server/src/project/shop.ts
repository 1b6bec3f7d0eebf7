import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseProject } from './parse-project.ts';
import type { Project } from './project.ts';

/** The path of the demo project: an online shop with twelve gates, four configs, five experiments and two layers. */
export const shopProjectFile: string = fileURLToPath(new URL('../../project/shop.json', import.meta.url));

/**
 * Reads a project file.
 *
 * @param file - Its path.
 * @defaultValue the demo project, {@link shopProjectFile}
 * @throws {StatsigError} `INVALID_SPECS` when it is no project; Node's own error when it cannot be read.
 */
export async function loadProject(file: string = shopProjectFile): Promise<Project> {
  return parseProject(await readFile(file, 'utf8'));
}
