const pieceBytes = 65_536;

/** The bytes of a text in UTF-8, a piece at a time, each made when it is asked for. */
export function* encoded(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; ) {
    const piece = new Uint8Array(pieceBytes);
    const { read, written } = encoder.encodeInto(text.slice(at), piece);
    at += read;
    yield piece.subarray(0, written);
  }
}
