import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Server, ServerOptions } from '../create-server.ts';
import {
  editableProject,
  manualWatch,
  now,
  secretKey,
  startServer,
  temporaryFolder,
} from '../server.test-support.ts';

const time = Date.parse('2026-11-20T09:00:00Z');
const gate = {
  name: 'brand_new',
  type: 'feature_gate',
  salt: 's',
  enabled: true,
  defaultValue: false,
  rules: [],
};

interface Payload {
  readonly time: number;
  readonly company_id: string;
  readonly feature_gates: readonly { readonly name: string }[];
}

const specs = async (server: Server): Promise<Payload> => {
  const response = await server.fetch(`http://server/v1/download_config_specs/${secretKey}.json`);
  return (await response.json()) as Payload;
};

const start = async (options: Partial<ServerOptions> = {}) => {
  const project = await editableProject();
  const { watch, changed } = manualWatch();
  const edit = async (change: Parameters<typeof project.edit>[0]): Promise<void> => {
    await project.edit(change);
    await changed();
  };
  return { ...(await startServer({ project: project.file, watch, ...options })), edit, changed };
};

describe('a project file that changes', () => {
  it('is served as it is now, to whom asks for what is new', async () => {
    const { server, edit, lines } = await start();
    expect((await specs(server)).time).toBe(time);
    await edit({ feature_gates: [gate] });
    const since = await server.fetch(
      `http://server/v1/download_config_specs/${secretKey}.json?sinceTime=${time}`,
      { headers: { 'accept-encoding': 'gzip' } },
    );
    expect(since.headers.get('content-encoding')).toBe('gzip');
    const { feature_gates } = await specs(server);
    expect(feature_gates).toEqual([expect.objectContaining(gate)]);
    expect(lines).toEqual([`info [statsig] Project reloaded, time ${time + 1}.`]);
  });

  it.each([
    ['the same', time, time + 1],
    ['older', time - 1000, time + 1],
    ['newer', time + 1000, time + 1000],
    ['none', undefined, now],
  ])('gets a larger time when its own is %s', async (_what, ownTime, expected) => {
    const { server, edit } = await start();
    await edit({ time: ownTime, company_id: 'other' });
    expect(await specs(server)).toMatchObject({ time: expected, company_id: 'other' });
  });

  it('keeps its time when nothing in it changed', async () => {
    const { server, changed, lines } = await start();
    await changed();
    expect((await specs(server)).time).toBe(time);
    expect(lines).toEqual([]);
  });

  it.each<[string, string | Record<string, unknown>, string]>([
    ['no JSON', '{', 'no JSON'],
    ['empty', '', 'no JSON'],
    ['without gates', { feature_gates: undefined }, 'feature_gates'],
    ['with a nameless gate', { feature_gates: [{ ...gate, name: undefined }] }, 'gates.0.id'],
    ['with a gate without rules', { feature_gates: [{ ...gate, rules: undefined }] }, 'gates.0.rules'],
  ])('stays as it was when it becomes %s, which is logged', async (_what, broken, logged) => {
    const { server, edit, lines } = await start();
    const before = await specs(server);
    await edit(broken);
    expect(await specs(server)).toEqual(before);
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^warn \\[statsig\\] Project stays at time ${time}: .*${logged}`)),
    ]);
    await edit({ company_id: 'repaired' });
    expect(await specs(server)).toMatchObject({ time: time + 1, company_id: 'repaired' });
  });

  it('keeps counting its time over restarts', async () => {
    const store = `file:${join(await temporaryFolder(), 'statsig.db')}`;
    const project = await editableProject();
    const serve = async (): Promise<number> => {
      const { server } = await startServer({ project: project.file, store });
      const { time: served } = await specs(server);
      await server.close();
      return served;
    };
    expect(await serve()).toBe(time);
    expect(await serve()).toBe(time);
    await project.edit({ company_id: 'changed-while-down' });
    expect(await serve()).toBe(time + 1);
    expect(await serve()).toBe(time + 1);
  });

  it('starts with the time of the clock when it has none', async () => {
    const project = await editableProject();
    await project.edit({ time: undefined });
    const { server } = await startServer({ project: project.file });
    expect((await specs(server)).time).toBe(now);
  });

  it('must be sound at the start', async () => {
    const project = await editableProject();
    await project.edit('{');
    await expect(startServer({ project: project.file })).rejects.toMatchObject({ code: 'INVALID_SPECS' });
  });
});
