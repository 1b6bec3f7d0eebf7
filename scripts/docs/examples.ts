import type { Repository } from '../repository/repository.ts';

/** A fenced block of TypeScript in a document. */
export interface Example {
  readonly file: string;
  /** The line of the code's first line, from 1. */
  readonly line: number;
  readonly code: string;
  /** False for a fragment that is marked `ts no-check`, because it cannot stand alone. */
  readonly isChecked: boolean;
}

/** All TypeScript examples of all documents. */
export function examplesOf({ pages }: Repository): readonly Example[] {
  return [...pages].flatMap(([file, { fences }]) =>
    fences.flatMap(({ line, info, code }) => {
      const [language = '', ...marks] = info.split(/\s+/);
      if (!['ts', 'typescript'].includes(language)) return [];
      return [{ file, line, code, isChecked: !marks.includes('no-check') }];
    }),
  );
}
