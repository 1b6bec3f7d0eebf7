import { StatsigError } from '@acme/statsig-core';

/** The bounds of a number, both inclusive, and what it is when it is not given. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly otherwise: number;
}

/**
 * @param name - As in the options, e.g. `specs.intervalMs`.
 * @throws {StatsigError} `INVALID_OPTIONS`; so do all checks here.
 */
export function checkedNumber(name: string, value: unknown, { min, max, otherwise }: Bounds): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw invalid(name, `a number from ${min} to ${max}`, value);
}

/** @returns False when nothing is given. */
export function checkedBoolean(name: string, value: unknown): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  throw invalid(name, 'true or false', value);
}

/** Checks that `value`, when given, has all `methods`. */
export function checkedPart<T extends object>(
  name: string,
  value: T | undefined,
  methods: readonly (keyof T & string)[],
): T | undefined {
  if (value === undefined) return undefined;
  const isComplete = isRecord(value) && methods.every((method) => typeof value[method] === 'function');
  if (isComplete) return value;
  throw invalid(name, `an object with ${methods.map((method) => `${method}()`).join(', ')}`, value);
}

/** @returns `otherwise` when nothing is given. */
export function checkedFunction<T>(name: string, value: T | undefined, otherwise: T): T {
  if (value === undefined) return otherwise;
  if (typeof value === 'function') return value;
  throw invalid(name, 'a function', value);
}

/** Checks a group of options, e.g. `events`. */
export function checkedGroup<T extends object>(name: string, value: T | undefined): Partial<T> {
  if (value === undefined) return {};
  if (isRecord(value)) return value;
  throw invalid(name, 'an object', value);
}

/** @returns The URL without a slash at its end. */
export function checkedURL(name: string, value: unknown): string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  const isUsable =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    url.username === '' &&
    url.search === '' &&
    url.hash === '';
  if (isUsable) return url.href.replace(/\/+$/, '');
  throw invalid(name, 'an http or https URL, without credentials or a query', value);
}

/** @returns A string as a tier; undefined when nothing is given. */
export function checkedEnvironment(
  name: string,
  value: unknown,
): Readonly<Record<string, string>> | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return { tier: value };
  if (isRecord(value) && Object.values(value).every((part) => typeof part === 'string')) {
    return { ...(value as Readonly<Record<string, string>>) };
  }
  throw invalid(name, 'the name of a tier, or an object of strings such as { tier: "production" }', value);
}

/** The error for an option that is not what it has to be. */
export function invalid(name: string, wanted: string, value: unknown): StatsigError {
  return new StatsigError('INVALID_OPTIONS', `The option ${name} must be ${wanted}; it is ${shown(value)}.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
