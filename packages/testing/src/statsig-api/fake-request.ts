/** A request as it was made. */
export interface FakeRequest {
  readonly endpoint: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Decompressed. */
  readonly body: string;
}

/** Reads a request to its end. */
export async function readRequest(request: Request): Promise<FakeRequest> {
  const { method, url, headers, body } = request;
  const isGzipped = headers.get('content-encoding') === 'gzip';
  const plain = isGzipped ? body?.pipeThrough(new DecompressionStream('gzip')) : body;
  const [, endpoint = ''] = /\/v\d\/(\w+)/.exec(new URL(url).pathname) ?? [];
  return { endpoint, method, url, headers, body: await new Response(plain ?? null).text() };
}

/** The SDK asks for what is newer than this, in the query of a GET and in the body of a POST. */
export function sinceTimeOf({ url, body }: FakeRequest): number {
  const inQuery = new URL(url).searchParams.get('sinceTime');
  const inBody: { readonly sinceTime?: number } = body === '' ? {} : JSON.parse(body);
  return Number(inQuery ?? inBody.sinceTime ?? 0);
}
