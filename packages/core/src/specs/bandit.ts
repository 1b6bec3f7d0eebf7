import * as v from 'valibot';
import type { ConditionParts } from '../conditions/condition.ts';
import type { Reader } from '../evaluate/run.ts';
import type { Bucketer } from '../hashing/kernel.ts';
import type { ParameterValues } from '../results/parameters.ts';
import type { UnitReader } from '../user/unit-id.ts';
import { describeIssue } from './issues.ts';

const unitInterval = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const parameters = v.record(v.string(), v.unknown());

const modelSchema = v.object({
  alpha: v.number(),
  intercept: v.number(),
  records: v.number(),
  weightsNumerical: v.fallback(v.record(v.string(), v.number()), {}),
  weightsCategorical: v.fallback(v.record(v.string(), v.record(v.string(), v.number())), {}),
});

const banditSchema = v.object({
  salt: v.string(),
  defaultValue: parameters,
  idType: v.string(),
  enabled: v.boolean(),
  version: v.nullish(v.number()),
  sampleRate: unitInterval,
  higherIsBetter: v.boolean(),
  groups: v.array(v.object({ name: v.string(), id: v.string(), parameterValues: parameters })),
  config: v.nullish(v.record(v.string(), modelSchema)),
  targetingGateName: v.nullish(v.string()),
  targetAppIDs: v.nullish(v.array(v.string())),
});

/** A contextual bandit: it gives each user the group that does best for users alike, and tries out the others. */
export interface Bandit {
  readonly idType: string;
  readonly version: number | null;
  readonly isEnabled: boolean;
  readonly defaultValue: ParameterValues;
  readonly targetingGate: string | null;
  readonly targetAppIDs: readonly string[];
  /** The share of users, of 10,000, who are given any group rather than the best one. */
  readonly explored: number;
  readonly higherIsBetter: boolean;
  readonly groups: readonly BanditGroup[];
  /** Whether any group has learned yet. */
  readonly hasModels: boolean;
  readonly bucket: Bucketer;
  readonly unitID: UnitReader;
}

export interface BanditGroup {
  readonly id: string;
  readonly name: string;
  readonly value: ParameterValues;
  /** What was learned of the group; null when nothing yet. */
  readonly model: BanditModel | null;
}

export interface BanditModel {
  /** Where scores start. */
  readonly base: number;
  /** How many observations it rests on. */
  readonly records: number;
  readonly numerical: readonly { readonly read: Reader; readonly weight: number }[];
  readonly categorical: readonly { readonly read: Reader; readonly weights: ReadonlyMap<string, number> }[];
}

/** Reads and prepares a contextual bandit; undefined when it cannot be read. */
export function compileBandit(
  wire: unknown,
  parts: ConditionParts,
  report: (message: string) => void,
): Bandit | undefined {
  const parsed = v.safeParse(banditSchema, wire);
  if (!parsed.success) {
    report(describeIssue(parsed.issues));
    return undefined;
  }
  const { output } = parsed;
  const models = new Map(Object.entries(output.config ?? {}));
  return {
    idType: output.idType,
    version: output.version ?? null,
    isEnabled: output.enabled,
    defaultValue: output.defaultValue,
    targetingGate: output.targetingGateName ?? null,
    targetAppIDs: output.targetAppIDs ?? [],
    explored: output.sampleRate * 10_000,
    higherIsBetter: output.higherIsBetter,
    groups: output.groups.map(({ id, name, parameterValues }) => {
      const model = models.get(id);
      return {
        id,
        name,
        value: parameterValues,
        model: model === undefined ? null : compileModel(model, parts),
      };
    }),
    hasModels: models.size > 0,
    bucket: parts.bucketer(`${output.salt}.`, 10_000),
    unitID: parts.dialect.readers.unitID(output.idType),
  };
}

function compileModel(
  { alpha, intercept, records, weightsNumerical, weightsCategorical }: v.InferOutput<typeof modelSchema>,
  { dialect: { readers } }: ConditionParts,
): BanditModel {
  return {
    base: intercept + alpha,
    records,
    numerical: Object.entries(weightsNumerical).map(([field, weight]) => ({
      read: readers.field(field),
      weight,
    })),
    categorical: Object.entries(weightsCategorical).map(([field, weights]) => ({
      read: readers.field(field),
      weights: new Map(Object.entries(weights)),
    })),
  };
}
