import type { Suite, TimeZone } from '../check.ts';
import type { runSuite, SuiteResult } from '../suite/run-suite.ts';
import { startLocalServer } from './local-server.ts';
import { openPage } from './open-page.ts';
import type { Browser } from './playwright.ts';

/** Runs the suite on the main thread of an empty page. */
export async function runInPage(
  browser: Browser,
  { module, records }: Suite,
  timeZone: TimeZone,
): Promise<SuiteResult> {
  const server = await startLocalServer({ '/suite.js': module, '/records.json': records });
  try {
    const { page, strayRequests, complaints } = await openPage(browser, server, timeZone.name);
    const result = await page.evaluate(
      async ({ modulePath, recordsPath }) => {
        const suite = (await import(modulePath)) as { readonly runSuite: typeof runSuite };
        const response = await fetch(recordsPath);
        return suite.runSuite(await response.text());
      },
      { modulePath: '/suite.js', recordsPath: '/records.json' },
    );
    const unwanted = [...strayRequests, ...complaints];
    if (unwanted.length > 0) throw new Error(`The page did more than it should: ${unwanted.join('; ')}`);
    return result;
  } finally {
    await server.close();
  }
}
