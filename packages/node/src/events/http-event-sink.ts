import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { HttpClient, HttpRequest } from '../http/http-client.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import type { EventBatch, EventSink } from './event-sink.ts';

/** Shorter bodies travel as they are: compressing them would hardly save a packet. */
const minGzipBytes = 1024;

/** What a server may answer that does not understand gzip. */
const gzipRefusals: ReadonlySet<number | undefined> = new Set([400, 415]);

const compress = promisify(gzip);
/** Of a batch of events it leaves a few more bytes than the default level, in a quarter of the time. */
const compression = { level: 1 };

/** Posts batches to `/log_event`. Any 2xx means that the batch has arrived, whatever the body says. */
export function httpEventSink(client: HttpClient): EventSink {
  let isGzipUnderstood = true;

  async function post(batch: EventBatch, isGzipped: boolean, signal: AbortSignal): Promise<void> {
    await client.send(await postRequest(batch, isGzipped), signal);
  }

  return {
    async send(batch, signal) {
      const isGzipped = isGzipUnderstood && Buffer.byteLength(batch.body) >= minGzipBytes;
      try {
        await post(batch, isGzipped, signal);
      } catch (error) {
        if (!isGzipped || !isGzipRefusal(error)) throw error;
        await post(batch, false, signal);
        // Only now it is known that the encoding was at fault, and not the events.
        isGzipUnderstood = false;
      }
    },
  };
}

async function postRequest(batch: EventBatch, isGzipped: boolean): Promise<HttpRequest> {
  const { id, body, eventCount, retryCount } = batch;
  return {
    method: 'post',
    path: 'log_event',
    headers: {
      'content-type': 'application/json',
      'statsig-event-count': String(eventCount),
      'statsig-batch-id': id,
      'statsig-retry-count': String(retryCount),
      ...(isGzipped ? { 'content-encoding': 'gzip' } : undefined),
    },
    // The same text always compresses to the same bytes, so a retry is the same request.
    body: isGzipped ? new Uint8Array(await compress(body, compression)) : body,
  };
}

function isGzipRefusal(error: unknown): boolean {
  return error instanceof StatsigNetworkError && gzipRefusals.has(error.status);
}
