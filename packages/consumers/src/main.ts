// Installs the packages as they would be published into a project of their own, and uses them in every way.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checks } from './checks.ts';
import { createProject } from './project.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'consumers-'));
let failed = 0;
try {
  const project = await createProject(folder);
  for (const { name, run } of checks) {
    try {
      await run(project);
      print(`${name}: passed`);
    } catch (error) {
      failed += 1;
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      print(`${name}: FAILED\n${String(error)}\n${stdout}${stderr}`);
    }
  }
} finally {
  await rm(folder, { recursive: true });
}
print(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
