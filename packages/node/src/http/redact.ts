/**
 * The start of an SDK key, enough to recognise it by and too little to use it.
 *
 * @returns The first 13 characters and `****`; of a key that is hardly longer than that only `secret-****`.
 */
export function maskedKey(sdkKey: string): string {
  return `${sdkKey.slice(0, shownLength(sdkKey))}****`;
}

/** Masks secrets in a text. Whatever leaves the SDK as text goes through here. */
export type Redact = (text: string) => string;

/** What must not be seen. */
export interface Secrets {
  /** Empty when there is none. */
  readonly sdkKey: string;
  /** Others, e.g. the password of a proxy; none of them is shown in part. */
  readonly others?: readonly string[] | undefined;
}

/**
 * Makes what masks secrets in any form they may travel in: as they are, escaped as in URLs or JSON, in Base64 with anything
 * around them, and cut off at the end.
 */
export function createRedact({ sdkKey, others = [] }: Secrets): Redact {
  let patterns: readonly (readonly [RegExp, string])[] | undefined;
  return (text) => {
    patterns ??= [
      ...patternsOf(sdkKey, shownLength(sdkKey)).map((pattern) => [pattern, maskedKey(sdkKey)] as const),
      ...others.flatMap((secret) =>
        patternsOf(secret, secret.length).map((pattern) => [pattern, '****'] as const),
      ),
    ];
    return patterns.reduce((left, [pattern, mask]) => left.replaceAll(pattern, () => mask), text);
  };
}

const shortKeyLength = 20;

/** In characters; regular expressions do not nest without end. */
const longestPattern = 256;

function shownLength(sdkKey: string): number {
  return sdkKey.length > shortKeyLength ? 13 : 'secret-'.length;
}

/** @param shown - How much of the secret may be seen; longer starts of it are masked like the whole. */
function patternsOf(secret: string, shown: number): readonly RegExp[] {
  if (secret === '') return [];
  const shortest = secret.length > shortKeyLength ? Math.min(shown + 1, secret.length) : secret.length;
  return [
    startsOf(partsOf(secret), shortest),
    ...base64sOf(secret).map((form) => startsOf(partsOf(form), shortest)),
  ];
}

/** Matches a start of `parts`, as long as it can and not shorter than `shortest` of them. */
function startsOf(parts: readonly string[], shortest: number): RegExp {
  const rest = parts.length > longestPattern ? '[!-~]*' : '';
  const optional = parts
    .slice(shortest, longestPattern)
    .reduceRight((end, part) => `(?:${part}${end})?`, rest);
  return new RegExp(parts.slice(0, shortest).join('') + optional, 'g');
}

/** A text's characters as they may be written. Several backslashes are one part: who knows how often they were doubled. */
function partsOf(text: string): readonly string[] {
  return (text.match(/\\+|./gs) ?? []).map(written);
}

/** A character by itself, behind backslashes, or by its number. */
function written(character: string): string {
  if (character.startsWith('\\')) return '(?:\\\\+|(?:%5[cC])+|(?:\\\\+u005[cC])+)';
  const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
  const digits = hex.replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  return `(?:\\\\*\\u${hex}|%${digits.replace(/^00/, '')}|\\\\+u${digits})`;
}

/** What Base64 makes of the secret wherever it begins among other bytes; what depends on its neighbours is left out. */
function base64sOf(secret: string): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const from = Math.ceil((offset * 8) / 6);
    const form = bytes.toString('base64').slice(from, Math.floor((bytes.length * 8) / 6));
    return [...new Set([form, form.replaceAll('+', '-').replaceAll('/', '_')])];
  });
}
