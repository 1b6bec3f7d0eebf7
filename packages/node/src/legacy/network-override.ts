/** Sends requests in the application's own way. */
export type NetworkOverrideFunc = (url: string, params: RequestInit) => Promise<Response>;

/** Makes a `fetch` of such a function, which wants a URL and an object. */
export function fetchOf(send: NetworkOverrideFunc): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers, signal } = request;
    const body = method === 'GET' ? undefined : Buffer.from(await request.arrayBuffer());
    return send(url, {
      method,
      headers: Object.fromEntries(headers),
      signal,
      ...(body === undefined ? undefined : { body }),
    });
  };
}
