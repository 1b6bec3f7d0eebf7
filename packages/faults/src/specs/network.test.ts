import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { freePort, type Reply, startFaultServer } from '../frame/fault-server.ts';
import { projectOf } from '../frame/project.ts';

const troubles: Readonly<Record<string, Reply>> = {
  hangs: 'hang',
  'resets the connection': 'reset',
  'drips ten bytes a second': 'drip',
  'ends in the middle of its answer': 'truncate',
  'answers with a page': 'html',
  'claims to have compressed': 'badGzip',
  'compresses half of its answer': 'cutGzip',
  'answers 500': { status: 500 },
  'answers with more than 64 MiB': { status: 200, body: `{"padding":"${'x'.repeat(65 * 1024 * 1024)}"}` },
  'answers with an empty project': {
    status: 200,
    body: { has_updates: true, time: 9_000, feature_gates: [], dynamic_configs: [], layer_configs: [] },
  },
  'answers with what is no project': { status: 200, body: { has_updates: true, time: 9_000 } },
};

const good: Reply = { status: 200, body: projectOf(1_000) };
const better: Reply = {
  status: 200,
  body: {
    ...projectOf(2_000),
    feature_gates: [
      ...(projectOf(2_000) as { feature_gates: readonly object[] }).feature_gates,
      { name: 'shut', salt: 's', enabled: false, idType: 'userID', defaultValue: false, rules: [] },
    ],
  },
};

describe.concurrent.each(Object.entries(troubles))('a server that %s', (name, trouble) => {
  it('is survived by the specs in use, and replaced by its next good answer', async () => {
    await using server = await startFaultServer({ download_config_specs: [good, trouble, trouble, better] });
    await using app = new App({
      apiURL: server.apiURL,
      specs: { intervalMs: 1_000 },
      requestTimeoutMs: 2_000,
    });
    expect(await app.ask('initialize')).toBe(true);
    await server.asked('download_config_specs', 3);
    expect(await app.ask('checkGate', 'open')).toBe(true);
    await server.asked('download_config_specs', 5);
    expect(await app.ask('checkGate', 'open')).toBe(true);
    expect(app.errors.length).toBeGreaterThan(0);
  });

  // With nothing in use there is nothing that an empty project could take away.
  const isTrouble = name !== 'answers with an empty project';
  it.runIf(isTrouble)(
    'does not keep the start from settling in time, nor from succeeding later',
    async () => {
      await using server = await startFaultServer({ download_config_specs: [trouble, good] });
      await using app = new App({
        apiURL: server.apiURL,
        specs: { intervalMs: 1_000 },
        initTimeoutMs: 1_500,
        requestTimeoutMs: 2_000,
      });
      const startedAt = performance.now();
      expect(await app.ask('initialize')).toBe(false);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      await server.asked('download_config_specs', 3);
      expect(await app.ask('checkGate', 'open')).toBe(true);
    },
  );
});

describe('a server that cannot be reached', () => {
  it('refuses connections: the start settles in time, and succeeds when the server is there', async () => {
    const port = await freePort();
    const options = { specs: { intervalMs: 1_000 }, initTimeoutMs: 1_500 };
    await using app = new App({ apiURL: `http://127.0.0.1:${port}/v1`, ...options });
    expect(await app.ask('initialize')).toBe(false);
    expect(await app.ask('checkGate', 'open')).toBe(false);
    expect(app.errors[0]?.message).toContain('ECONNREFUSED');
    await using server = await startFaultServer({ download_config_specs: [good] }, { port });
    await server.asked('download_config_specs', 2);
    expect(await app.ask('checkGate', 'open')).toBe(true);
  });

  it('speaks no TLS: the start settles in time, and says why', async () => {
    await using server = await startFaultServer({ download_config_specs: [good] });
    await using app = new App({ apiURL: server.apiURL.replace('http:', 'https:'), initTimeoutMs: 1_500 });
    expect(await app.ask('initialize')).toBe(false);
    expect(await app.ask('checkGate', 'open')).toBe(false);
    expect(app.errors[0]).toMatchObject({ code: 'NETWORK', message: expect.stringContaining('SSL') });
  });

  it('redirects to another origin, which gets no request', async () => {
    await using elsewhere = await startFaultServer({ download_config_specs: [good] });
    const headers = { location: `${elsewhere.apiURL}/download_config_specs` };
    await using server = await startFaultServer({ download_config_specs: [{ status: 307, headers }, good] });
    await using app = new App({ apiURL: server.apiURL, specs: { intervalMs: 1_000 } });
    expect(await app.ask('initialize')).toBe(false);
    expect(elsewhere.to('download_config_specs')).toEqual([]);
    expect(app.errors[0]?.message).toContain('a redirect to');
  });
});
