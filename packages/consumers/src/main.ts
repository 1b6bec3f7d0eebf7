// Installs the packages as they would be published into projects of their own, and uses them in every way.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Check, consumers } from './checks.ts';
import { createProject, type Project } from './project.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says how it went. */
async function passes({ name, run }: Check, project: Project): Promise<boolean> {
  try {
    await run(project);
    print(`${name}: passed`);
    return true;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    print(`${name}: FAILED\n${String(error)}\n${stdout}${stderr}`);
    return false;
  }
}

const folder = await mkdtemp(join(tmpdir(), 'consumers-'));
const results: boolean[] = [];
try {
  for (const { checks, ...dependencies } of consumers) {
    const project = await createProject(folder, dependencies);
    for (const check of checks) results.push(await passes(check, project));
  }
} finally {
  await rm(folder, { recursive: true });
}
const passed = results.filter(Boolean).length;
print(`${passed} passed, ${results.length - passed} failed`);
process.exitCode = passed < results.length ? 1 : 0;
