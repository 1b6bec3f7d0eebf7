/** What goes wrong with a request. */
export type Trouble =
  /** Nobody answers: the request fails. */
  | 'unreachable'
  /** The connection ends in the middle of the answer. */
  | 'cut'
  /** The answer is another one. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The answer waits. */
  | { readonly until: Promise<unknown> };

/** A request that something goes wrong with. */
export interface Troubled {
  /** What it would have been answered. */
  respond(): Response;
  readonly signal: AbortSignal;
}

/** Answers a request in trouble, or fails as `fetch` would. */
export async function inTrouble(trouble: Trouble, { respond, signal }: Troubled): Promise<Response> {
  if (trouble === 'unreachable') throw new TypeError('fetch failed');
  if (trouble === 'cut') return new Response(cutStream(), { headers: respond().headers });
  if ('status' in trouble) {
    const { status, headers = {}, body = '' } = trouble;
    return new Response(body, { status, headers });
  }
  await Promise.race([trouble.until, aborted(signal)]);
  return respond();
}

function cutStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"has_updates":tr'));
      controller.error(new TypeError('terminated'));
    },
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
