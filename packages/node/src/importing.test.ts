import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('importing.test-support.ts', import.meta.url));

describe('importing the package and creating an SDK object', () => {
  it('opens nothing, loads nothing that takes long, and lets the process end', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    expect(JSON.parse(stdout)).toEqual({
      opened: 0,
      reason: 'Uninitialized',
      // Not ky, and none of node:crypto, fs, http, util and zlib: each takes milliseconds, and is loaded when it is needed.
      imported: [
        '@acme/statsig-core',
        'node:async_hooks',
        'node:buffer',
        'node:diagnostics_channel',
        'node:path',
        'node:timers/promises',
      ],
    });
  });
});
