import type { HttpClient, HttpRequest, HttpResponse } from '../http/http-client.ts';
import { StatsigNetworkError } from '../http/network-error.ts';
import { bodyText } from '../http/read-body.ts';
import type { EventBatch, EventSink } from './event-sink.ts';

/** Shorter bodies travel as they are: compressing them would hardly save a packet. */
const minGzipBytes = 1024;

/** What a server may answer that does not understand gzip. */
const gzipRefusals: ReadonlySet<number | undefined> = new Set([400, 415]);

/** Posts batches to `/log_event`. Any 2xx means that the batch has arrived, unless its body says that it did not. */
export function httpEventSink(client: HttpClient): EventSink {
  let isGzipUnderstood: boolean | undefined;

  async function post(batch: EventBatch, isGzipped: boolean, signal: AbortSignal): Promise<void> {
    checkAnswer(await client.send(await postRequest(batch, isGzipped), signal));
    if (isGzipped) isGzipUnderstood = true;
  }

  return {
    async send(batch, signal) {
      const isGzipped = isGzipUnderstood !== false && batch.sizeBytes >= minGzipBytes;
      try {
        await post(batch, isGzipped, signal);
      } catch (error) {
        if (!isGzipped || isGzipUnderstood === true || !isGzipRefusal(error)) throw error;
        await post(batch, false, signal);
        // Only now it is known that the encoding was at fault, and not the events.
        isGzipUnderstood = false;
      }
    },
  };
}

async function postRequest(batch: EventBatch, isGzipped: boolean): Promise<HttpRequest> {
  const { id, eventCount, retryCount } = batch;
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
    body: isGzipped ? await batch.gzipped() : batch.body,
  };
}

function isGzipRefusal(error: unknown): boolean {
  return error instanceof StatsigNetworkError && gzipRefusals.has(error.status);
}

/**
 * Reads the few bodies that take a 2xx back.
 *
 * @throws {StatsigNetworkError} Retryable for a web page, which is what a captive portal or a login answers in the server's
 *   place; not retryable for `{ "success": false }`.
 */
function checkAnswer({ status, body }: HttpResponse): void {
  const text = bodyText(body);
  if (/^\s*<(!doctype|html)\b/i.test(text)) {
    const message = `POST log_event was answered with ${status} and a web page: something else than the event server answers at apiURL.`;
    throw new StatsigNetworkError(message, { status, retryable: true });
  }
  if (/"success"\s*:\s*false\b/.test(text)) {
    const message = `POST log_event was answered with ${status}, but not with success: ${text.slice(0, 200)}`;
    throw new StatsigNetworkError(message, { status, retryable: false });
  }
}
