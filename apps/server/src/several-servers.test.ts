import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer, type Server } from './create-server.ts';
import { logEvents, now, purchase, recordingLogger, secretKey } from './server.test-support.ts';
import { testEngines } from './store/engines.test-support.ts';

const engines = (await testEngines()).filter(({ name }) => name === 'Postgres');

describe.runIf(engines.length > 0).each(engines)('several servers on one $name', ({ createURL }) => {
  const startTwo = async (): Promise<readonly [Server, Server]> => {
    const store = await createURL();
    const start = async () => {
      const server = await createServer({ store, keys: [secretKey, 'console-a'], logger: recordingLogger() });
      onTestFinished(() => server.close());
      return server;
    };
    return [await start(), await start()];
  };
  const console = (server: Server, method: string, path: string, body?: object) =>
    server.fetch(`http://server/console/v1${path}`, {
      method,
      headers: { 'statsig-api-key': 'console-a' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('serve what was published at the other within two seconds, and say so', async () => {
    const [one, other] = await startTwo();
    const stream = await other.fetch('http://server/v1/stream', {
      headers: { 'statsig-api-key': secretKey },
    });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('"time":1}');
    const publishedAt = performance.now();
    expect((await console(one, 'POST', '/gates', { id: 'new' })).status).toBe(201);
    expect((await reader.read()).value).toContain('"type":"specs"');
    expect(performance.now() - publishedAt).toBeLessThan(2_000);
    const specs = await other.fetch(`http://server/v1/download_config_specs/${secretKey}.json`);
    expect(await specs.json()).toMatchObject({ feature_gates: [{ name: 'new' }] });
    await reader.cancel();
  });

  it('lose no change when both publish at once', async () => {
    const [one, other] = await startTwo();
    const ids = Array.from({ length: 10 }, (_, index) => `gate_${index}`);
    const created = await Promise.all(
      ids.map((id, index) => console(index % 2 === 0 ? one : other, 'POST', '/gates', { id })),
    );
    expect(created.map(({ status }) => status)).toEqual(ids.map(() => 201));
    const list = (await (await console(one, 'GET', '/revisions')).json()) as { data: unknown[] };
    expect(list.data).toHaveLength(10);
  });

  it('store a batch once, whichever it is sent to', async () => {
    const [one, other] = await startTwo();
    const batches = Array.from({ length: 40 }, (_, index) => ({
      events: [{ ...purchase, time: now - index }, purchase],
    }));
    const sent = await Promise.all(
      batches.flatMap((batch) => [logEvents(one, batch), logEvents(other, batch), logEvents(one, batch)]),
    );
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([202]));
    expect([await one.events.count(), await other.events.count()]).toEqual([80, 80]);
  });

  it('know a key that was made or revoked at the other', async () => {
    const [one, other] = await startTwo();
    const answer = await console(one, 'POST', '/keys', { type: 'secret' });
    const { data } = (await answer.json()) as { data: { id: string; key: string } };
    const status = async () =>
      (await other.fetch(`http://server/v1/download_config_specs/${data.key}.json`)).status;
    await expect.poll(status, { timeout: 10_000 }).toBe(200);
    await console(one, 'DELETE', `/keys/${data.id}`);
    await expect.poll(status, { timeout: 10_000 }).toBe(401);
  });
});
