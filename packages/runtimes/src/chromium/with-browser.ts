import { existsSync } from 'node:fs';
import { UnavailableError } from '../check.ts';
import type { Browser, PlaywrightModule } from './playwright.ts';

const usualPath = '/usr/bin/chromium';

/** In containers there is no sandbox; the rest keeps the browser from talking to its maker. */
const args: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/**
 * Starts Chromium without a window, and ends it when `use` is done with it.
 *
 * @param environment - `CHROMIUM_PATH` says where it is, if not where Debian puts it.
 */
export async function withBrowser<T>(
  { chromium }: PlaywrightModule,
  environment: Readonly<Record<string, string | undefined>>,
  use: (browser: Browser) => Promise<T>,
): Promise<T> {
  const executablePath = environment['CHROMIUM_PATH'] || usualPath;
  if (!existsSync(executablePath)) {
    throw new UnavailableError(`There is no Chromium at ${executablePath}; set CHROMIUM_PATH.`);
  }
  const browser = await chromium.launch({ executablePath, args });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
