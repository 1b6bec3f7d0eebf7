import { describe, expect, it } from 'vitest';
import { createHttpClient } from '../http/http-client.ts';
import { createRedact } from '../http/redact.ts';
import { ManualClock } from '../manual-clock.test-support.ts';
import { startRecorder } from '../recorder.test-support.ts';
import { createSession, sdkType, sdkVersion } from '../sdk.ts';
import { asV2, specsPayload } from '../specs.test-support.ts';
import { sdkKey, startBench } from '../statsig.test-support.ts';
import { httpSpecSource } from './http-spec-source.ts';

const { signal } = new AbortController();

/** A source whose requests all go to `answer`, with what was asked. */
function sourceOf(apiURL: string, answer: (request: Request) => Response) {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    const request = new Request(input);
    asked.push(`${request.method} ${request.url}`);
    return answer(request);
  };
  const client = createHttpClient({
    redact: createRedact({ sdkKey }),
    apiURL,
    sdkKey,
    fetch,
    clock: new ManualClock(),
    session: createSession(),
  });
  return { source: httpSpecSource({ client, apiURL, sdkKey }), asked };
}

const byGet = (status: number) => (request: Request) =>
  request.method === 'GET' ? Response.json({}) : new Response('', { status });

describe('httpSpecSource', () => {
  it('posts exactly what the contract names, with the key in a header', async () => {
    await using bench = await startBench();
    await bench.statsig.initialize();
    const [request] = bench.recorder.requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('/v1/download_config_specs');
    expect(request?.json).toEqual({ sinceTime: 0, sdkType, sdkVersion });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'statsig-api-key': sdkKey,
      'statsig-client-time': String(bench.clock.now()),
      'statsig-sdk-type': sdkType,
      'statsig-sdk-version': sdkVersion,
      'statsig-server-session-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it.each([
    ['https://api.statsigcdn.com/v1', 'GET'],
    ['https://statsigcdn.com/v1', 'GET'],
    ['https://api.statsig.com/v1', 'POST'],
    ['https://statsigcdn.com.example.org/v1', 'POST'],
    ['https://notstatsigcdn.com/v1', 'POST'],
  ])('asks %s by %s', async (apiURL, method) => {
    const { source, asked } = sourceOf(apiURL, () => Response.json({}));
    await source.pull(undefined, signal);
    expect(asked).toEqual([expect.stringMatching(`^${method} ${apiURL}`)]);
  });

  it.each([
    [undefined, ''],
    [0, ''],
    [1_234, '?sinceTime=1234'],
  ])('puts the key and since %s into the URL of a GET', async (since, query) => {
    const { source, asked } = sourceOf('https://api.statsigcdn.com/v1', () => Response.json({}));
    await source.pull(since, signal);
    expect(asked).toEqual([`GET https://api.statsigcdn.com/v1/download_config_specs/${sdkKey}.json${query}`]);
  });

  it.each([404, 405])('tries the other way once after %d, and remembers it', async (status) => {
    const { source, asked } = sourceOf('https://flags.example.org/v1', byGet(status));
    await source.pull(undefined, signal);
    await source.pull(1, signal);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['POST', 'GET', 'GET']);
  });

  it.each([400, 401, 500])('does not try the other way after %d', async (status) => {
    const { source, asked } = sourceOf('https://flags.example.org/v1', byGet(status));
    await expect(source.pull(undefined, signal)).rejects.toMatchObject({ status });
    expect(asked).toHaveLength(1);
  });

  it('remembers the other way also when that is refused for another reason', async () => {
    const answer = ({ method }: Request) => new Response('', { status: method === 'GET' ? 503 : 404 });
    const { source, asked } = sourceOf('https://flags.example.org/v1', answer);
    await expect(source.pull(undefined, signal)).rejects.toMatchObject({ status: 503 });
    await expect(source.pull(undefined, signal)).rejects.toMatchObject({ status: 503 });
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['POST', 'GET', 'GET']);
  });

  it('reports the first answer when neither way is known', async () => {
    const answer = ({ method }: Request) => new Response(method, { status: 404 });
    const { source } = sourceOf('https://flags.example.org/v1', answer);
    await expect(source.pull(undefined, signal)).rejects.toThrow(
      'POST https://flags.example.org/v1/download_config_specs was answered with 404: POST.',
    );
  });

  it('masks the key in the message about a GET', async () => {
    const { source } = sourceOf('https://api.statsigcdn.com/v1', () => new Response('', { status: 500 }));
    await expect(source.pull(undefined, signal)).rejects.toThrow(
      'GET https://api.statsigcdn.com/v1/download_config_specs/secret-123456****.json was answered with 500.',
    );
  });

  it('asks with the ETag of what was put to use, and of nothing else', async () => {
    const tags: (string | null)[] = [];
    const { source } = sourceOf('https://flags.example.org/v1', ({ headers }) => {
      tags.push(headers.get('if-none-match'));
      if (tags.length === 4) return new Response(null, { status: 304 });
      return new Response('{}', { headers: { etag: `"${tags.length}"` } });
    });
    // The first answer was of no use, so the second request asks for the same again; the second one was.
    for (const since of [undefined, undefined, 2_000, 3_000]) {
      const update = await source.pull(since, signal);
      expect(update === undefined).toBe(since === 3_000);
    }
    expect(tags).toEqual([null, null, '"2"', '"3"']);
  });

  it('asks for v2 payloads at the sibling path, and sends events where they always go', async () => {
    await using recorder = await startRecorder();
    const asked: string[] = [];
    const fetch = async (input: string | URL | Request): Promise<Response> => {
      asked.push(new URL(new Request(input).url).pathname);
      return Response.json(asV2(specsPayload({ gates: { open: true } })));
    };
    await using bench = await startBench({ apiURL: recorder.apiURL, fetch, specs: { version: 'v2' } });
    await bench.statsig.initialize();
    bench.statsig.logEvent({ userID: 'user-1' }, 'bought');
    await bench.statsig.flush();
    expect(bench.statsig.checkGate({ userID: 'user-1' }, 'open')).toBe(true);
    expect(asked).toEqual(['/v2/download_config_specs', '/v1/log_event']);
  });

  it('does not follow a redirect, which would take the key elsewhere', async () => {
    await using elsewhere = await startRecorder();
    await using bench = await startBench();
    const location = `${elsewhere.apiURL}/download_config_specs`;
    bench.recorder.answer('download_config_specs', { status: 307, headers: { location } });
    const { error } = await bench.statsig.initialize();
    expect(error?.message).toContain(`a redirect to ${location}`);
    expect(elsewhere.requests).toEqual([]);
  });

  it('P7: gives up a body that is longer than 64 MiB', async () => {
    const chunk = new Uint8Array(16 * 1024 * 1024);
    let sent = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const { source } = sourceOf('https://flags.example.org/v1', () => new Response(endless));
    await expect(source.pull(undefined, signal)).rejects.toThrow('longer than 67108864 bytes');
    expect(sent).toBeLessThan(8);
  });
});
