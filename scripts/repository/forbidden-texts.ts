import type { Problem } from './problem.ts';
import type { Repository } from './repository.ts';

/** What means something on one machine only. In pieces, so that this file passes its own check. */
const forbiddenTexts: readonly string[] = [
  ['', 'work', ''].join('/'),
  ['', 'tmp', ''].join('/'),
  ['', 'root', ''].join('/'),
  ['/.lib', 'rary'].join(''),
  ['registry', 'npmjs'].join('.'),
];

/** No file names a path of somebody's machine, or a place to install from that others may not have. */
export function checkForbiddenTexts({ texts }: Repository): readonly Problem[] {
  return [...texts].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => {
      const found = forbiddenTexts.filter((forbidden) => line.includes(forbidden));
      return found.map((forbidden) => ({
        file,
        line: index + 1,
        message: `"${forbidden}" must not be written down: it is not there on other machines.`,
      }));
    }),
  );
}
