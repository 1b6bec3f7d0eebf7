/** The pieces of bytes that are cut at these places, in any order; a place behind the end counts from the start again. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(1).map((end, i) => bytes.slice(cuts[i], end));
}
