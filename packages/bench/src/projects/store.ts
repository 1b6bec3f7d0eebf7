import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedNames, recordedNames } from './benchmarked-specs.ts';
import { generatedProject } from './generated.ts';
import type { BenchmarkedNames, Project, StoredProject } from './project.ts';
import { recordedProject } from './recorded.ts';

/** Which project a work is measured on; `real` falls back to a generated one of the same size. */
export type ProjectName = 'real' | 'gates100' | 'gates1000' | 'gates10000';

const gatesOfRealProject = 78;

const makers: Readonly<Record<ProjectName, () => readonly [Project, BenchmarkedNames]>> = {
  real: () => {
    const recorded = recordedProject();
    return recorded === undefined
      ? [generatedProject(gatesOfRealProject), generatedNames]
      : [recorded, recordedNames];
  },
  gates100: () => [generatedProject(100), generatedNames],
  gates1000: () => [generatedProject(1_000), generatedNames],
  gates10000: () => [generatedProject(10_000), generatedNames],
};

/** Projects as files, for the children to read. */
export interface ProjectStore extends AsyncDisposable {
  /** Makes the project when it is first asked for. */
  get(name: ProjectName): Promise<StoredProject>;
}

/** Creates a store in a temporary folder, which disposing removes. */
export async function createProjectStore(): Promise<ProjectStore> {
  const directory = await mkdtemp(join(tmpdir(), 'acme-bench-'));
  const stored = new Map<ProjectName, Promise<StoredProject>>();

  async function store(name: ProjectName): Promise<StoredProject> {
    const [{ description, v1, v2 }, names] = makers[name]();
    const v1Path = join(directory, `${name}.v1.json`);
    const v2Path = join(directory, `${name}.v2.json`);
    await writeFile(v1Path, v1);
    await writeFile(v2Path, v2);
    return { description, names, v1Path, v2Path, v1Bytes: Buffer.byteLength(v1) };
  }

  return {
    get(name) {
      const known = stored.get(name) ?? store(name);
      stored.set(name, known);
      return known;
    },
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}
