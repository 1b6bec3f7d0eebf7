// Type-checks every TypeScript example of the documentation against the built packages.
import { examplesOf } from './docs/examples.ts';
import { typeCheck } from './docs/type-check.ts';
import { readWorkspace } from './docs/workspace.ts';
import { type Problem, problemText } from './repository/problem.ts';
import { readRepository } from './repository/repository.ts';

const root = new URL('..', import.meta.url);
const repository = readRepository(root);
const workspace = readWorkspace(root, repository);
const examples = examplesOf(repository);
const checked = examples.filter(({ isChecked }) => isChecked);

const isImported = (name: string): boolean => checked.some(({ code }) => code.includes(`'${name}'`));
const unbuilt = workspace.filter(({ name, isBuilt }) => !isBuilt && isImported(name));
const problems: readonly Problem[] =
  unbuilt.length > 0
    ? unbuilt.map(({ folder }) => ({
        file: folder,
        line: null,
        message: 'is not built: run `pnpm run build`.',
      }))
    : typeCheck(checked, { root, workspace });

for (const problem of problems) console.error(problemText(problem));
console.log(
  `${checked.length} examples, ${examples.length - checked.length} not checked: ${problems.length} problems`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
