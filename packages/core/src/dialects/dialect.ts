import type { Conditions } from '../conditions/conditions.ts';
import type { Lookups, UserAgentDetails } from '../evaluate/context.ts';
import type { Reader } from '../evaluate/run.ts';
import type { Operators } from '../operators/operators.ts';
import type { Result } from '../result.ts';
import type { ParameterValues } from '../results/parameters.ts';
import type { ClientSettings } from '../specs/client-settings.ts';
import type { Part } from '../specs/part.ts';
import type { Spec, SpecKind } from '../specs/spec.ts';
import type { UnitReader } from '../user/unit-id.ts';
import type { StatsigUser } from '../user/user.ts';

/**
 * Everything in which payloads differ in meaning. Plain data and pure functions: the evaluator has no branch for it.
 *
 * A difference is one of five kinds. What a spec means without a user is said by `normalize`; what one JSON value
 * counts as, by a coercion; where a value is found, by a reader; which types and operators exist, by the rows of a
 * table; and what a finished answer admits, by a result rule.
 */
export interface Dialect {
  /** For details and tests; shared code never compares it. */
  readonly name: 'legacy' | 'core';
  readonly normalize: Normalize;
  readonly operators: Operators;
  readonly conditions: Conditions;
  readonly readers: Readers;
  readonly results: ResultRules;
  readonly sticky: StickyRules;
  readonly sampling: SamplingRules;
  /** @internal */
  readonly clients: ClientRules;
  /** Whether a user can be evaluated at all. */
  accepts(user: StatsigUser): boolean;
}

/** Reads one spec of the payload; an error names what is wrong with it. */
export type Normalize = (spec: unknown, place: SpecPlace) => Result<Spec, string>;

/** Where in the payload a spec stands. */
export interface SpecPlace {
  readonly kind: SpecKind;
  readonly name: string;
  /** The conditions that rules refer to by ID; empty when the payload has them in the rules. */
  readonly conditions: ReadonlyMap<string, Part>;
}

/**
 * What a JSON value counts as. Undefined, or NaN for numbers: it does not count, and the comparison fails.
 * One operator table is built from these; see `operatorsOf`.
 */
export interface Coercions {
  number(value: unknown): number;
  version(value: unknown): string | undefined;
  versionPart(part: string): number;
  /** The value of `any`, `none` and their case-sensitive forms. */
  memberText(value: unknown): string;
  /** The value of `str_starts_with_any`, `str_ends_with_any`, `str_contains_any`, `str_contains_none`. */
  searchText(value: unknown): string | undefined;
  /** The value of `str_matches`. */
  matchText(value: unknown): string | undefined;
  pattern(target: unknown): RegExp | undefined;
  /** The targets of `any` and `none`, in any case. */
  members(target: unknown): readonly string[] | undefined;
  /** The targets of `any_case_sensitive` and `none_case_sensitive`. */
  exactMembers(target: unknown): readonly string[] | undefined;
  /** What `str_starts_with_any` and the like search for. */
  searchTargets(target: unknown): readonly string[] | undefined;
  /** Epoch milliseconds. */
  instant(value: unknown): number;
  targetInstant(target: unknown): number;
  /** The day that an instant falls on, as a number that is equal for instants of one day. */
  dayOf(instant: number): number;
  elements(value: unknown): ReadonlySet<unknown> | undefined;
  /** For each target of an array operator, the elements that match it. */
  elementTargets(target: unknown): readonly (readonly unknown[])[] | undefined;
  /** What an ID list is asked for. */
  listedID(value: unknown): string | undefined;
  /** The test of `eq`; `neq` is its negation. */
  sameAs(target: unknown): (value: unknown) => boolean;
}

/** How conditions reach into the user and what surrounds it. */
export interface Readers {
  field(name: string | null): Reader;
  /** The unit ID as text, for hashing. */
  unitID(idType: string): UnitReader;
  /** The unit ID as the user gives it, for comparing. */
  unitValue(idType: string): Reader;
  environment(field: string | null): Reader;
  country(ip: unknown, lookups: Lookups | undefined): string | null | undefined;
  /** What a detail of a user agent counts as when the look-up does not know it. */
  userAgent(value: string | null | undefined, detail: keyof UserAgentDetails): string | null | undefined;
  readonly now: Reader;
}

/** How assignments are kept. */
interface StickyRules {
  /** Under which name an assignment stores the version of its spec. */
  readonly versionKey: 'configVersion' | 'config_version';
  /** Whether a layer's assignment needs no experiment, as long as what gives today's answer is active. */
  readonly keepsWithoutDelegate: boolean;
  /** Whether an empty list of undelegated exposures is stored as null where nothing was delegated. */
  readonly storesNoEmptyLists: boolean;
  /** Whether what is stored for a layer is deleted when the user is in no group. */
  readonly deletesUnassignedLayers: boolean;
  /** Whether assignments that the caller brings count only where there is a storage. */
  readonly needsStorage: boolean;
  /** Whether users without the unit share one assignment. */
  readonly keepsWithoutUnit: boolean;
}

/** When exposures may be left out. */
interface SamplingRules {
  readonly onlyInProduction: boolean;
  /** Whether the rate for answers that no rule gave beats the rule's. */
  readonly specialCaseFirst: boolean;
  /** Whether events that had to be logged say that sampling is on. */
  readonly marksForced: boolean;
}

/** What a client initialize response says. */
interface ClientRules {
  /** Whether entries repeat the rule ID as `group`, and dynamic configs name their group and parameters. */
  readonly showsGroups: boolean;
  readonly showsLayerIDTypes: boolean;
  readonly showsParameterStores: boolean;
  /** Whether a user's own environment counts here, although the process's replaces it elsewhere. */
  readonly keepsUserEnvironment: boolean;
  /** Whether a client key may be bound to single gates and configs. */
  readonly filtersEntities: boolean;
  /** Whether an experiment's value is filled up with its layer's defaults. */
  readonly mergesLayerDefaults: boolean;
  /** What an unsupported config has for a value. */
  readonly unsupportedValue: ParameterValues | null;
  isDeviceBased(idType: string | null): boolean;
  /** The app whose specs a client key may see; undefined for all. */
  appOf(clientKey: string, settings: ClientSettings, appID: unknown): unknown;
}

/** What a finished answer admits. */
interface ResultRules {
  /** Whether a gate is exposed although no rule ID says how it answered. */
  readonly exposesNameless: boolean;
  /** Whether a spec that is disabled or unsupported lists its explicit parameters. */
  readonly listsWithoutRules: boolean;
  /** Whether an unsupported answer admits what was asked before it. */
  readonly exposesUnsupported: boolean;
  /** The ID type of an answer that `outer` got from `delegate`. */
  idType(outer: string | null, delegate: string | null): string | null;
  version(outer: number | null, delegate: number | null): number | null;
  /** Whether a local override counts as a rule that passed. */
  readonly overridesPass: boolean;
}
