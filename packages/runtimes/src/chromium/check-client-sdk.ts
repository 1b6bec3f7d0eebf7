import type { Outcome } from '../check.ts';
import { askClient, type ClientAnswers } from './ask-client.ts';
import type { ClientCase } from './client-case.ts';
import { startLocalServer } from './local-server.ts';
import { openPage } from './open-page.ts';
import type { Browser } from './playwright.ts';

const maxFailures = 5;

/**
 * Starts the official client SDK in a page from our client initialize responses and compares its answers with core's.
 *
 * Beyond the answers: it has no warning, neither in the console nor about the response, sends its exposures to the local
 * server, and asks nobody else for anything.
 *
 * @param sdk - The text of the SDK's script.
 */
export async function checkClientSDK(
  browser: Browser,
  sdk: string,
  cases: readonly ClientCase[],
): Promise<Outcome> {
  const server = await startLocalServer({ '/sdk.js': sdk });
  try {
    const { page, strayRequests, complaints } = await openPage(browser, server, 'UTC');
    await page.addScriptTag({ url: '/sdk.js' });
    const differences: (string | null)[] = [];
    for (const asked of cases)
      differences.push(...differencesOf(asked, await page.evaluate(askClient, asked)));
    differences.push(
      strayRequests.length === 0 ? null : `It made requests to others: ${strayRequests.join(', ')}`,
      complaints.length === 0 ? null : `It complained: ${complaints.join('; ')}`,
      server.posted.includes('/log_event') ? null : 'It sent no exposures to the local server.',
    );
    const failures = differences.filter((difference) => difference !== null);
    return {
      passed: differences.length - failures.length,
      failed: failures.length,
      failures: failures.slice(0, maxFailures),
    };
  } finally {
    await server.close();
  }
}

/** For each question, null when both SDKs answer alike, else how they do not. */
function differencesOf(
  { sdkKey, questions }: ClientCase,
  { answers, warnings }: ClientAnswers,
): (string | null)[] {
  return [
    warnings.length === 0 ? null : `${sdkKey} found fault with the response: ${warnings.join(', ')}`,
    ...questions.map(({ method, name, expected }, index) =>
      answers[index] === expected
        ? null
        : `${sdkKey}, ${method} ${name}: ${answers[index]}, core's answer: ${expected}`,
    ),
  ];
}
