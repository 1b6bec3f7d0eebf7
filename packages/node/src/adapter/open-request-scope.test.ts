import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createStatsig } from '../create-statsig.ts';
import { startOffline } from '../offline.test-support.ts';
import { currentStatsig, tryCurrentStatsig } from '../request-scope.ts';
import { specsPayload } from '../specs.test-support.ts';
import { openRequestScope } from './open-request-scope.ts';
import { serve } from './serve.test-support.ts';

const statsig = createStatsig({ offline: true });

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves requests in scopes of their own. */
function inScopes(listener: Listener): RequestListener {
  return (request, response) => {
    const resolve = () => statsig.forUser({ userID: 'ada' });
    openRequestScope({ request, response, resolve }, () => listener(request, response));
  };
}

const tellScope = (response: ServerResponse): void =>
  void response.end(tryCurrentStatsig() === undefined ? 'no scope' : 'its scope');

describe('openRequestScope', () => {
  it.each<[string, Listener]>([
    ['at once', (_request, response) => tellScope(response)],
    ['after some turns', (_request, response) => void nextTurn().then(() => tellScope(response))],
    [
      'when the body has been read',
      (request, response) => {
        request.on('end', () => tellScope(response)).resume();
      },
    ],
    [
      'when the body has been piped elsewhere',
      (request, response) => {
        request.pipe(new PassThrough().on('finish', () => tellScope(response)).resume());
      },
    ],
  ])('is there %s', async (_, listener) => {
    await using served = await serve(inScopes(listener));
    const response = await fetch(served.url, { method: 'POST', body: 'body' });
    expect(await response.text()).toBe('its scope');
  });

  it('is there when the answer is sent and when the visitor leaves', async () => {
    const seen: unknown[] = [];
    const visitor = new AbortController();
    const left = new AbortController();
    await using served = await serve(
      inScopes((request, response) => {
        if (request.url === '/') {
          response.on('finish', () => seen.push(tryCurrentStatsig() !== undefined)).end();
          return;
        }
        response.on('close', () => {
          seen.push(tryCurrentStatsig() !== undefined);
          left.abort();
        });
        visitor.abort();
      }),
    );
    await (await fetch(served.url)).text();
    expect(seen).toEqual([true]);

    const { signal } = visitor;
    await expect(fetch(`${served.url}/slow`, { signal })).rejects.toThrow('aborted');
    if (!left.signal.aborted) await once(left.signal, 'abort');
    expect(seen).toEqual([true, true]);
  });

  it('leaves other scopes as they are, outside of it and inside', async () => {
    const outer = new AsyncLocalStorage<string>();
    const inner = new AsyncLocalStorage<string>();
    const scopes: unknown[] = [];
    const listener = inScopes((request, response) => {
      inner.run('inner', () => {
        request.on('end', () => scopes.push(outer.getStore())).resume();
        response.on('finish', () => scopes.push(inner.getStore())).end();
      });
    });
    await using served = await serve((...args) => outer.run('outer', () => listener(...args)));
    await (await fetch(served.url)).text();
    expect(new Set(scopes)).toEqual(new Set(['inner', 'outer']));
  });

  it('goes on without an argument, which frameworks would take for an error', async () => {
    const given: unknown[][] = [];
    await using served = await serve((request, response) => {
      const next = (...args: unknown[]): void => {
        given.push(args);
        tellScope(response);
      };
      openRequestScope({ request, response, resolve: () => statsig.forUser({}) }, next);
    });
    expect(await (await fetch(served.url)).text()).toBe('its scope');
    expect(given).toEqual([[]]);
  });

  it('is each its own of 300 requests that are served at the same time', async () => {
    const offline = await startOffline(specsPayload());
    const count = 300;
    const waiting: (() => void)[] = [];
    await using served = await serve((request, response) => {
      const userID = String(request.url).slice(1);
      const resolve = () => offline.statsig.forUser({ userID });
      const answer = async (): Promise<void> => {
        // Nobody goes on before everybody is here, and then the last come first.
        await new Promise<void>((goOn) => {
          waiting.unshift(goOn);
          if (waiting.length === count) for (const each of waiting) setImmediate(each);
        });
        currentStatsig().logEvent('seen', { value: userID });
        response.end();
      };
      openRequestScope({ request, response, resolve }, () => void answer());
    });
    const names = Array.from({ length: count }, (_, index) => `user-${index}`);
    await Promise.all(names.map(async (name) => (await fetch(`${served.url}/${name}`)).text()));
    const seen = await offline.events();
    expect(seen.map(({ user }) => user['userID'])).toEqual(seen.map(({ value }) => value));
    expect(new Set(seen.map(({ value }) => value))).toEqual(new Set(names));
  });
});
