import { describe, expect, it, onTestFinished } from 'vitest';
import { recordingLogger } from '../server.test-support.ts';
import { testEngines } from '../store/engines.test-support.ts';
import { createKeyStore } from '../store/key-store.ts';
import { openDatabase } from '../store/open-database.ts';
import { createKeyRing } from './key-ring.ts';
import { createKeyService } from './key-service.ts';

const hourMs = 3_600_000;

describe.each(await testEngines())('keys on $name', ({ createURL }) => {
  const open = async (url: string) => {
    const database = await openDatabase(url, recordingLogger());
    onTestFinished(() => database.destroy());
    const clock = { time: 1_000, now: () => clock.time, sleep: async () => undefined };
    const store = createKeyStore(database);
    const ring = await createKeyRing({ store, clock, configured: ['secret-configured'] });
    const find = async (text: string) => {
      await ring.refresh();
      return ring.find(text);
    };
    return { database, clock, service: createKeyService(store, clock), find };
  };
  const start = async () => open(await createURL());

  it('open what they were made for, and are kept without their text', async () => {
    const { database, service, find } = await start();
    const { key, text } = await service.issue({ kind: 'client', environment: 'staging', targetApp: 'web' });
    expect(text).toMatch(/^client-[\w-]{43}$/);
    expect(await find(text)).toMatchObject({ kind: 'client', environment: 'staging', targetApp: 'web' });
    expect(await find(`${text}x`)).toBe('unknown');
    expect(await find('secret-configured')).toMatchObject({ kind: 'secret', environment: 'production' });
    const rows = JSON.stringify(await database.selectFrom('key').selectAll().execute());
    expect(rows).not.toContain(text);
    expect(rows).toContain(key.hash);
  });

  it('expire when they were said to', async () => {
    const { clock, service, find } = await start();
    const { text } = await service.issue({ kind: 'secret', environment: 'production', expiresAt: 2_000 });
    expect(await find(text)).toMatchObject({ kind: 'secret' });
    clock.time = 2_000;
    expect(await find(text)).toBe('expired');
  });

  it('open nothing once revoked, and cannot be revoked twice', async () => {
    const { service, find } = await start();
    const { key, text } = await service.issue({ kind: 'console', environment: 'production' });
    expect([
      await service.revoke(key.id),
      await service.revoke(key.id),
      await service.revoke('no-such'),
    ]).toEqual([true, false, false]);
    expect(await find(text)).toBe('revoked');
    expect(await service.rotate(key.id, hourMs)).toBeUndefined();
  });

  it('are rotated: the old one opens for the grace and no longer, the new one for good', async () => {
    const { clock, service, find } = await start();
    const old = await service.issue({
      kind: 'secret',
      environment: 'staging',
      name: 'api',
      targetApp: 'web',
    });
    const fresh = (await service.rotate(old.key.id, hourMs))!;
    expect(fresh.text).not.toBe(old.text);
    expect(fresh.key).toMatchObject({
      kind: 'secret',
      environment: 'staging',
      name: 'api',
      targetApp: 'web',
    });
    expect([await find(old.text), await find(fresh.text)]).toMatchObject([
      { kind: 'secret' },
      { kind: 'secret' },
    ]);
    clock.time += hourMs;
    expect(await find(old.text)).toBe('expired');
    expect(await find(fresh.text)).toMatchObject({ environment: 'staging' });
  });

  it('do not live longer for being rotated', async () => {
    const { service } = await start();
    const { key } = await service.issue({ kind: 'secret', environment: 'production', expiresAt: 5_000 });
    await service.rotate(key.id, hourMs);
    expect(await service.list()).toContainEqual(expect.objectContaining({ id: key.id, expiresAt: 5_000 }));
  });

  it('are made at the first start, once, however many servers start', async () => {
    const url = await createURL();
    const servers = [await open(url), await open(url), await open(url)];
    const made = await Promise.all(servers.map(({ service }) => service.bootstrap()));
    expect(made.flat().map((text) => text.split('-')[0])).toEqual(['secret', 'client', 'console']);
    const [secret = ''] = made.flat();
    expect(await servers[0]!.find(secret)).toMatchObject({ kind: 'secret', environment: 'production' });
    expect(await servers[1]!.service.bootstrap()).toEqual([]);
  });
});

describe('a configured key', () => {
  it.each([
    ['sekret-abc', 'console-'],
    ['secret-', 'secret-'],
    ['secret-with space', 'secret-'],
    [{ key: 'secret-abc', environment: 'Not One' }, 'Not One'],
  ])('may not be %j', async (configured, message) => {
    const store = { list: async () => [], add: async () => true, end: async () => undefined };
    const clock = { now: () => 0, sleep: async () => undefined };
    await expect(createKeyRing({ store, clock, configured: [configured] })).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringContaining(message),
    });
  });
});
