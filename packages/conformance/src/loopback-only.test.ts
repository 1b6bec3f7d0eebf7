import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOurs } from './engines/ours.ts';
import { anyCase } from './generate/projects.ts';
import { renderV1 } from './generate/render-v1.ts';
import { renderV2 } from './generate/render-v2.ts';

let opened = 0;
const sockets = channel('net.client.socket');
const count = () => {
  opened++;
};

beforeEach(() => {
  opened = 0;
  sockets.subscribe(count);
});

afterEach(() => {
  sockets.unsubscribe(count);
});

describe('the network', () => {
  it.each(['example.com', '192.0.2.1', '2001:db8::1'])('is out of reach at %s', (host) => {
    expect(() => connect({ port: 443, host })).toThrow(host);
    expect(() => connect(443, host)).toThrow(host);
  });

  it('is out of reach of fetch', async () => {
    await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({ cause: { message: /192\.0\.2\.1/ } });
  });

  it('still leads to this machine', async () => {
    const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.destroy();
    server.close();
    expect(opened).toBe(1);
  });

  it.each([renderV1, renderV2])('is not touched by our packages', async (render) => {
    const [{ project, users } = never()] = fc.sample(anyCase, { numRuns: 1, seed: 1 });
    const engine = await createOurs(JSON.stringify(render(project)), { ...project, now: 0 });
    const answers = users.map((user) => engine.checkGate(user, 'gate_1')?.reason);
    expect(answers).toContain('Recognized');
    expect(opened).toBe(0);
  });
});

function never(): never {
  throw new Error('fast-check made no sample.');
}
