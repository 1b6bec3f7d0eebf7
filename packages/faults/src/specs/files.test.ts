import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startFaultServer } from '../frame/fault-server.ts';
import { changing } from '../frame/project.ts';
import { createRandom } from '../frame/random.ts';
import { CachedApp } from './cached-app.ts';

const specs = { intervalMs: 1_000 };
const nowhere = 'http://127.0.0.1:9/v1';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'statsig-faults-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

describe('specs in files', () => {
  it('are whole after kill -9 at any moment of their being written', async () => {
    const random = createRandom('kill while writing');
    const adapter = { directory: await temporaryFolder() };
    await using server = await startFaultServer({ download_config_specs: changing(8 * 1024 * 1024) });
    const options = { apiURL: server.apiURL, specs };
    await using first = new CachedApp({ options, adapter });
    await first.initialized();
    await first.says(({ lcut }) => (lcut ?? 0) >= 1_001);
    first.kill('SIGKILL');
    for (let kill = 0; kill < 4; kill += 1) {
      await using app = new CachedApp({ options, adapter });
      expect(await app.initialized()).toMatchObject({ initialized: true, from: 'DataAdapter', isOpen: true });
      await app.says(({ source }) => source === 'Network');
      // The moment of the kill is the point: anywhere between the first byte and the rename.
      await sleep(random.between(0, 60));
      app.kill('SIGKILL');
      await app.ended;
      expect(app.said.filter(({ error }) => error !== undefined)).toEqual([]);
    }
    await using last = new CachedApp({ options: { apiURL: nowhere, specs }, adapter });
    expect(await last.initialized()).toMatchObject({ initialized: true, from: 'DataAdapter', isOpen: true });
  });

  it('cannot be written where nothing can be: the SDK starts, polls and says so', async () => {
    await using server = await startFaultServer({ download_config_specs: changing() });
    // Not even root can make a folder there.
    const adapter = { directory: '/proc/statsig' };
    await using app = new CachedApp({ options: { apiURL: server.apiURL, specs }, adapter });
    expect(await app.initialized()).toMatchObject({ initialized: true, from: 'Network', isOpen: true });
    await app.says(({ error }) => error === 'STORAGE');
    await server.asked('download_config_specs', 3);
    await app.says(({ lcut }) => lcut === 1_001);
  });
});
