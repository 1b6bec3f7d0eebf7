import type { Layer as EngineLayer } from '@acme/statsig-core';
import { EvaluationDetails, type Moment } from './evaluation-details.ts';
import { ownValue, ownValues, typeNameOf } from './own-values.ts';

/** Is told of each parameter that is read, and that the layer has. */
export type ExposeLayer = (layer: Layer, key: string) => void;

/** What the constructor takes; all but the name may be left out. */
export type LayerArguments = [
  layerName: string,
  value?: Record<string, unknown>,
  ruleID?: string,
  groupName?: string | null,
  allocatedExperimentName?: string | null,
  logExposure?: ExposeLayer | null,
  evaluationDetails?: EvaluationDetails | null,
  idType?: string | null,
];

/** The parameters of a layer. Reading one that the layer has counts as seeing it. */
export class Layer {
  name: string;
  readonly #given: unknown;
  readonly #ruleID: string;
  readonly #groupName: string | null;
  readonly #allocatedExperimentName: string | null;
  readonly #logExposure: ExposeLayer | null;
  readonly #details: EvaluationDetails | null;
  readonly #idType: string | null;
  #own: Record<string, unknown> | undefined;

  constructor(...given: LayerArguments) {
    const [name, value, ruleID = '', groupName = null, allocated = null, logExposure = null] = given;
    const [details = null, idType = null] = given.slice(6) as [(EvaluationDetails | null)?, (string | null)?];
    this.name = typeof name === 'string' ? name : '';
    this.#given = value;
    this.#ruleID = ruleID;
    this.#groupName = groupName;
    this.#allocatedExperimentName = allocated;
    this.#logExposure = logExposure;
    this.#details = details;
    this.#idType = idType;
  }

  #read(key: string): unknown {
    return ownValue(this.#given, key, () => {
      this.#own ??= ownValues(this.#given);
      return this.#own;
    });
  }

  /** Reads a parameter; the default when it is missing, or not of the default's type, or refused by the guard. */
  get<T>(key: string, defaultValue: T, typeGuard: ((value: unknown) => value is T) | null = null): T {
    // As the legacy SDK does, a default that is missing comes back as null.
    const fallback = (defaultValue ?? null) as T;
    const value = this.#read(key);
    if (value === null || value === undefined) return fallback;
    const isOfType = fallback === null || typeNameOf(value) === typeNameOf(fallback);
    if (!(typeGuard === null ? isOfType : typeGuard(value))) return fallback;
    this.#logExposure?.(this, key);
    return value as T;
  }

  /** Reads a parameter whatever its type. */
  getValue(key: string, defaultValue: boolean | number | string | object | null = null): unknown {
    const value = (key as string | null | undefined) == null ? undefined : this.#read(key);
    if (value === null || value === undefined) return defaultValue;
    this.#logExposure?.(this, key);
    return value;
  }

  getRuleID(): string {
    return this.#ruleID;
  }

  getIDType(): string | null {
    return this.#idType;
  }

  getGroupName(): string | null {
    return this.#groupName;
  }

  getAllocatedExperimentName(): string | null {
    return this.#allocatedExperimentName;
  }

  getEvaluationDetails(): EvaluationDetails | null {
    return this.#details;
  }
}

/** An answer in the words of the legacy SDK. */
export function layerOf(layer: EngineLayer, moment: Moment, onRead: ExposeLayer): Layer {
  const { name, value, ruleID, groupName, allocatedExperiment, idType } = layer;
  const details = new EvaluationDetails(layer, moment);
  return new Layer(name, value, ruleID, groupName, allocatedExperiment, onRead, details, idType);
}
