// Records what core answers on this Node, and compares every other runtime with it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleSuite } from './bundle.ts';
import { checks } from './checks.ts';
import { createProjects } from './project/projects.ts';
import { runChecks } from './run-checks.ts';
import { record } from './suite/records.ts';

process.env['TZ'] = 'UTC';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'runtimes-'));
try {
  const bundle = await bundleSuite();
  const records = JSON.stringify(record(createProjects()));
  const modulePath = join(folder, 'suite.mjs');
  const recordsPath = join(folder, 'records.json');
  await Promise.all([writeFile(modulePath, bundle.module), writeFile(recordsPath, records)]);
  const { passed, failed } = await runChecks(
    checks,
    { ...bundle, records, modulePath, recordsPath },
    { isOptional: process.env['RUNTIMES_OPTIONAL'] === '1', print },
  );
  print(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true });
}
