import { createServer, type Server, shopProjectFile } from '@acme/statsig-server';
import { describe, expect, it } from 'vitest';
import { type DemoResult, runDemo } from './run-demo.ts';

const secretKey = 'secret-demo-test';

const open = (): Promise<Server> =>
  createServer({ project: shopProjectFile, store: ':memory:', keys: [secretKey] });

async function run(server: Server, apiURL: string, lines: string[] = []): Promise<DemoResult> {
  const { signal } = new AbortController();
  const print = (line: string): void => void lines.push(line);
  return await runDemo({ server, apiURL, secretKey, visitorCount: 50, print, signal });
}

describe('runDemo', () => {
  it('loses nothing of 50 visitors when the shop is ended', async () => {
    await using server = await open();
    const { url } = await server.listen({ port: 0 });
    const lines: string[] = [];
    const { groups, exposures, orders } = await run(server, `${url}/v1`, lines);

    expect(exposures.received).toBe(exposures.sent);
    expect(orders.received).toBe(orders.sent);
    expect(lines).toContainEqual(expect.stringMatching(/events; [1-9]\d* still wait in the shop\.$/));
    expect(lines.at(-1)).toMatch(/ended with SIGTERM\.$/);

    const staff = { kind: 'gate', subject: 'staff_tools' };
    expect(groups).toContainEqual({ ...staff, name: 'fail', visitors: 48 });
    expect(groups).toContainEqual({ ...staff, name: 'pass', visitors: 2 });
    const kinds = new Set(groups.map(({ kind }) => kind));
    expect([...kinds]).toEqual(['gate', 'dynamic config', 'experiment', 'layer parameter']);
  });

  it('counts as lost what never arrived', async () => {
    await using full = await open();
    await using empty = await open();
    const { url } = await full.listen({ port: 0 });
    const { exposures } = await run(empty, `${url}/v1`);
    expect(exposures.sent).toBeGreaterThan(300);
    expect(exposures.received).toBe(0);
  });

  it('says so when the shop does not open', async () => {
    await using server = await open();
    await expect(run(server, 'nowhere')).rejects.toThrow(
      /^The shop did not open: it ended with exit code 1\.\n.*The option apiURL/s,
    );
  });
});
