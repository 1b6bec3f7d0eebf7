import { StatsigNetworkError } from './network-error.ts';

/**
 * Reads a response's body as UTF-8 text, giving up when it is longer than `maxBytes` after decompression.
 *
 * @throws {StatsigNetworkError} When the body is too long.
 */
export async function readBody(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  // Leaving the loop by a throw cancels the body, which ends the connection.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLong(response.status, maxBytes);
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function tooLong(status: number, maxBytes: number): StatsigNetworkError {
  return new StatsigNetworkError(`The response is longer than ${maxBytes} bytes.`, {
    status,
    retryable: false,
  });
}
