/** The first `maxLength` UTF-16 units of a text, without half a character at the end. */
export function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = text.charCodeAt(maxLength - 1);
  const isHalf = end >= 0xd800 && end <= 0xdbff;
  return text.slice(0, isHalf ? maxLength - 1 : maxLength);
}
