/** How long an event that only memory holds is kept while the sink fails, in milliseconds. */
const maxFailingMs = 900_000;

/** Marks are at least this far apart, in milliseconds: a mark for each failure would be many. */
const markMs = 1_000;

/** Knows which events the sink has failed for too long. */
export class EventAge {
  /** Which events were there when the sink had failed for so long. */
  readonly #marks: { readonly next: number; readonly failingMs: number }[] = [];

  /**
   * @param failingMs - How long the sink has failed, in all.
   * @param next - The number that the next event will get.
   * @returns Events with smaller numbers are too old.
   */
  expired(failingMs: number, next: number): number {
    const last = this.#marks.at(-1);
    if (last === undefined || failingMs - last.failingMs >= markMs) this.#marks.push({ next, failingMs });
    let expired = 0;
    for (let [mark] = this.#marks; mark !== undefined; [mark] = this.#marks) {
      if (failingMs - mark.failingMs < maxFailingMs) break;
      expired = mark.next;
      this.#marks.shift();
    }
    return expired;
  }
}
