/**
 * The start of an SDK key, enough to recognise it by and too little to use it.
 *
 * @returns The first 13 characters and `****`; of a key that is hardly longer than that only `secret-****`.
 */
export function maskedKey(sdkKey: string): string {
  return `${sdkKey.slice(0, sdkKey.length > shortKeyLength ? 13 : 'secret-'.length)}****`;
}

/** Masks every occurrence of the SDK key, also as it stands in URLs. Whatever leaves the SDK as text goes through here. */
export function redact(text: string, sdkKey: string): string {
  if (sdkKey === '') return text;
  const mask = maskedKey(sdkKey);
  return text.replaceAll(sdkKey, mask).replaceAll(encodeURIComponent(sdkKey), mask);
}

const shortKeyLength = 20;
