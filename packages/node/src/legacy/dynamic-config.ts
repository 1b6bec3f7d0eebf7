import type { DynamicConfig as Config, SecondaryExposure } from '@acme/statsig-core';
import { EvaluationDetails, type Moment } from './evaluation-details.ts';
import { ownValue, ownValues, typeNameOf } from './own-values.ts';

/** Is told when a parameter has another type than the default that it was read with. */
export type OnDefaultValueFallback = (
  config: DynamicConfig,
  parameter: string,
  defaultValueType: string,
  valueType: string,
) => void;

/** What the constructor takes; all but the name may be left out. */
export type DynamicConfigArguments = [
  configName: string,
  value?: Record<string, unknown>,
  ruleID?: string,
  groupName?: string | null,
  idType?: string | null,
  secondaryExposures?: readonly SecondaryExposure[],
  onDefaultValueFallback?: OnDefaultValueFallback | null,
  evaluationDetails?: EvaluationDetails | null,
];

/** The parameters of a dynamic config or an experiment. */
export class DynamicConfig {
  name: string;
  readonly #given: unknown;
  readonly #ruleID: string;
  readonly #groupName: string | null;
  readonly #idType: string | null;
  readonly #secondaryExposures: readonly SecondaryExposure[];
  readonly #onFallback: OnDefaultValueFallback | null;
  readonly #details: EvaluationDetails | null;
  #value: Record<string, unknown> | undefined;

  constructor(...given: DynamicConfigArguments) {
    const [name, value, ruleID = '', groupName = null, idType = null, exposures = []] = given;
    const [onFallback = null, details = null] = given.slice(6) as [
      OnDefaultValueFallback?,
      EvaluationDetails?,
    ];
    this.name = typeof name === 'string' ? name : '';
    this.#given = value;
    this.#ruleID = ruleID;
    this.#groupName = groupName;
    this.#idType = idType;
    this.#secondaryExposures = exposures;
    this.#onFallback = onFallback;
    this.#details = details;
  }

  /** All parameters. A copy, made when it is first asked for. */
  get value(): Record<string, unknown> {
    this.#value ??= ownValues(this.#given);
    return this.#value;
  }

  set value(value: Record<string, unknown>) {
    this.#value = value;
  }

  /** Reads a parameter; the default when it is missing, or not of the default's type, or refused by the guard. */
  get<T>(key: string, defaultValue: T, typeGuard: ((value: unknown) => value is T | null) | null = null): T {
    // As the legacy SDK does, a default that is missing comes back as null.
    const fallback = (defaultValue ?? null) as T;
    const value = this.getValue(key, null);
    if (value === null || value === undefined) return fallback;
    const [wanted, found] = [typeNameOf(fallback), typeNameOf(value)];
    const fits = typeGuard === null ? fallback === null || wanted === found : typeGuard(value);
    if (fits) return value as T;
    this.#onFallback?.(this, key, wanted, found);
    return fallback;
  }

  /** Reads a parameter whatever its type; all of them without a key. */
  getValue(key: string, defaultValue: boolean | number | string | object | null = null): unknown {
    return (key as string | null | undefined) == null
      ? this.value
      : (ownValue(this.#value ?? this.#given, key, () => this.value) ?? defaultValue);
  }

  getRuleID(): string {
    return this.#ruleID;
  }

  getGroupName(): string | null {
    return this.#groupName;
  }

  getIDType(): string | null {
    return this.#idType;
  }

  getEvaluationDetails(): EvaluationDetails | null {
    return this.#details;
  }

  /** @internal */
  _getSecondaryExposures(): SecondaryExposure[] {
    return [...this.#secondaryExposures];
  }
}

/** An answer in the words of the legacy SDK. */
export function dynamicConfig(
  config: Config,
  moment: Moment,
  onFallback: OnDefaultValueFallback,
): DynamicConfig {
  const { name, value, ruleID, groupName, idType, secondaryExposures } = config;
  const details = new EvaluationDetails(config, moment);
  const heard = ruleID === '' ? null : onFallback;
  return new DynamicConfig(name, value, ruleID, groupName, idType, secondaryExposures, heard, details);
}
