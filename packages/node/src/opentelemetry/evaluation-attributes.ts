import type { EvaluationReason } from '@acme/statsig-core';
import type { Attributes } from '@opentelemetry/api';
import type { Answer, EvaluationMessage } from '../diagnostics/channels.ts';

/** What the convention calls each reason, and which error it is, if one. */
const results: Readonly<Record<EvaluationReason, { readonly reason: string; readonly error?: string }>> = {
  Recognized: { reason: 'targeting_match' },
  Persisted: { reason: 'cached' },
  LocalOverride: { reason: 'static' },
  Unrecognized: { reason: 'error', error: 'flag_not_found' },
  Uninitialized: { reason: 'error', error: 'provider_not_ready' },
  Unsupported: { reason: 'error', error: 'parse_error' },
  Error: { reason: 'error', error: 'general' },
};

/** Rules that stand for none. */
const rulelessReasons: ReadonlyMap<string, string> = new Map([
  ['default', 'default'],
  ['disabled', 'disabled'],
]);

/**
 * An answer by OpenTelemetry's semantic convention for feature flags.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/feature-flags/feature-flags-events/
 */
export function evaluationAttributes(
  { answer, user }: EvaluationMessage,
  { includeUserID }: { readonly includeUserID: boolean },
): Attributes {
  const { name, details } = answer;
  const { reason, error } = results[details.reason];
  const ruleID = 'ruleID' in answer ? answer.ruleID : '';
  const { version, lcut } = details;
  return {
    'feature_flag.key': name,
    'feature_flag.provider.name': 'Statsig',
    'feature_flag.result.reason':
      details.reason === 'Recognized' ? (rulelessReasons.get(ruleID) ?? reason) : reason,
    ...resultOf(answer, ruleID),
    ...(lcut > 0 && { 'feature_flag.version': String(version ?? lcut) }),
    ...(error !== undefined && { 'error.type': error }),
    ...(includeUserID && user.userID !== undefined && { 'feature_flag.context.id': String(user.userID) }),
  };
}

/** A variant, or a gate's value; what configs hold may be large or private. */
function resultOf(answer: Answer, ruleID: string): Attributes {
  const groupName = 'groupName' in answer ? answer.groupName : null;
  const variant = groupName ?? (ruleID === '' ? undefined : ruleID);
  return {
    ...(variant !== undefined && { 'feature_flag.result.variant': variant }),
    ...('value' in answer &&
      typeof answer.value === 'boolean' && { 'feature_flag.result.value': answer.value }),
  };
}
