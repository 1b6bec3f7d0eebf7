// Runs all faults a number of times, each round with a seed of its own, and after them the soaks if wanted.
import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1' },
    soaks: { type: 'boolean', default: false },
    /** Part of the path of the files to run; all without. */
    only: { type: 'string', multiple: true, default: [] },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const rounds = Number(values.rounds);
const firstSeed = Number(process.env['SEED'] ?? Math.floor(performance.timeOrigin) % 2 ** 31);
const failedSeeds: number[] = [];

for (let round = 0; round < rounds; round += 1) {
  const seed = firstSeed + round;
  print(`Faults, round ${round + 1} of ${rounds}, SEED=${seed}`);
  if (!(await passes('faults', seed))) failedSeeds.push(seed);
}
if (values.soaks) {
  print(`Soaks, SEED=${firstSeed}`);
  if (!(await passes('soaks', firstSeed))) failedSeeds.push(firstSeed);
}
print(
  failedSeeds.length === 0
    ? `${rounds} rounds passed`
    : `failed; to repeat: ${failedSeeds.map((seed) => `SEED=${seed} pnpm test:faults`).join(', ')}`,
);
process.exitCode = failedSeeds.length === 0 ? 0 : 1;

async function passes(project: 'faults' | 'soaks', seed: number): Promise<boolean> {
  process.env['SEED'] = String(seed);
  const vitest = await startVitest('test', values.only, {
    project,
    run: true,
    passWithNoTests: project === 'soaks',
  });
  const { state } = vitest;
  const hasPassed = state.getCountOfFailedTests() === 0 && state.getUnhandledErrors().length === 0;
  const modules = state.getTestModules();
  await vitest.close();
  return hasPassed && modules.every((module) => module.ok());
}
