import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { startFaultServer } from '../frame/fault-server.ts';
import { temporaryFolder } from '../frame/temporary-folder.ts';
import { deliveredNames } from './delivered.ts';

describe('processes that share the directory of an event store', () => {
  it('deliver what one of them left when it was killed, once', async () => {
    await using folder = await temporaryFolder();
    let isUp = false;
    await using server = await startFaultServer({ log_event: () => ({ status: isUp ? 202 : 503 }) });
    const start = (prefix: string): App =>
      new App({ apiURL: server.apiURL, eventStore: { directory: folder.path }, prefix });
    const apps = ['first', 'second', 'third'].map(start);
    const [first, ...others] = apps;
    for (const app of apps) {
      await app.ask('initialize');
      await app.ask('log', 100);
      await app.ask('flush', { deadlineMs: 1_000 });
    }
    expect(await first?.ask('stats')).toMatchObject({ pending: 0, spooled: 100 });
    first?.kill('SIGKILL');
    isUp = true;
    const delivered = await server.until((each) => {
      const names = deliveredNames(each);
      return new Set(names).size === 300 ? names : undefined;
    });
    expect(delivered).toHaveLength(300);
    const stats = await Promise.all(others.map((app) => app.ask('stats')));
    expect(stats.reduce((sum, { enqueued }) => sum + enqueued, 0)).toBe(300);
    for (const app of apps) await app[Symbol.asyncDispose]();
  });
});
