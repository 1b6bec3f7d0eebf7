import type { FeatureGate as Gate } from '@acme/statsig-core';
import { EvaluationDetails, type Moment } from './evaluation-details.ts';

/** A gate's answer. */
export type FeatureGate = {
  readonly name: string;
  readonly ruleID: string;
  readonly groupName: string | null;
  readonly idType: string | null;
  readonly value: boolean;
  readonly evaluationDetails: EvaluationDetails | null;
};

/** A gate's answer in the words of the legacy SDK. */
export function featureGate(gate: Gate, moment: Moment): FeatureGate {
  const { name, ruleID, groupName, idType, value } = gate;
  return { name, ruleID, groupName, idType, value, evaluationDetails: new EvaluationDetails(gate, moment) };
}
