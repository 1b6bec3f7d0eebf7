import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own in memory, which can be full or read-only without harm to anyone. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Nothing can be written from here on, by anyone. */
  makeReadOnly(): void;
}

const canMount = mounts(() => undefined);

/** Whether this user may mount; if not, it is said once, loudly. */
export function canMountDisks(): boolean {
  if (!canMount)
    process.stderr.write('\nSKIPPED: full and read-only disks need the right to mount a tmpfs.\n');
  return canMount;
}

/** @param sizeBytes - A multiple of 4,096. */
export function smallDisk(sizeBytes: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'statsig-disk-'));
  if (run('mount', '-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', path) !== 0)
    throw new Error(`Cannot mount ${path}.`);
  return {
    path,
    makeReadOnly() {
      if (run('mount', '-o', 'remount,ro', path) !== 0) throw new Error(`Someone is writing to ${path}.`);
    },
    [Symbol.dispose]() {
      run('umount', '--lazy', path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function mounts(use: (disk: SmallDisk) => void): boolean {
  if (process.platform !== 'linux') return false;
  try {
    using disk = smallDisk(65_536);
    use(disk);
    return true;
  } catch {
    return false;
  }
}

function run(command: string, ...parameters: readonly string[]): number | null {
  return spawnSync(command, parameters, { stdio: 'ignore' }).status;
}
