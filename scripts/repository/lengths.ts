import type { Problem } from './problem.ts';
import type { Repository } from './repository.ts';

/** The longest that documents may get, in lines. What needs more is two documents. */
const limits: readonly { readonly file: RegExp; readonly maxLines: number }[] = [
  { file: /^README\.md$/, maxLines: 150 },
  { file: /^CONTRIBUTING\.md$/, maxLines: 80 },
  { file: /^SECURITY\.md$/, maxLines: 60 },
  { file: /^packages\/[^/]+\/README\.md$/, maxLines: 120 },
  { file: /^docs\/architecture\.md$/, maxLines: 150 },
  { file: /^docs\/wire-format\.md$/, maxLines: 200 },
  { file: /^docs\/adr\/[^/]+\.md$/, maxLines: 60 },
];

/** Each package has a README, and no document is too long to be read at once. */
export function checkLengths({ texts }: Repository): readonly Problem[] {
  const packages = [...texts.keys()].filter((file) => /^packages\/[^/]+\/package\.json$/.test(file));
  const missing = ['README.md', ...packages.map((file) => file.replace(/package\.json$/, 'README.md'))]
    .filter((file) => !texts.has(file))
    .map((file) => ({ file, line: null, message: 'is missing.' }));
  const tooLong = [...texts].flatMap(([file, text]) => {
    const lines = text.trimEnd().split('\n').length;
    return limits
      .filter((limit) => limit.file.test(file) && lines > limit.maxLines)
      .map(({ maxLines }) => ({
        file,
        line: null,
        message: `has ${lines} lines; at most ${maxLines} are allowed.`,
      }));
  });
  return [...missing, ...tooLong];
}
