/** Specs as a source delivers them. */
export interface SpecsUpdate {
  /** Where they come from; shown in evaluation details, e.g. `Network`, `Bootstrap`. */
  readonly source: string;
  /**
   * A body of `download_config_specs`: JSON text, as a string or as its bytes in UTF-8, in one piece or in several, or
   * what it parses to. Bytes must not change afterwards.
   */
  readonly payload: unknown;
}

/**
 * Where specs come from. A source does I/O and nothing else: when to pull, what the payload means, and what is done
 * about an error is decided elsewhere.
 *
 * @example
 * const file: SpecSource = {
 *   name: 'File',
 *   async pull(since) {
 *     if (since !== undefined) return undefined;
 *     return { source: 'File', payload: await readFile('specs.json', 'utf8') };
 *   },
 * };
 */
export interface SpecSource {
  /** Shown in messages. */
  readonly name: string;
  /**
   * Fetches specs newer than `since`.
   *
   * @param since - `lcut` of the specs in use, in epoch milliseconds; undefined at first.
   * @param signal - Aborts at the deadline, and at shutdown.
   * @returns The update; undefined when there is nothing newer.
   * @throws {StatsigNetworkError} The caller keeps what it has and tries again: soon when the error is retryable or of
   *   another class, slowly when it is not.
   */
  pull(since: number | undefined, signal: AbortSignal): Promise<SpecsUpdate | undefined>;
}
