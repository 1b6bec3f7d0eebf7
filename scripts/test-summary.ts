// Adds up the packages' test reports and ends the run with one line: `N passed, N failed`.
import { globSync, readFileSync } from 'node:fs';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

let passed = 0;
let failed = 0;
const files = globSync([
  'packages/*/.reports/vitest.json',
  'apps/**/.reports/vitest.json',
  '.reports/vitest.json',
]);
for (const file of files) {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  passed += report.numPassedTests;
  // A file that could not be loaded has no failed test of its own, and has failed all the same.
  failed += report.numFailedTests > 0 ? report.numFailedTests : report.numFailedTestSuites;
}
console.log(`${files.length} packages with tests, Node ${process.version}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
