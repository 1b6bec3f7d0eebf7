/**
 * How an answer came about.
 *
 * `Recognized`: by the rules. `Unrecognized`: no such spec. `Uninitialized`: no specs yet. `Unsupported`: a rule says
 * something this SDK does not know. `LocalOverride`: the application overrode it. `Persisted`: kept from an earlier
 * evaluation. `Error`: the user has no ID, or the specs go round in circles.
 */
export type EvaluationReason =
  | 'Recognized'
  | 'Unrecognized'
  | 'Uninitialized'
  | 'Unsupported'
  | 'LocalOverride'
  | 'Persisted'
  | 'Error';

/** Where the answer's specs came from and how old they are. */
export interface EvaluationDetails {
  readonly reason: EvaluationReason;
  /** The source of the specs, e.g. `Network`, `Bootstrap`; empty before there are any. */
  readonly source: string;
  /** When the project last changed, by the server's clock, in epoch milliseconds; 0 before there are specs. */
  readonly lcut: number;
  /** When these specs arrived, in epoch milliseconds; 0 when not known. */
  readonly receivedAt: number;
  /** The spec's version; null when it has none. */
  readonly version: number | null;
  /** The spec that answered in place of the one asked for, when the project maps one to the other; else null. */
  readonly overrideConfigName: string | null;
}

/** A gate that was asked on the way to an answer. */
export interface SecondaryExposure {
  readonly gate: string;
  readonly gateValue: 'true' | 'false';
  /** The rule that decided; empty when the gate is unknown or unsupported. */
  readonly ruleID: string;
}

/** What every answer has in common. Answers are shared between users and frozen: copy before changing one. */
export interface Evaluation<Value = unknown> {
  /** The name that was asked for. */
  readonly name: string;
  readonly value: Value;
  /** The rule that decided; `default` or `disabled` when none did, empty when there is no answer. */
  readonly ruleID: string;
  /** The group of that rule; null when it has none. */
  readonly groupName: string | null;
  /** What kind of unit the spec is bucketed by, e.g. `userID`; null when not known. */
  readonly idType: string | null;
  readonly details: EvaluationDetails;
  /** The gates that were asked, each answer once, in order of first sighting, segments left out. */
  readonly secondaryExposures: readonly SecondaryExposure[];
}
