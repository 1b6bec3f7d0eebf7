/** However long a server asks to be left alone, it is asked again after this. */
const longestRetryAfterMs = 600_000;

/**
 * Reads a `Retry-After` header, which holds seconds or a date.
 *
 * @param now - The current time, in epoch milliseconds.
 * @returns Milliseconds from now, from 0 to ten minutes; undefined when the header is missing or unreadable.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isNaN(ms) ? undefined : Math.min(longestRetryAfterMs, Math.max(0, ms));
}
