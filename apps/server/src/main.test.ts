import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { logEvents, purchase, secretKey, temporaryFolder } from './server.test-support.ts';

const start = (environment: Readonly<Record<string, string>>): ChildProcess => {
  const main = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void main.kill('SIGKILL'));
  return main;
};

/** Starts on a free port and a file of its own. */
const startReady = async () => {
  const databaseFile = join(await temporaryFolder(), 'statsig.db');
  const main = start({ PORT: '0', DATABASE_URL: `file:${databaseFile}`, STATSIG_SECRET_KEY: secretKey });
  const [line] = (await once(main.stdout!.setEncoding('utf8'), 'data')) as [string];
  const url = /http:\/\/localhost:\d+/.exec(line)?.[0] ?? '';
  const stored = (): unknown => {
    const database = new DatabaseSync(databaseFile);
    const row = database.prepare('select count(*) as events from event').get();
    database.close();
    return row?.['events'];
  };
  const server = { fetch: (_input: unknown, init?: RequestInit) => fetch(`${url}/v1/log_event`, init) };
  return { main, line, url, server, stored };
};

describe('the command', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and ends with 0', async (signal) => {
    const { main, line, url, server, stored } = await startReady();
    expect(line).toMatch(/^\[statsig\] Serving .*shop\.json at http:\S+\/v1\n$/);
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
    expect((await logEvents(server, { events: [purchase] })).status).toBe(202);
    main.kill(signal);
    expect(await once(main, 'exit')).toEqual([0, null]);
    expect(await text(main.stderr!)).toBe('');
    expect(stored()).toBe(1);
  });

  it('loses nothing that it has acknowledged when it is killed', async () => {
    const { main, server, stored } = await startReady();
    let acknowledged = 0;
    const send = async (sender: number): Promise<void> => {
      for (let batch = 0; acknowledged < 100; batch += 1) {
        const user = { userID: `${sender}-${batch}` };
        if ((await logEvents(server, { events: [{ ...purchase, user }] })).status === 202) acknowledged += 1;
      }
    };
    await Promise.race([1, 2, 3, 4].map(send));
    main.kill('SIGKILL');
    await once(main, 'exit');
    expect(acknowledged).toBeGreaterThanOrEqual(100);
    expect(stored()).toBeGreaterThanOrEqual(acknowledged);
  });

  it.each([
    ['with a key that is none', { STATSIG_KEYS: 'sekret-1' }, 'console-'],
    ['with a port that is none', { STATSIG_SECRET_KEY: secretKey, PORT: 'http' }, 'PORT'],
    [
      'without its project',
      { STATSIG_SECRET_KEY: secretKey, PROJECT_FILE: '/nowhere.json' },
      '/nowhere.json',
    ],
  ])('ends with 1 %s, and says why', async (_case, environment, reason) => {
    const main = start({ DATABASE_URL: ':memory:', PORT: '0', ...environment });
    const [said, [code]] = await Promise.all([text(main.stderr!), once(main, 'exit')]);
    expect(code).toBe(1);
    expect(said).toContain(reason);
    expect(said).not.toContain(secretKey);
  });
});
