/** One thing that an implementation has to do, as a test. */
export interface ContractCase {
  readonly name: string;
  /** Rejects with an `AssertionError` when it is not done. */
  run(): Promise<void>;
}

/** Names and keys that somebody will use one day. */
export const hostileNames: readonly string[] = [
  '',
  ' ',
  '.',
  '..',
  '../../etc/passwd',
  'a/b\\c:d*e?f"g<h>i|j',
  'CON',
  'name\nof two lines\0',
  '__proto__',
  'constructor',
  'Übergröße 🚀',
  'case',
  'CASE',
  'x'.repeat(5_000),
];
