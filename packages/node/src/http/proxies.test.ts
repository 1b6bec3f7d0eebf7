import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Recorder, startRecorder } from '../recorder.test-support.ts';
import { specsPayload } from '../specs.test-support.ts';
import { RecordingLogger, sdkKey } from '../statsig.test-support.ts';
import { proxiedFetch, proxiesIn, proxySecrets } from './proxies.ts';
import { certificate, startTLS } from './tls-server.test-support.ts';

const proxyProgram = fileURLToPath(new URL('connect-proxy.test-support.ts', import.meta.url));
const appProgram = fileURLToPath(new URL('proxied-app.test-support.ts', import.meta.url));
const proxy = 'http://proxy.test:3128';

/** A CONNECT proxy, and what it was asked to connect to. */
async function startProxy(credentials = '') {
  const child = spawn(process.execPath, [proxyProgram, credentials], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const asked: string[] = [];
  const lines = createInterface(child.stdout);
  const port = await new Promise<string>((resolve) => lines.once('line', resolve));
  lines.on('line', (line) => asked.push(line));
  return { port, asked, [Symbol.dispose]: () => void child.kill() };
}

async function startServer(): Promise<Recorder & { readonly port: string }> {
  const recorder = await startRecorder();
  recorder.answer('download_config_specs', { body: specsPayload({ gates: { open: true } }) });
  recorder.answer('log_event', { status: 202 });
  return Object.assign(recorder, { port: new URL(recorder.apiURL).port });
}

/** The same at `https://flags.test`, a host that does not exist: only the proxy can reach it. */
async function startSecureServer() {
  const recorder = await startServer();
  const tls = await startTLS(recorder.port);
  const folder = await mkdtemp(join(tmpdir(), 'statsig-tls-'));
  const authority = join(folder, 'flags.pem');
  await writeFile(authority, certificate);
  const env = { STATSIG_API_URL: `https://flags.test:${tls.port}/v1`, NODE_EXTRA_CA_CERTS: authority };
  return {
    recorder,
    port: tls.port,
    env,
    async [Symbol.asyncDispose]() {
      await tls[Symbol.asyncDispose]();
      await recorder[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** What an application says that runs with these variables. */
async function runApp(env: Readonly<Record<string, string>>) {
  const { stdout } = await promisify(execFile)(process.execPath, [appProgram], {
    env: { PATH: process.env['PATH'], STATSIG_SECRET_KEY: sdkKey, ...env },
  });
  return JSON.parse(stdout) as {
    readonly success: boolean;
    readonly error?: string;
    readonly sent: number;
    readonly lines: readonly string[];
    readonly isProcessUntouched: boolean;
  };
}

describe('proxiesIn', () => {
  it.each<[env: Record<string, string>, proxies: object | undefined]>([
    [{}, undefined],
    [{ NO_PROXY: '*' }, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: proxy }, { httpProxy: undefined, httpsProxy: proxy, noProxy: '' }],
    [
      { https_proxy: proxy, HTTPS_PROXY: 'http://other.test' },
      { httpProxy: undefined, httpsProxy: proxy, noProxy: '' },
    ],
    [
      { HTTP_PROXY: proxy, no_proxy: 'a.test' },
      { httpProxy: proxy, httpsProxy: undefined, noProxy: 'a.test' },
    ],
    [
      { http_proxy: proxy, NO_PROXY: '*' },
      { httpProxy: proxy, httpsProxy: undefined, noProxy: '*' },
    ],
    [{ HTTPS_PROXY: proxy, NODE_USE_ENV_PROXY: '1' }, undefined],
  ])('reads %j', (env, proxies) => {
    expect(proxiesIn(env)).toEqual(proxies);
  });
});

describe('proxySecrets', () => {
  it.each([
    ['http://proxy.test:3128', []],
    ['http://ada:p%40ss@proxy.test', ['ada:p@ss', 'p@ss']],
    ['http://ada:%zz@proxy.test', ['ada:%zz', '%zz']],
    ['not a URL', []],
  ])('of %s are %j', (httpsProxy, secrets) => {
    expect(proxySecrets({ httpProxy: undefined, httpsProxy, noProxy: '' })).toEqual(secrets);
  });
});

describe('proxiedFetch', () => {
  it('goes directly, with one warning that shows nothing, when the proxy is no URL', async () => {
    const logger = new RecordingLogger();
    const fetch = async () => new Response('direct');
    const proxies = { httpProxy: 'no URL: ada:pass', httpsProxy: undefined, noProxy: '' };
    const proxied = proxiedFetch({ fetch, proxies }, logger);
    for (let time = 0; time < 2; time += 1)
      expect(await (await proxied('http://a.test')).text()).toBe('direct');
    expect(logger.lines).toEqual([expect.stringContaining('cannot be used')]);
    expect(logger.lines.join()).not.toContain('pass');
  });
});

describe('an application whose environment names a proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('goes through a tunnel to https URLs: %s', async (variable) => {
    using proxied = await startProxy();
    await using server = await startSecureServer();
    const app = await runApp({ ...server.env, [variable]: `http://127.0.0.1:${proxied.port}` });
    expect(app).toMatchObject({ success: true, sent: 1, isProcessUntouched: true });
    expect(new Set(proxied.asked)).toEqual(new Set([`CONNECT flags.test:${server.port}`]));
    expect(server.recorder.requests).toHaveLength(2);
  });

  it.each(['HTTP_PROXY', 'http_proxy'])(
    'lets the proxy forward what goes to http URLs: %s',
    async (variable) => {
      using proxied = await startProxy();
      await using server = await startServer();
      // No such host exists: only the proxy can reach it.
      const origin = `http://flags.test:${server.port}`;
      const env = { STATSIG_API_URL: `${origin}/v1`, [variable]: `http://127.0.0.1:${proxied.port}` };
      expect(await runApp(env)).toMatchObject({ success: true, sent: 1 });
      expect(new Set(proxied.asked)).toEqual(new Set([`POST ${origin}`]));
      expect(server.requests).toHaveLength(2);
    },
  );

  it.each(['NO_PROXY', 'no_proxy'])('goes directly to hosts that %s names', async (variable) => {
    using proxied = await startProxy();
    await using server = await startServer();
    const env = { STATSIG_API_URL: server.apiURL, HTTP_PROXY: `http://127.0.0.1:${proxied.port}` };
    expect(await runApp({ ...env, [variable]: '127.0.0.1' })).toMatchObject({ success: true, sent: 1 });
    expect(proxied.asked).toEqual([]);
  });

  it('gives the proxy its credentials, and shows them nowhere', async () => {
    using proxied = await startProxy('ada:correct-horse');
    await using server = await startSecureServer();
    const through = (credentials: string) =>
      runApp({ ...server.env, HTTPS_PROXY: `http://${credentials}@127.0.0.1:${proxied.port}` });
    const [right, wrong] = [await through('ada:correct-horse'), await through('ada:battery-staple')];
    expect([right.success, wrong.success]).toEqual([true, false]);
    expect(wrong.error).toMatch(/407/);
    const shown = JSON.stringify([right, wrong]);
    for (const secret of ['correct-horse', 'battery-staple']) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(Buffer.from(`ada:${secret}`).toString('base64').slice(0, -4));
    }
  });

  it('says that it cannot be reached', async () => {
    await using server = await startServer();
    const app = await runApp({ STATSIG_API_URL: server.apiURL, HTTP_PROXY: 'http://127.0.0.1:1' });
    expect(app).toMatchObject({ success: false, error: expect.stringContaining('ECONNREFUSED 127.0.0.1:1') });
    expect(server.requests).toEqual([]);
  });
});
