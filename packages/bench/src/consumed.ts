let total = 0;

/** Takes a result, so that the work behind it cannot be left out. */
export function consume(result: number): void {
  total += result;
}

/** What was consumed so far; a child reports it with each sample. */
export function consumed(): number {
  return total;
}
