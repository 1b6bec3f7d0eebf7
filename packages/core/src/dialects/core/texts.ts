/** The text of a JSON value; undefined for what Server Core gives none: null, objects, and what is absent. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return decimal(value);
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? JSON.stringify(value) : undefined;
}

/** An element of a target list always has a text: objects and null have their JSON. */
export function elementText(element: unknown): string {
  return textOf(element) ?? JSON.stringify(element) ?? '';
}

/** The shortest decimal that reads back as the same number, never with an exponent: 1e21 has 22 digits. */
export function decimal(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  const [digits = '', exponent] = text.split('e');
  if (exponent === undefined) return text;
  const sign = value < 0 ? '-' : '';
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.');
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : `${sign}${whole}${fraction.padEnd(shift, '0')}`;
}
