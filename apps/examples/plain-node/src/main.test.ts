import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createServer, shopProjectFile } from '@acme/statsig-server';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

describe('the script', () => {
  it('answers for a user, and every event of it arrives', async () => {
    const key = 'secret-script';
    await using server = await createServer({
      project: shopProjectFile,
      store: ':memory:',
      keys: [key],
    });
    const { url } = await server.listen({ port: 0 });
    const env = { ...process.env, STATSIG_SECRET_KEY: key, STATSIG_API_URL: `${url}/v1` };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, 'ada'], { env });

    expect(stderr).toBe('');
    expect(stdout).toContain('staff tools: true\nshipping: 6 NZD\nranking: ');
    expect(stdout).toContain('unknown gate: false "" Unrecognized\n');
    // Two gates, a config, an experiment, a layer's parameter and the purchase.
    expect(stdout).toContain('events: 6 sent, 0 not sent, 0 dropped\n');
    expect(await server.events.count()).toBe(6);
    expect((await server.events.summarizeExposures()).map(({ name }) => name).toSorted()).toEqual([
      'checkout',
      'no_such_gate',
      'search_ranking',
      'shipping_rates',
      'staff_tools',
    ]);
  });
});
