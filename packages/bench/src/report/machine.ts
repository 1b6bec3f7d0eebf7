import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where and when figures were taken. */
export interface Occasion {
  /** ISO 8601, UTC. */
  readonly date: string;
  readonly commit: string;
  /** Whether files differed from the commit. */
  readonly isChanged: boolean;
  readonly node: string;
  readonly cpu: string;
  readonly cpuCount: number;
  readonly memoryGB: number;
  /** Of the minute before the run. */
  readonly load: number;
}

/** Notes the machine as it is before anything is measured. */
export function currentOccasion(): Occasion {
  return {
    date: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD'),
    isChanged: git('status', '--porcelain') !== '',
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cpuCount: cpus().length,
    memoryGB: Math.round(totalmem() / 1e9),
    load: Number(loadavg()[0]!.toFixed(2)),
  };
}

/** Without a repository there is nothing to say. */
function git(...command: readonly string[]): string {
  try {
    return execFileSync('git', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
