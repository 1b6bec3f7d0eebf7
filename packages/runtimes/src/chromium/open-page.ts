import type { LocalServer } from './local-server.ts';
import type { Browser, Page } from './playwright.ts';

/** A page of the local server, and what it did that it should not. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests to anyone but the local server, all of which are blocked. */
  readonly strayRequests: readonly string[];
  /** Warnings and errors, those that were thrown included. */
  readonly complaints: readonly string[];
}

/** Opens the local server's page in a context of its own, so that nothing is left of earlier ones. */
export async function openPage(
  browser: Browser,
  server: Pick<LocalServer, 'origin'>,
  timeZone: string,
): Promise<WatchedPage> {
  const context = await browser.newContext({ timezoneId: timeZone });
  const strayRequests: string[] = [];
  const complaints: string[] = [];
  await context.route(/^/, async (route) => {
    const url = route.request().url();
    if (url.startsWith(server.origin)) return route.continue();
    strayRequests.push(url);
    return route.abort();
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(server.origin);
  return { page, strayRequests, complaints };
}
