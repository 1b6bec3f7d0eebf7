import type { Evaluation } from './evaluation.ts';

/** The answer of a gate. `value` is false when the gate is unknown, unsupported or cannot be evaluated. */
export interface FeatureGate extends Evaluation<boolean> {}
