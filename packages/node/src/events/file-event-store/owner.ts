import { crypto, fs, os } from '../../builtins.ts';

/**
 * The process that a folder belongs to, as the folder's name says it.
 *
 * The number of a process is given again, so the time of its start is added where the system tells it. Numbers of different
 * machines and containers cannot be compared, which is what the space is for.
 */
export interface Owner {
  readonly space: string;
  readonly pid: number;
  /** Empty where it is not known. */
  readonly startedAt: string;
}

/** A name for the folder of this process; different each time. */
export async function ownerName(): Promise<string> {
  const { space, pid, startedAt } = await ownerHere();
  return `${space}-${pid}-${startedAt}-${crypto().randomBytes(6).toString('hex')}`;
}

/** @returns Undefined for a folder that was let go of. */
export function readOwner(name: string): Owner | undefined {
  const [, space = '', pid = '', startedAt = ''] =
    /^([0-9a-f]{12})-(\d+)-(\d*)-[0-9a-f]{12}$/.exec(name) ?? [];
  return pid === '' ? undefined : { space, pid: Number(pid), startedAt };
}

/** Whether it is certain that a process has ended. That of another machine or container never is. */
export async function hasEnded({ space, pid, startedAt }: Owner): Promise<boolean> {
  if (space !== (await ownerHere()).space) return false;
  const startedAtNow = await startOf(pid);
  if (startedAt !== '' && startedAtNow !== undefined) return startedAtNow !== startedAt;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

async function ownerHere(): Promise<Owner> {
  const space = crypto()
    .createHash('sha256')
    .update(await spaceHere())
    .digest('hex');
  return { space: space.slice(0, 12), pid: process.pid, startedAt: (await startOf(process.pid)) ?? '' };
}

/** Where numbers of processes mean the same: on Linux until the next boot, in the same namespace. */
async function spaceHere(): Promise<string> {
  try {
    const boot = await fs().readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    return `${boot} ${await fs().readlink('/proc/self/ns/pid')}`;
  } catch {
    return os().hostname();
  }
}

/** In ticks since the boot; undefined when nobody tells. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await fs().readFile(`/proc/${pid}/stat`, 'utf8');
    // The second field is a name in parentheses, which may hold anything; the start is the 22nd.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
