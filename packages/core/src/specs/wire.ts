/** A part of a payload that was not read yet: JSON text, or, where the payload came as a value, that value. */
export type Wire = unknown;

/** Keeps a value as a part; the text of what is a text itself is its JSON, so that the two are not confused. */
export function wireOf(value: unknown): Wire {
  return typeof value === 'string' ? JSON.stringify(value) : value;
}

/**
 * The value of a part.
 *
 * @throws {SyntaxError} When its text is no JSON.
 */
export function readWire(wire: Wire): unknown {
  return typeof wire === 'string' ? (JSON.parse(wire) as unknown) : wire;
}
