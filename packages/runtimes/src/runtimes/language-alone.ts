import type { Suite } from '../check.ts';
import type { SuiteResult } from '../suite/run-suite.ts';
import { runInBareContext } from './bare-context.ts';

/** Runs the suite on ES2023 alone; it may not even look for anything else. */
export async function runOnLanguageAlone({ script, records }: Suite): Promise<SuiteResult> {
  const { result, foreign } = runInBareContext(
    `${script}\nreturn JSON.stringify(suite.runSuite(text));`,
    records,
  );
  if (foreign.length > 0) {
    throw new Error(`Core looked for globals that ES2023 does not have: ${foreign.join(', ')}.`);
  }
  return JSON.parse(String(result)) as SuiteResult;
}
