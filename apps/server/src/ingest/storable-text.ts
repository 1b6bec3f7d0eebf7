/** A text as every database takes it: Postgres has no NUL, and one event with it would fail the commit of all others. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\ufffd');
}
