import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve } from './serve.test-support.ts';
import { isServer, ServerEnd } from './server-end.ts';

describe('ServerEnd', () => {
  it('shortens how long connections may idle, and never lengthens it', () => {
    for (const [keepAliveTimeout, expected] of [
      [60_000, 500],
      [100, 100],
    ] as const) {
      const server = Object.assign(createServer(), { keepAliveTimeout });
      new ServerEnd(server).begin();
      expect(server.keepAliveTimeout).toBe(expected);
    }
  });

  it('tells clients only from its beginning on that their connection ends', async () => {
    await using served = await serve((_request, response) => {
      end.prepare(response);
      response.end();
    });
    const end = new ServerEnd(served.server);
    const ask = async () => (await fetch(served.url)).headers.get('connection');
    expect(await ask()).toBe('keep-alive');
    end.begin();
    expect(await ask()).toBe('close');
  });

  it('waits for what is being served, also when others close the server first', async () => {
    let answer = (): unknown => undefined;
    await using served = await serve((_request, response) => {
      answer = () => response.end('answered');
      served.server.emit('asked');
    });
    const asked = once(served.server, 'asked');
    const asking = fetch(served.url);
    await asked;
    served.server.close();
    const order: string[] = [];
    const closed = new Promise<void>((resolve) => new ServerEnd(served.server).close(resolve));
    const ended = closed.then(() => order.push('closed'));
    order.push('answered');
    answer();
    expect(await (await asking).text()).toBe('answered');
    await ended;
    expect(order).toEqual(['answered', 'closed']);
  });

  it('calls back for a server that never listened', async () => {
    const end = new ServerEnd(createServer());
    await expect(new Promise<void>((resolve) => end.close(resolve))).resolves.toBeUndefined();
  });
});

describe('isServer', () => {
  it.each([
    ['an HTTP server', createServer(), true],
    ['nothing', undefined, false],
    ['null', null, false],
    ['what an app without HTTP has', {}, false],
  ])('says of %s whether it is one', (_, value, expected) => {
    expect(isServer(value)).toBe(expected);
  });
});
