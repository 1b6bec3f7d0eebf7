import { StatsigNetworkError } from './network-error.ts';

/** A body in the pieces in which it arrived: to join a large one would keep others waiting. */
export type BodyPieces = readonly Uint8Array[];

/**
 * Reads a response's body, giving up when it is longer than `maxBytes` after decompression.
 *
 * @throws {StatsigNetworkError} When the body is too long.
 */
export async function readBody({ body, status }: Response, maxBytes: number): Promise<BodyPieces> {
  if (body === null) return [];
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Reading by `for await` would cost a quarter more.
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength;
    if (bytes > maxBytes) {
      // Ends the connection.
      reader.cancel().catch(() => undefined);
      throw tooLong(status, maxBytes);
    }
    pieces.push(read.value);
  }
  return pieces;
}

/** The text of a body in UTF-8, all at once. */
export function bodyText(pieces: BodyPieces): string {
  return new TextDecoder().decode(Buffer.concat(pieces));
}

function tooLong(status: number, maxBytes: number): StatsigNetworkError {
  return new StatsigNetworkError(`The response is longer than ${maxBytes} bytes.`, {
    status,
    retryable: false,
  });
}
