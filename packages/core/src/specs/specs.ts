import type { Dialect } from '../dialects/dialect.ts';
import type { SamplingSettings } from '../exposures/sampling-settings.ts';
import type { ClientSettings } from './client-settings.ts';
import type { SpecKind } from './spec.ts';

/** What a project has names for. */
export type NamedKind = SpecKind | 'bandit' | 'parameterStore';

type Named = ReadonlyMap<string, unknown>;

/** A project's specs, with the envelope read and each spec still as it came; made by `parseSpecs`. */
export interface Specs extends Readonly<Record<NamedKind, Named>> {
  /** Decided by the payload's shape: how its specs are to be understood. */
  readonly dialect: Dialect;
  /** When the project last changed, by the server's clock, in epoch milliseconds; 0 when the payload does not say. */
  readonly lcut: number;
  readonly appID: unknown;
  readonly defaultEnvironment: string | undefined;
  readonly sampling: SamplingSettings;
  /** The conditions that rules refer to by ID. */
  readonly conditions: Named;
  /** The specs that others answer for, and the rules that decide it. */
  readonly mappings: Named;
  readonly mappingRules: Named;
  /** @internal */
  readonly clients: ClientSettings;
}

/** A spec that cannot be read. It alone is left out. */
export interface SpecIssue {
  readonly kind: SpecKind | 'parameterStore';
  readonly name: string;
  /** What is wrong and where, e.g. `rules: expected an array, got undefined`. */
  readonly message: string;
}
