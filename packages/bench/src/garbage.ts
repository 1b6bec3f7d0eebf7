/**
 * Collects all garbage.
 *
 * @throws {Error} When Node was started without `--expose-gc`.
 */
export function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('The bench needs node --expose-gc.');
  globalThis.gc();
}
