import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Check, suiteCheck, type TimeZone } from './check.ts';
import { checkClientSDK } from './chromium/check-client-sdk.ts';
import { checkExpressApp } from './chromium/check-express-app.ts';
import { clientCases } from './chromium/client-case.ts';
import type { PlaywrightModule } from './chromium/playwright.ts';
import { runInPage } from './chromium/run-in-page.ts';
import { withBrowser } from './chromium/with-browser.ts';
import { shopProject } from './project/projects.ts';
import { runCommand } from './runtimes/command.ts';
import { checkEdgeWorker } from './runtimes/edge-worker.ts';
import { runOnLanguageAlone } from './runtimes/language-alone.ts';
import { type MiniflareModule, runInWorkerd } from './runtimes/workerd.ts';
import { installTool } from './tools/install-tool.ts';
import { type Tool, tools } from './tools/tools.ts';

/** Ahead and behind, by hours, half hours and quarters, with and without summer time. */
const zones = {
  utc: { name: 'UTC', offsetMinutes: 0 },
  losAngeles: { name: 'America/Los_Angeles', offsetMinutes: 420 },
  stJohns: { name: 'America/St_Johns', offsetMinutes: 150 },
  kathmandu: { name: 'Asia/Kathmandu', offsetMinutes: -345 },
  apia: { name: 'Pacific/Apia', offsetMinutes: -780 },
  chatham: { name: 'Pacific/Chatham', offsetMinutes: -825 },
} as const satisfies Readonly<Record<string, TimeZone>>;

/** It may read files: the two it is given, and itself. */
const denoOptions = ['run', '--allow-read', '--no-prompt', '--no-config', '--no-lock', '--no-remote'];

/** Every check there is. Each installs what it needs when it is run. */
export const checks: readonly Check[] = [
  suiteCheck('The language alone (ES2023)', zones.utc, runOnLanguageAlone),
  commandCheck(tools.node22, zones.losAngeles),
  suiteCheck(`Node ${process.versions.node}`, zones.chatham, (suite, timeZone) =>
    runCommand({ executable: process.execPath, version: process.versions.node }, suite, timeZone),
  ),
  commandCheck(tools.node26, zones.stJohns),
  commandCheck(tools.bun, zones.kathmandu),
  commandCheck(tools.deno, zones.apia, denoOptions),
  suiteCheck(titleOf(tools.miniflare), zones.utc, async (suite) =>
    runInWorkerd(await load<MiniflareModule>(tools.miniflare), suite),
  ),
  {
    name: `The example of an edge worker on ${titleOf(tools.miniflare)}`,
    run: async () => checkEdgeWorker(await load<MiniflareModule>(tools.miniflare)),
  },
  suiteCheck('Chromium', zones.chatham, async (suite, timeZone) =>
    withBrowser(await load<PlaywrightModule>(tools.playwright), process.env, (browser) =>
      runInPage(browser, suite, timeZone),
    ),
  ),
  {
    name: `${titleOf(tools.clientSDK)} in Chromium, from our client initialize responses`,
    run: async () => {
      const sdk = await readFile(await installTool(tools.clientSDK), 'utf8');
      return withBrowser(await load<PlaywrightModule>(tools.playwright), process.env, (browser) =>
        checkClientSDK(browser, sdk, clientCases(shopProject())),
      );
    },
  },
  {
    name: `${titleOf(tools.clientSDK)} in Chromium, from a route of an Express app`,
    run: async () => {
      const sdk = await readFile(await installTool(tools.clientSDK), 'utf8');
      return withBrowser(await load<PlaywrightModule>(tools.playwright), process.env, (browser) =>
        checkExpressApp(browser, sdk),
      );
    },
  },
];

function commandCheck(tool: Tool, timeZone: TimeZone, options: readonly string[] = []): Check {
  return suiteCheck(titleOf(tool), timeZone, async (suite) => {
    const executable = await installTool(tool);
    return runCommand({ executable, version: tool.version, options }, suite, timeZone);
  });
}

function titleOf({ name, version }: Tool): string {
  return `${name} ${version}`;
}

/** Loads a tool that is a library. */
async function load<Module>(tool: Tool): Promise<Module> {
  return createRequire(import.meta.url)(await installTool(tool)) as Module;
}
