import { describe, expect, it } from 'vitest';
import { now } from '../../server.test-support.ts';
import { startConsole } from './console.test-support.ts';

const project = { gates: [{ id: 'beta' }] };

describe('keys', () => {
  it('are made, used, rotated and revoked, and told once', async () => {
    const { server, ask } = await startConsole();
    const specs = async (key: string) =>
      (await server.fetch(`http://server/v1/download_config_specs/${key}.json`)).status;
    const created = (await ask('POST', '/keys', { type: 'secret', name: 'api' })).body.data;
    expect(created).toMatchObject({
      type: 'secret',
      name: 'api',
      environment: 'production',
      revokedAt: null,
    });
    expect(await specs(created.key)).toBe(200);
    const listed = JSON.stringify((await ask('GET', '/keys')).body);
    expect(listed).toContain(created.id);
    expect(listed).not.toContain(created.key);
    expect(listed).not.toContain('hash');
    const rotated = (await ask('POST', `/keys/${created.id}/rotate`, { graceMs: 0 })).body.data;
    expect([await specs(created.key), await specs(rotated.key)]).toEqual([401, 200]);
    expect((await ask('DELETE', `/keys/${rotated.id}`)).status).toBe(200);
    expect(await specs(rotated.key)).toBe(401);
    expect((await ask('DELETE', `/keys/${rotated.id}`)).status).toBe(409);
    expect((await ask('POST', '/keys', { type: 'root' })).body.errors).toMatchObject([{ path: 'type' }]);
    const { data } = (await ask('GET', '/audit_logs')).body;
    expect(data.map(({ action }: { action: string }) => action).sort()).toEqual([
      'key_created',
      'key_created',
      'key_expires',
      'key_revoked',
    ]);
  });
});

describe('another environment', () => {
  it('sees and changes nothing of this one', async () => {
    const { ask } = await startConsole();
    await ask('PUT', '/project', project);
    const { data: key } = (await ask('POST', '/keys', { type: 'secret' })).body;
    const staging = (method: string, path: string, body?: unknown) =>
      ask(method, path, body, 'console-staging');
    expect((await staging('GET', '/project')).body.data.gates).toEqual([]);
    for (const list of ['gates', 'revisions', 'keys', 'audit_logs']) {
      expect((await staging('GET', `/${list}`)).body.data, list).toEqual([]);
    }
    for (const [method, path] of [
      ['GET', '/gates/beta'],
      ['DELETE', '/gates/beta'],
      ['GET', `/revisions/${now}`],
      ['POST', `/revisions/${now}/rollback`],
      ['POST', `/keys/${key.id}/rotate`],
      ['DELETE', `/keys/${key.id}`],
    ] as const) {
      expect((await staging(method, path)).status, path).toBe(404);
    }
    expect((await staging('GET', '/environments')).body.data).toEqual([{ name: 'staging' }]);
  });
});

it('opens to console keys only', async () => {
  const { ask } = await startConsole();
  for (const path of ['/project', '/gates', '/keys', '/revisions', '/audit_logs', '/environments']) {
    expect((await ask('GET', path, undefined, 'secret-under-test')).status, path).toBe(403);
    expect(await ask('GET', path, undefined, 'console-other')).toMatchObject({
      status: 401,
      body: { message: expect.any(String) },
    });
  }
  expect((await ask('GET', '/nowhere')).status).toBe(404);
});
