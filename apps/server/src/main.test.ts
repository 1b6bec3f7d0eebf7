import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { run, startListening } from './main.test-support.ts';
import { shopProjectFile } from './project/shop.ts';
import { logEvents, purchase, secretKey, temporaryFolder } from './server.test-support.ts';

/** Starts on a file of its own. */
const startServing = async () => {
  const file = join(await temporaryFolder(), 'statsig.db');
  const store = { DATABASE_URL: `file:${file}`, STATSIG_SECRET_KEY: secretKey };
  const { child, url } = await startListening(['serve'], store);
  const stored = (): unknown => {
    const database = new DatabaseSync(file);
    const row = database.prepare('select count(*) as events from event').get();
    database.close();
    return row?.['events'];
  };
  const server = { fetch: (_input: unknown, init?: RequestInit) => fetch(`${url}/v1/log_event`, init) };
  return { child, url, server, stored };
};

describe('serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('goes on until %s, and ends with 0', async (signal) => {
    const { child, url, server, stored } = await startServing();
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
    expect((await logEvents(server, { events: [purchase] })).status).toBe(202);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(stored()).toBe(1);
  });

  it('loses nothing that it has acknowledged when it is killed', async () => {
    const { child, server, stored } = await startServing();
    let acknowledged = 0;
    const send = async (sender: number): Promise<void> => {
      for (let batch = 0; acknowledged < 100; batch += 1) {
        const user = { userID: `${sender}-${batch}` };
        if ((await logEvents(server, { events: [{ ...purchase, user }] })).status === 202) acknowledged += 1;
      }
    };
    await Promise.race([1, 2, 3, 4].map(send));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(acknowledged).toBeGreaterThanOrEqual(100);
    expect(stored()).toBeGreaterThanOrEqual(acknowledged);
  });

  it('makes keys at the first start, and tells them once', async () => {
    const store = { DATABASE_URL: `file:${join(await temporaryFolder(), 'statsig.db')}` };
    const first = await startListening(['serve'], store);
    const keys = first.lines.flatMap((line) => /^ +((?:secret|client|console)-\S+)$/.exec(line)?.[1] ?? []);
    expect(keys).toHaveLength(3);
    const specs = await fetch(`${first.url}/v1/download_config_specs/${keys[0]}.json`);
    expect(await specs.json()).toMatchObject({ has_updates: true, feature_gates: [] });
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    const second = await startListening(['serve'], store);
    expect(second.lines.join('\n')).not.toMatch(/(secret|client|console)-/);
    expect((await fetch(`${second.url}/v1/download_config_specs/${keys[0]}.json`)).status).toBe(200);
  });

  it.each([
    ['with a port that is none', { PORT: 'http' }, 'PORT'],
    ['with a key that is none', { STATSIG_KEYS: 'sekret-1' }, 'console-'],
    ['with a database that is none', { DATABASE_URL: 'oracle://x' }, 'DATABASE_URL'],
    ['without its project', { PROJECT_FILE: '/nowhere.json' }, '/nowhere.json'],
  ])('ends with 1 %s, and says why', async (_case, environment, reason) => {
    const { code, stderr } = await run(['serve'], {
      DATABASE_URL: ':memory:',
      PORT: '0',
      STATSIG_SECRET_KEY: secretKey,
      ...environment,
    });
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain(secretKey);
  });
});

describe('dev', () => {
  it('makes a project file, and serves it as it changes', async () => {
    const folder = await temporaryFolder();
    const { url } = await startListening(['dev'], {}, folder);
    const gates = async () => {
      const specs = await fetch(`${url}/v1/download_config_specs/secret-dev.json`);
      return ((await specs.json()) as { feature_gates: { name: string }[] }).feature_gates.map(
        ({ name }) => name,
      );
    };
    expect(await gates()).toEqual(['my_first_gate']);
    const project = JSON.parse(await readFile(join(folder, 'statsig.json'), 'utf8')) as { gates: object[] };
    project.gates.push({ id: 'second' });
    await writeFile(join(folder, 'statsig.json'), JSON.stringify(project));
    await expect.poll(gates, { timeout: 20_000 }).toEqual(['my_first_gate', 'second']);
  });
});

describe('the other commands', () => {
  const start = async () => {
    const environment = { DATABASE_URL: `file:${join(await temporaryFolder(), 'statsig.db')}` };
    return (args: string, input?: string) => run(args.split(' '), environment, input);
  };

  it('make, list, rotate and revoke keys', async () => {
    const ask = await start();
    const created = await ask('keys create --kind client --environment staging --name web');
    const [, text = '', id = ''] = /^(client-\S{43}) {2}\((\S+), staging/.exec(created.stdout) ?? [];
    const listed = await ask('keys');
    expect(listed.stdout).toContain(`${id}  client-…${text.slice(-4)}  staging  web\n`);
    expect(listed.stdout).not.toContain(text);
    expect((await ask(`keys rotate ${id} --grace-hours 1`)).stdout).toMatch(/^client-/);
    expect((await ask(`keys revoke ${id}`)).stdout).toBe('Revoked.\n');
    expect(await ask(`keys revoke ${id}`)).toMatchObject({ code: 1, stderr: expect.stringContaining(id) });
    expect((await ask('keys')).stdout).toMatch(/revoked 20.*\n.*client/);
  });

  it('import and export projects and payloads', async () => {
    const ask = await start();
    expect((await ask(`import ${shopProjectFile} --message shop`)).stdout).toMatch(
      /^published: version \d+ of production/,
    );
    const { stdout: project } = await ask('export');
    expect(JSON.parse(project)).toMatchObject({ gates: expect.any(Array), experiments: expect.any(Array) });
    const { stdout: payload } = await ask('export --format v2');
    expect(JSON.parse(payload)).toMatchObject({ response_format: 'dcs-v2' });
    expect((await ask('import -', project)).stdout).toMatch(/^unchanged/);
    expect((await ask('import - --environment staging', payload)).stdout).toMatch(
      /^published: .* of staging/,
    );
    expect(await ask('import -', '{"gates":[{}]}')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('gates.0.id'),
    });
  });

  it.each([
    ['deploy', 'deploy'],
    ['keys delete', 'create'],
    ['keys create --kind root', '--kind'],
    ['keys rotate', 'no such key'],
    ['import', 'a file'],
    ['export --format xml', '--format'],
    ['serve --prot 1', '--prot'],
  ])('say what is wrong with "%s"', async (args, reason) => {
    const ask = await start();
    const { code, stderr } = await ask(args);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
  });
});
