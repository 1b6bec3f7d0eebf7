/** `String(value)`, also for an object that has no text: JSON may hold `{ "toString": null }`. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return '';
  }
}

/** `Number(value)`, likewise. */
export function numberOf(value: unknown): number {
  try {
    return Number(value);
  } catch {
    return Number.NaN;
  }
}
