import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalServer, startLocalServer } from './local-server.ts';

let server: LocalServer;

beforeAll(async () => {
  server = await startLocalServer({ '/a.js': 'const a = 1;' });
});
afterAll(() => server.close());

describe('the local server', () => {
  it.each`
    path       | status | type                 | text
    ${'/'}     | ${200} | ${'text/html'}       | ${'<!doctype html>'}
    ${'/a.js'} | ${200} | ${'text/javascript'} | ${'const a = 1;'}
    ${'/b.js'} | ${404} | ${null}              | ${''}
  `(
    'answers $path with $status',
    async ({ path, status, type, text }: Record<string, string | number | null>) => {
      const response = await fetch(`${server.origin}${path}`);

      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe(type);
      expect(await response.text()).toContain(text);
    },
  );

  it('accepts what is posted and remembers where to', async () => {
    const response = await fetch(`${server.origin}/log_event?k=1`, { method: 'POST', body: '{}' });

    expect(response.status).toBe(202);
    expect(server.posted).toEqual(['/log_event']);
  });
});
