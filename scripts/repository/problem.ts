/** Something in the repository that has to be changed. */
export interface Problem {
  /** Relative to the root, with forward slashes. */
  readonly file: string;
  /** From 1; null when it is about the file as a whole. */
  readonly line: number | null;
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** One line, in the form that editors and terminals turn into a link: `file:line message`. */
export function problemText({ file, line, message }: Problem): string {
  return line === null ? `${file} ${message}` : `${file}:${line} ${message}`;
}
