import { StatsigError } from '@acme/statsig-core';
import { errorText } from '../../diagnostics/error-text.ts';

/** What can be done about errors of the file system. */
const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Free some space, or set another directory',
  EDQUOT: 'Free some space, or set another directory',
  EROFS: 'Set a directory that can be written',
  EACCES: 'Let the process write there, or set another directory',
  EPERM: 'Let the process write there, or set another directory',
  ENOTDIR: 'Set a directory, not a file',
  EEXIST: 'Set a directory, not a file',
};

/**
 * The error for a store that does not work.
 *
 * @param work - What it was about, e.g. `written`.
 */
export function storeError(directory: string, work: string, cause: unknown): StatsigError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const remedy = remedies[code] ?? 'See to the directory';
  const message = `The event store in ${directory} cannot be ${work}: ${errorText(cause)}. ${remedy} (fileEventStore({ directory })); until then, events are kept in memory only.`;
  return new StatsigError('EVENT_STORE', message, { cause });
}
