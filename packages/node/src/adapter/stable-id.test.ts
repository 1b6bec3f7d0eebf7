import { describe, expect, it } from 'vitest';
import type { HttpRequest } from './http-request.ts';
import { issueStableID, type StableIDCookieOptions, stableIDOf } from './stable-id.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is sent along with a response. */
function issued(
  request: Partial<HttpRequest>,
  options?: StableIDCookieOptions,
): { readonly id: string | undefined; readonly headers: readonly string[] } {
  const headers: string[] = [];
  const visit: HttpRequest = { headers: {}, ...request };
  const response = {
    headersSent: false,
    appendHeader: (...header: string[]) => headers.push(header.join(': ')),
  };
  const issue = issueStableID(options);
  issue(visit, response);
  issue(visit, response);
  return { id: stableIDOf(visit), headers };
}

describe('issueStableID', () => {
  it('issues one to who has none, who has it at once', () => {
    const { id, headers } = issued({});
    expect(id).toMatch(uuid);
    expect(headers).toEqual([
      `set-cookie: statsig_stable_id=${id}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`,
    ]);
  });

  it('issues none to who has one', () => {
    const request = { headers: { cookie: 'statsig_stable_id=s-1' } };
    expect(issued(request)).toEqual({ id: 's-1', headers: [] });
  });

  it('goes by the name and the age that it is told', () => {
    const options = { name: 'visitor', maxAgeDays: 2 };
    const { id, headers } = issued({ headers: { cookie: 'statsig_stable_id=s-1' } }, options);
    expect(headers).toEqual([`set-cookie: visitor=${id}; Path=/; Max-Age=172800; HttpOnly; SameSite=Lax`]);
    expect(issued({ headers: { cookie: 'visitor=v-1' } }, options)).toEqual({ id: 'v-1', headers: [] });
  });

  it.each<[string, Partial<HttpRequest>, boolean]>([
    ['TLS', { socket: { encrypted: true } }, true],
    ['a proxy that speaks TLS', { secure: true, socket: {} }, true],
    ['no TLS', { socket: {} }, false],
    ['a connection that nobody trusts', { secure: false }, false],
  ])('of a request over %s', (_, request, isSecure) => {
    expect(issued(request).headers[0]?.endsWith('; Secure')).toBe(isSecure);
  });

  it('comes too late for a response that has begun', () => {
    const request: HttpRequest = { headers: {} };
    issueStableID()(request, {
      headersSent: true,
      appendHeader: () => expect.unreachable(),
    });
    expect(stableIDOf(request)).toBeUndefined();
  });
});
