import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

/** Writes files below a folder of their own, which is gone when the test is over. */
export function temporaryRoot(texts: Readonly<Record<string, string>>): URL {
  const root = mkdtempSync(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return pathToFileURL(`${root}/`);
}
