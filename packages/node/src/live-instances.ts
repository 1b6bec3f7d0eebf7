/**
 * How many SDK objects of each key are between their start and their end. The one thing that the objects of a process have
 * in common, and nothing but a warning depends on it.
 */
const live = new Map<string, number>();

/**
 * Counts one in.
 *
 * @returns How many of the same key are live now, and how to be counted out, once.
 */
export function joinLive(sdkKey: string): { readonly count: number; readonly leave: () => void } {
  const count = (live.get(sdkKey) ?? 0) + 1;
  live.set(sdkKey, count);
  let isLive = true;
  const leave = (): void => {
    const left = (live.get(sdkKey) ?? 0) - (isLive ? 1 : 0);
    isLive = false;
    if (left > 0) live.set(sdkKey, left);
    else live.delete(sdkKey);
  };
  return { count, leave };
}
