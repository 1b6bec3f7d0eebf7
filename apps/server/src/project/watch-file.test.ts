import { EventEmitter, once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../server.test-support.ts';
import { watchFile } from './watch-file.ts';

describe('watchFile', () => {
  it.each<[string, (file: string) => Promise<void>]>([
    ['written', (file) => writeFile(file, 'new')],
    [
      'replaced',
      async (file) => {
        await writeFile(`${file}.tmp`, 'new');
        await rename(`${file}.tmp`, file);
      },
    ],
  ])('tells when a file is %s, and when it is again', async (_how, change) => {
    const file = join(await temporaryFolder(), 'project.json');
    await writeFile(file, 'old');
    const changes = new EventEmitter();
    const watching = watchFile(file, async () => void changes.emit('change'));
    onTestFinished(() => watching.close());
    for (let time = 0; time < 2; time += 1) {
      const changed = once(changes, 'change', { signal: AbortSignal.timeout(4000) });
      await change(file);
      await expect(changed).resolves.toEqual([]);
    }
  });
});
