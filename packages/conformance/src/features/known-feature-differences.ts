import type { DialectName } from '../differences.ts';

/** An official answer about a feature of few projects that we do not give. */
export interface KnownFeatureDifference {
  readonly dialect: DialectName;
  /** Why our answer is another one. */
  readonly reason: string;
}

/** By name; a test that meets one says so, and fails once the difference is gone. */
export const knownFeatureDifferences = {
  'leak into unsupported answers': {
    dialect: 'core',
    reason:
      'Specs share one result object: the rule of the gate asked last shows in an answer that has none.',
  },
  'leak of override reasons': {
    dialect: 'core',
    reason:
      'Specs share one result object: who asks an overridden gate says LocalOverride without being overridden.',
  },
  'overrides of parameter stores': {
    dialect: 'core',
    reason: 'The Node binding of 0.23.2 accepts overrides of parameter stores and ignores them.',
  },
  'targeting of bandits by unsupported gates': {
    dialect: 'core',
    reason:
      'A gate that cannot be evaluated lets users in when the condition before the unsupported one held. Ours is off.',
  },
  'assignments of the legacy SDK': {
    dialect: 'core',
    reason:
      'It reads the version of an assignment under its own name only. Ours reads what either SDK has written.',
  },
  'leak of sampling rates': {
    dialect: 'legacy',
    reason:
      'An answer that no rule gave is sampled by the rule or gate tried last. Ours has a rate only by a rule.',
  },
  'gates that are forgotten': {
    dialect: 'legacy',
    reason:
      'Gates asked several at once, or before a layer hands over, do not keep exposures from being sampled. Ours do.',
  },
  'sampling rates of zero': {
    dialect: 'legacy',
    reason: 'A rate of 0 makes it throw, and log without a word. To us it is no rate: we log, and say so.',
  },
  'the user ID zero': {
    dialect: 'legacy',
    reason: 'The number 0 counts as no user ID when sampling, and as one everywhere else. To us it is one.',
  },
  'rules of one ID': {
    dialect: 'legacy',
    reason:
      'Of rules that share an ID the one that decided gives the rate. Ours takes the one that logs the most.',
  },
  'negative sampling rates': {
    dialect: 'legacy',
    reason: 'It samples by the amount of a negative rate. To us that is no rate, and everything is logged.',
  },
} satisfies Readonly<Record<string, KnownFeatureDifference>>;
