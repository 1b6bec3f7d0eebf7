import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { App } from '../frame/app.ts';
import { type FaultServer, type Reply, startFaultServer } from '../frame/fault-server.ts';
import { canMountDisks, smallDisk } from '../frame/small-disk.ts';
import { temporaryFolder } from '../frame/temporary-folder.ts';
import { deliveredNames } from './delivered.ts';

const accepted: Reply = { status: 202 };
const count = 10_000;

async function expectAllDelivered(app: App, server: FaultServer): Promise<void> {
  expect(await app.ask('flush', { deadlineMs: 60_000 })).toMatchObject({
    pending: 0,
    spooled: 0,
    timedOut: false,
  });
  const { enqueued, sent } = await app.ask('stats');
  expect({ enqueued, sent }).toEqual({ enqueued: count, sent: count });
  expect(new Set(deliveredNames(server)).size).toBe(count);
}

describe('an event store', () => {
  it.runIf(canMountDisks())('that is full lets events go through memory, and says so', async () => {
    using disk = smallDisk(256 * 1024);
    await using server = await startFaultServer({
      log_event: (index) => (index < 2 ? { status: 503 } : accepted),
    });
    await using app = new App({ apiURL: server.apiURL, eventStore: { directory: disk.path } });
    await app.ask('log', count);
    await app.line((line) => line.includes('EVENT_STORE'));
    expect(app.errors).toContainEqual(
      expect.objectContaining({ code: 'EVENT_STORE', message: expect.stringContaining('Free some space') }),
    );
    await expectAllDelivered(app, server);
  });

  it.runIf(canMountDisks())('that turns read-only does so too', async () => {
    using disk = smallDisk(4 * 1024 * 1024);
    await using server = await startFaultServer({ log_event: [accepted] });
    await using app = new App({ apiURL: server.apiURL, eventStore: { directory: disk.path } });
    await app.ask('log', 1);
    await app.ask('flush', { deadlineMs: 60_000 });
    disk.makeReadOnly();
    await app.ask('log', count - 1);
    await expectAllDelivered(app, server);
    expect(app.errors).toContainEqual(
      expect.objectContaining({
        code: 'EVENT_STORE',
        message: expect.stringContaining('Set a directory that can be written'),
      }),
    );
  });

  it('that is a file does so too', async () => {
    await using folder = await temporaryFolder();
    const directory = join(folder.path, 'file');
    await writeFile(directory, '');
    await using server = await startFaultServer({ log_event: [accepted] });
    await using app = new App({ apiURL: server.apiURL, eventStore: { directory } });
    await app.ask('log', count);
    await expectAllDelivered(app, server);
    expect(app.errors.filter(({ code }) => code === 'EVENT_STORE')).toMatchObject([
      { message: expect.stringContaining('Set a directory, not a file') },
    ]);
  });
});
