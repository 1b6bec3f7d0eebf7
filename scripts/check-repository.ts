// Holds what no linter holds: links, names that must not be written down, lengths of documents, the shape of ADRs.
import { checkADRs } from './repository/adrs.ts';
import { checkForbiddenTexts } from './repository/forbidden-texts.ts';
import { checkLengths } from './repository/lengths.ts';
import { checkLinks } from './repository/links.ts';
import { problemText } from './repository/problem.ts';
import { readRepository } from './repository/repository.ts';

const root = new URL('..', import.meta.url);
const repository = readRepository(root);
const problems = [checkLinks, checkForbiddenTexts, checkLengths, checkADRs].flatMap((check) =>
  check(repository),
);
for (const problem of problems) console.error(problemText(problem));
console.log(
  `${repository.texts.size} files, ${repository.pages.size} documents: ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
