import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { StatsigOptions } from '../options.ts';
import { memoryDataAdapter } from '../persistence/memory-data-adapter.ts';
import { type Recorder, type Reply, startRecorder } from '../recorder.test-support.ts';
import { specsPayload } from '../specs.test-support.ts';
import { sdkKey, startBench } from '../statsig.test-support.ts';

const hashOf = (id: string): string => createHash('sha256').update(id).digest('base64').slice(0, 8);
const lines = (...changes: readonly string[]): string =>
  changes.map((change) => `${change[0]}${hashOf(change.slice(1))}\n`).join('');

/** A gate for each list, open for its members. */
function payloadFor(...lists: readonly string[]) {
  const payload = specsPayload({ gates: Object.fromEntries(lists.map((list) => [list, true])) });
  payload.feature_gates.forEach((gate, index) => {
    const inList = {
      operator: 'in_segment_list',
      targetValue: lists[index],
      field: 'userID',
      idType: 'userID',
    };
    gate.rules[0]?.conditions.splice(0, 1, { type: 'unit_id', ...inList });
  });
  return payload;
}

interface ListFile {
  text: string;
  fileID?: string;
  creationTime?: number;
  /** What the manifest says; the length of the text otherwise. */
  size?: number;
  reply?: Reply;
}

/** Serves files by range as a bucket does. */
function serveFiles(files: Recorder, lists: Readonly<Record<string, ListFile>>): void {
  files.answer('files/', ({ url, headers }) => {
    const file = lists[decodeURIComponent(url.split('/').at(-1) ?? '')];
    if (file?.reply !== undefined) return file.reply;
    const { text = '' } = file ?? {};
    const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    if (from === 0) return { body: text };
    if (from >= text.length) return { status: 416 };
    const range = `bytes ${from}-${text.length - 1}/${text.length}`;
    return { status: 206, headers: { 'content-range': range }, body: text.slice(from) };
  });
}

/** An SDK object whose project asks these lists, which are files on another origin. */
async function startListed(lists: Record<string, ListFile>, options: StatsigOptions = {}) {
  const files = await startRecorder();
  const bench = await startBench({ disableAllLogging: true, ...options });
  const { statsig, recorder, clock } = bench;
  recorder.answer('download_config_specs', { body: payloadFor('vips', 'staff') });
  recorder.answer('get_id_lists', () => ({
    body: Object.fromEntries(
      Object.entries(lists).map(([name, { text, fileID = 'f1', creationTime = 1, size = text.length }]) => [
        name,
        { name, size, url: `${files.apiURL}/files/${name}`, fileID, creationTime },
      ]),
    ),
  }));
  serveFiles(files, lists);
  return {
    ...bench,
    files,
    isIn: (list: string, ...users: readonly string[]) =>
      users.map((userID) => statsig.checkGate({ userID }, list)),
    /** Lets a minute pass, and the lists be brought up to date. */
    async nextMinute() {
      await clock.sleeping(60_000);
      await clock.advance(60_000);
      await clock.sleeping(60_000);
    },
    async [Symbol.asyncDispose]() {
      await bench[Symbol.asyncDispose]();
      await files[Symbol.asyncDispose]();
    },
  };
}

describe('ID lists', () => {
  it('are there when initialize is over, and follow what is appended, by byte range', async () => {
    const lists = { vips: { text: lines('+ada', '+bob') }, staff: { text: '' } };
    await using listed = await startListed(lists);
    await listed.statsig.initialize();
    expect(listed.isIn('vips', 'ada', 'bob', 'eve')).toEqual([true, true, false]);
    lists.vips.text += lines('-ada', '+eve');
    await listed.nextMinute();
    expect(listed.isIn('vips', 'ada', 'bob', 'eve')).toEqual([false, true, true]);
    expect(listed.files.requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=20-']);
    await listed.nextMinute();
    expect(listed.files.requests).toHaveLength(2);
  });

  it('are asked for by POST as the legacy SDK does, and not at all where no spec names one', async () => {
    await using listed = await startListed({});
    await listed.statsig.initialize();
    const [request] = listed.recorder.to('get_id_lists');
    expect([request?.method, request?.json]).toEqual(['POST', {}]);
    await using bench = await startBench();
    await bench.statsig.initialize();
    expect(bench.recorder.to('get_id_lists')).toEqual([]);
  });

  it('are not asked for when disabled', async () => {
    await using listed = await startListed(
      { vips: { text: lines('+ada') } },
      { idLists: { disabled: true } },
    );
    await listed.statsig.initialize();
    expect(listed.isIn('vips', 'ada')).toEqual([false]);
    expect(listed.recorder.to('get_id_lists')).toEqual([]);
  });

  it('P30: files on another origin get no credentials', async () => {
    await using listed = await startListed({ vips: { text: lines('+ada') } });
    await listed.statsig.initialize();
    const [request] = listed.files.requests;
    expect(JSON.stringify([request?.url, request?.headers])).not.toContain(sdkKey);
    expect(Object.keys(request?.headers ?? {}).filter((name) => name.startsWith('statsig'))).toEqual([]);
  });

  it('wait for the end of a line that is being written', async () => {
    const whole = lines('+ada', '+bob');
    const lists = { vips: { text: whole.slice(0, 15) } };
    await using listed = await startListed(lists);
    await listed.statsig.initialize();
    expect(listed.isIn('vips', 'ada', 'bob')).toEqual([true, false]);
    lists.vips.text = whole;
    await listed.nextMinute();
    expect(listed.isIn('vips', 'ada', 'bob')).toEqual([true, true]);
    expect(listed.files.requests[1]?.headers.range).toBe('bytes=10-');
  });

  it.each<[name: string, change: Partial<ListFile>]>([
    ['is another file', { text: lines('+eve', '+bob', '+tom'), fileID: 'f2', creationTime: 2 }],
    ['is shorter than before', { text: lines('+eve') }],
    ['has no such range (416)', { text: lines('+eve'), size: 1_000 }],
    ['is sent whole', { text: lines('+ada', '-ada', '+eve'), reply: { body: lines('+eve') } }],
  ])('are read from the beginning when the file %s', async (_name, change) => {
    const lists: Record<string, ListFile> = { vips: { text: lines('+ada', '+bob') } };
    await using listed = await startListed(lists);
    await listed.statsig.initialize();
    lists['vips'] = { ...lists['vips'], ...change } as ListFile;
    await listed.nextMinute();
    expect(listed.isIn('vips', 'ada', 'eve')).toEqual([false, true]);
  });

  it.each<[name: string, reply: Reply]>([
    ['500', { status: 500, body: 'broken' }],
    ['404', { status: 404, body: 'gone' }],
    ['a page', { body: '<html>\n</html>\n' }],
    ['nothing but an end', 'reset'],
    ['half a body', { body: lines('-ada'), isTruncated: true }],
    ['another range', { status: 206, headers: { 'content-range': 'bytes 5-24/40' }, body: lines('-ada') }],
  ])('stay as they are when the file is answered with %s, and others go on', async (_name, reply) => {
    const lists: Record<string, ListFile> = { vips: { text: lines('+ada') }, staff: { text: lines('+bob') } };
    await using listed = await startListed(lists);
    await listed.statsig.initialize();
    const errors: string[] = [];
    listed.statsig.on('error', ({ message }) => void errors.push(message));
    lists['vips'] = { text: lines('+ada', '-ada'), reply };
    lists['staff'] = { text: lines('+bob', '+eve') };
    await listed.clock.sleeping(60_000);
    await listed.clock.advance(60_000);
    await listed.clock.sleeping(30_000);
    expect(listed.isIn('vips', 'ada')).toEqual([true]);
    expect(listed.isIn('staff', 'bob', 'eve')).toEqual([true, true]);
    expect(errors).toEqual([expect.stringContaining('The ID list "vips" cannot be brought up to date')]);
  });

  it('are dropped when the manifest drops them, and only then', async () => {
    const lists: Record<string, ListFile> = { vips: { text: lines('+ada') }, staff: { text: lines('+ada') } };
    await using listed = await startListed(lists);
    await listed.statsig.initialize();
    delete lists['vips'];
    await listed.nextMinute();
    expect([listed.isIn('vips', 'ada'), listed.isIn('staff', 'ada')]).toEqual([[false], [true]]);
    listed.recorder.answer('get_id_lists', { status: 500 });
    await listed.clock.advance(60_000);
    await listed.recorder.received('get_id_lists', 3);
    await listed.clock.sleeping(30_000);
    expect(listed.isIn('staff', 'ada')).toEqual([true]);
  });

  it('ignore an edge server that still has the file before', async () => {
    const lists: Record<string, ListFile> = { vips: { text: lines('+ada'), fileID: 'f2', creationTime: 2 } };
    await using listed = await startListed(lists);
    await listed.statsig.initialize();
    lists['vips'] = { text: lines('+eve'), fileID: 'f1', creationTime: 1 };
    await listed.nextMinute();
    expect(listed.isIn('vips', 'ada', 'eve')).toEqual([true, false]);
  });

  it('leave out lines that are no hashes, in any alphabet', async () => {
    const text = `${lines('+ada')}+ünïcödé\n\n*nothing\n+short\r\n${lines('+bob').trimEnd()}\r\n`;
    await using listed = await startListed({ vips: { text } });
    await listed.statsig.initialize();
    expect(listed.isIn('vips', 'ada', 'bob', 'eve')).toEqual([true, true, false]);
  });

  it('are downloaded four at a time at most', async () => {
    const lists = Object.fromEntries(
      Array.from({ length: 12 }, (_, index): [string, ListFile] => [
        `list-${index}`,
        { text: lines('+ada') },
      ]),
    );
    let now = 0;
    let most = 0;
    const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const isFile = (input instanceof Request ? input.url : String(input)).includes('/files/');
      if (isFile) now += 1;
      most = Math.max(most, now);
      const response = await globalThis.fetch(input, init);
      if (isFile) await new Promise(setImmediate);
      if (isFile) now -= 1;
      return response;
    };
    await using listed = await startListed(lists, { fetch });
    await listed.statsig.initialize();
    expect(listed.files.requests).toHaveLength(12);
    expect(most).toBe(4);
  });

  it('survive the process in the data adapter, under the keys of the legacy SDK, and go on where they were', async () => {
    const dataAdapter = memoryDataAdapter();
    const lists = { vips: { text: lines('+ada', '+bob', '-bob') } };
    await using first = await startListed(lists, { dataAdapter });
    await first.statsig.initialize();
    await first.clock.sleeping(60_000);
    const keyHash = createHash('sha256').update(sdkKey).digest('base64');
    expect(await dataAdapter.get(`statsig|id_list::vips|plain_text|${keyHash}`)).toBe(lines('+ada'));

    await using second = await startListed(lists, { dataAdapter });
    second.recorder.answer('get_id_lists', 'hang');
    await second.statsig.initialize();
    expect(second.isIn('vips', 'ada', 'bob')).toEqual([true, false]);

    lists.vips.text += lines('+eve');
    await using third = await startListed(lists, { dataAdapter });
    await third.statsig.initialize();
    await third.clock.sleeping(60_000);
    expect(third.isIn('vips', 'ada', 'eve')).toEqual([true, true]);
    expect(third.files.requests.map(({ headers }) => headers.range)).toEqual(['bytes=30-']);
  });

  it('start without a network from what the legacy SDK has cached, also from names alone', async () => {
    const dataAdapter = memoryDataAdapter();
    const keyHash = createHash('sha256').update(sdkKey).digest('base64');
    await dataAdapter.set(`statsig|/v1/get_id_lists|plain_text|${keyHash}`, '["vips"]');
    await dataAdapter.set(`statsig|id_list::vips|plain_text|${keyHash}`, lines('+ada'));
    const bootstrap = payloadFor('vips');
    await using bench = await startBench({ offline: true, sdkKey, dataAdapter, specs: { bootstrap } });
    await bench.statsig.initialize();
    expect(bench.statsig.checkGate({ userID: 'ada' }, 'vips')).toBe(true);
    expect(bench.recorder.requests).toEqual([]);
  });

  it('do not hold up initialize beyond its time', async () => {
    await using listed = await startListed({ vips: { text: '' } }, { initTimeoutMs: 3_000 });
    listed.recorder.answer('get_id_lists', 'hang');
    const initialization = listed.statsig.initialize();
    await listed.recorder.received('get_id_lists', 1);
    await listed.clock.advance(3_000);
    expect(await initialization).toMatchObject({ success: true, error: null });
  });
});
