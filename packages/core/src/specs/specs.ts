import type { Dialect } from '../dialects/dialect.ts';
import type { SamplingSettings } from '../exposures/sampling-settings.ts';
import type { ClientSettings } from './client-settings.ts';
import type { Part } from './part.ts';
import type { SpecKind } from './spec.ts';
import type { SplitPayload } from './split-payload.ts';

/** What a project has names for. */
export type NamedKind = SpecKind | 'bandit' | 'parameterStore';

type Parts = ReadonlyMap<string, Part>;

/** A project's specs, with the envelope read and each spec still as it came; made by `parseSpecs`. */
export interface Specs extends Readonly<Record<NamedKind, Parts>> {
  /** What they were read from, for the next payload to be compared with. */
  readonly payload: SplitPayload;
  /** Decided by the payload's shape: how its specs are to be understood. */
  readonly dialect: Dialect;
  /** When the project last changed, by the server's clock, in epoch milliseconds; 0 when the payload does not say. */
  readonly lcut: number;
  readonly appID: unknown;
  readonly defaultEnvironment: string | undefined;
  readonly sampling: SamplingSettings;
  /** The conditions that rules refer to by ID. */
  readonly conditions: Parts;
  /** The specs that others answer for, and the rules that decide it. */
  readonly mappings: ReadonlyMap<string, unknown>;
  readonly mappingRules: ReadonlyMap<string, unknown>;
  /** @internal */
  readonly clients: ClientSettings;
}

/** A spec that cannot be read. It alone keeps its last good version, or is left out. */
export interface SpecIssue {
  readonly kind: SpecKind | 'parameterStore';
  readonly name: string;
  /** What is wrong and where, e.g. `rules: expected an array, got undefined`. */
  readonly message: string;
  /** Whether it goes on answering as before; it can if it was ever asked for. */
  readonly answersAsBefore?: boolean;
}
