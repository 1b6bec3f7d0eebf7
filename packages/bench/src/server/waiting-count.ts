/** A number that grows, and those who wait for it to. */
export class WaitingCount {
  #value = 0;
  readonly #waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();

  add(count: number): void {
    this.#value += count;
    for (const entry of this.#waiting) {
      if (this.#value < entry.count) continue;
      this.#waiting.delete(entry);
      entry.resolve();
    }
  }

  /** Resolves when there are so many in all. */
  reached(count: number): Promise<void> {
    if (this.#value >= count) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.add({ count, resolve });
    });
  }
}
