/** The parameters of a dynamic config, experiment or layer, by name. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/** Reads one parameter, falling back when it is absent or of another type. */
export interface ParameterReader<Values = ParameterValues> {
  /**
   * @param parameter - The parameter's name, exactly as in the project.
   * @param fallback - Returned when the parameter is missing, null, or of another type than `fallback`. An array is not
   *   an object here. With null any type is accepted.
   */
  readonly get: ParameterGetter<Values>;
}

/** Reads parameters whose types are those of their fallbacks, unless the project's are registered. */
type ParameterGetter<Values> = string extends keyof Values
  ? UntypedReader['get']
  : TypedReader<Values>['get'];

// Methods of interfaces, so that what is read by its registered types can be passed on to what takes any.
interface UntypedReader {
  get(parameter: string, fallback: string): string;
  get(parameter: string, fallback: number): number;
  get(parameter: string, fallback: boolean): boolean;
  get(parameter: string, fallback: null): unknown;
  get<T>(parameter: string, fallback: T): T;
}

interface TypedReader<Values> {
  get<Name extends keyof Values>(
    parameter: Name,
    fallback: NonNullable<Values[Name]>,
  ): NonNullable<Values[Name]>;
  get<Name extends keyof Values, Nothing extends null | undefined>(
    parameter: Name,
    fallback: Nothing,
  ): NonNullable<Values[Name]> | Nothing;
}

/** The rule for fallbacks, once, for configs, experiments and layers of both SDKs. */
export function readParameter<T>(values: ParameterValues, parameter: string, fallback: T): T {
  return valueOr(ownParameter(values, parameter), fallback);
}

/** The same rule for a value that was looked up already. */
export function valueOr<T>(value: unknown, fallback: T): T {
  return value !== undefined && value !== null && isOfTypeOf(value, fallback) ? (value as T) : fallback;
}

/** Whether `values` answers for this parameter, rather than `fallback`. */
export function hasParameter(values: ParameterValues, parameter: string, fallback: unknown): boolean {
  const value = ownParameter(values, parameter);
  return value !== undefined && value !== null && isOfTypeOf(value, fallback);
}

function isOfTypeOf(value: unknown, fallback: unknown): boolean {
  if (fallback === null || fallback === undefined) return true;
  return typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback);
}

/** Callers without types ask for anything, even for what has no text and so can be no key. */
function ownParameter(values: ParameterValues, parameter: unknown): unknown {
  return typeof parameter === 'string' && Object.hasOwn(values, parameter) ? values[parameter] : undefined;
}
