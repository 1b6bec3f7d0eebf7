/**
 * The hash by which client SDKs know names: `h = 31 h + c` over UTF-16 code units, modulo 2^32.
 *
 * @returns An unsigned decimal.
 */
export function djb2(text: string): string {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return String(hash >>> 0);
}
