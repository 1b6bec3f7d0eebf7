/**
 * Reads one cookie of a `Cookie` header.
 *
 * @returns The decoded value; undefined when the cookie is absent or empty. Of several, the first, as in browsers the most
 *   specific comes first.
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key = '', ...rest] = pair.split('=');
    if (key.trim() === name) return decoded(rest.join('=').trim()) || undefined;
  }
  return undefined;
}

/** Quotes are part of the header's syntax, not of the value. */
function decoded(text: string): string {
  const value = text.replace(/^"(.*)"$/, '$1');
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
