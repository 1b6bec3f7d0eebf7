import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { generatedProject } from '../projects/generated.ts';
import { publishedBody } from './publication.ts';

it.each(['v1', 'v2'] as const)('changes the time and one rule of a generated %s project', async (format) => {
  const directory = await mkdtemp(join(tmpdir(), 'bench-publication-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const path = join(directory, 'payload.json');
  const payload = generatedProject(1)[format];
  await writeFile(path, payload);

  const body = await publishedBody({ path, version: 7, passPercentage: 0 });

  const before = payload.replace('"time":1750000000000', '"time":1750000000007');
  expect(body.toString()).not.toBe(before);
  expect(body.toString().replace('"passPercentage":0', '"passPercentage":50')).toBe(before);
});
