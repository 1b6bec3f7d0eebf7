import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleSuite } from './bundle.ts';
import type { Suite } from './check.ts';
import { shopProject } from './project/projects.ts';
import { runCommand } from './runtimes/command.ts';
import { runOnLanguageAlone } from './runtimes/language-alone.ts';
import { record } from './suite/records.ts';

let suite: Suite;
let folder: string;

beforeAll(async () => {
  const bundle = await bundleSuite();
  const records = JSON.stringify(record([shopProject()]));
  folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  suite = {
    ...bundle,
    records,
    modulePath: join(folder, 'suite.mjs'),
    recordsPath: join(folder, 'records.json'),
  };
  await Promise.all([writeFile(suite.modulePath, bundle.module), writeFile(suite.recordsPath, records)]);
});
afterAll(() => rm(folder, { recursive: true }));

describe('the bundled suite', () => {
  it('runs on the language alone', async () => {
    const { passed, failed, failures } = await runOnLanguageAlone(suite);

    expect({ failed, failures }).toEqual({ failed: 0, failures: [] });
    expect(passed).toBeGreaterThan(1_000);
  });

  it('runs as a command, in a time zone of its own', async () => {
    const node = { executable: process.execPath, version: process.versions.node };

    const result = await runCommand(node, suite, { name: 'Asia/Kathmandu', offsetMinutes: -345 });

    expect(result).toMatchObject({ failed: 0, offsetMinutes: -345 });
  });

  it('does not take one version for another', async () => {
    const node = { executable: process.execPath, version: '1.2.3' };

    await expect(runCommand(node, suite, { name: 'UTC', offsetMinutes: 0 })).rejects.toThrow('not 1.2.3');
  });

  it('fails where the language is not enough for it', async () => {
    const script = `${suite.script}\nsuite = { runSuite: () => fetch('/') };`;

    await expect(runOnLanguageAlone({ ...suite, script })).rejects.toThrow();
  });

  it('fails when it looks for more than the language has', async () => {
    const script = `${suite.script}\ntypeof TextEncoder;`;

    await expect(runOnLanguageAlone({ ...suite, script })).rejects.toThrow(
      'ES2023 does not have: TextEncoder',
    );
  });
});
