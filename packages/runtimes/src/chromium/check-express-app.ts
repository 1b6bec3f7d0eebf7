import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { clientInitializeHandler, statsigMiddleware } from '@acme/statsig-express';
import type { Statsig } from '@acme/statsig-node';
import { createTestStatsig, gate, user } from '@acme/statsig-testing';
import express, { type Express } from 'express';
import type { Outcome } from '../check.ts';
import { bootstrapPage, type PageAnswers } from './bootstrap-page.ts';
import { openPage } from './open-page.ts';
import type { Browser } from './playwright.ts';

const path = '/statsig/bootstrap';
const visitor = { userID: 'ada', email: 'ada@example.com' };
const specs = [
  gate('open').rollout(100),
  gate('closed'),
  gate('half').rollout(50),
  gate('staff').when(user.email.endsWith('@example.com')),
  gate('others').when(user.userID.isNotOneOf('ada')),
];
const gates = [...specs.map(({ name }) => name), 'no_such_gate'];

/**
 * Opens a page of an Express app that has the middleware and the handler for clients, and lets the official client SDK start
 * from it: it must answer as the server does, ask nobody but the app, and complain of nothing.
 *
 * @param sdk - The text of the SDK's script.
 */
export async function checkExpressApp(browser: Browser, sdk: string): Promise<Outcome> {
  await using statsig = await createTestStatsig({ specs });
  const posted: string[] = [];
  const server = appOf(statsig, { sdk, posted }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { page, strayRequests, complaints } = await openPage(browser, { origin }, 'UTC');
    await page.addScriptTag({ url: '/sdk.js' });
    const found = await page.evaluate(bootstrapPage, { path, gates });
    return outcomeOf([
      ...gates.map((name, index) => differenceOf(name, statsig, found.gates[index])),
      found.statusWhenKnown === 304
        ? null
        : `What it had already came with ${found.statusWhenKnown}, not 304.`,
      ...unwanted({ found, strayRequests, complaints }),
      posted.includes('/log_event') ? null : 'It sent no exposures to the app.',
    ]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function appOf(
  statsig: Statsig,
  { sdk, posted }: { readonly sdk: string; readonly posted: string[] },
): Express {
  const app = express().use(statsigMiddleware({ statsig, user: () => visitor, flushAtShutdown: false }));
  app.get(path, clientInitializeHandler({ clientKey: 'client-key' }));
  app.get('/sdk.js', (_, response) => void response.type('js').send(sdk));
  app.get('/', (_, response) => {
    // Without an icon of its own a page asks for one.
    response.send('<!doctype html><title>app</title><link rel="icon" href="data:,">');
  });
  app.post('/{*path}', (request, response) => {
    posted.push(request.path);
    response.status(202).json({ success: true });
  });
  return app;
}

function differenceOf(name: string, statsig: Statsig, found: boolean | undefined): string | null {
  const expected = statsig.checkGate(visitor, name);
  return found === expected ? null : `The page has ${found} for ${name}, the server ${expected}.`;
}

function unwanted(seen: {
  readonly found: PageAnswers;
  readonly strayRequests: readonly string[];
  readonly complaints: readonly string[];
}): (string | null)[] {
  const { found, strayRequests, complaints } = seen;
  return [
    found.warnings.length === 0 ? null : `The client SDK warned: ${found.warnings.join(', ')}`,
    strayRequests.length === 0 ? null : `It made requests to others: ${strayRequests.join(', ')}`,
    complaints.length === 0 ? null : `It complained: ${complaints.join('; ')}`,
  ];
}

function outcomeOf(differences: readonly (string | null)[]): Outcome {
  const failures = differences.filter((difference) => difference !== null);
  return { passed: differences.length - failures.length, failed: failures.length, failures };
}
