import type { Condition } from '../project/project.ts';
import type { WireCondition } from './wire.ts';

/** What a condition type of the Console API is on the wire: another type, and perhaps a field. */
interface Translation {
  readonly type: string;
  readonly field?: string;
  /** Whether the target is a segment, which is a gate with a prefix. */
  readonly isSegment?: true;
}

const translations: Readonly<Record<string, Translation>> = {
  user_id: { type: 'unit_id' },
  email: { type: 'user_field', field: 'email' },
  ip_address: { type: 'user_field', field: 'ip' },
  locale: { type: 'user_field', field: 'locale' },
  app_version: { type: 'user_field', field: 'appVersion' },
  custom_field: { type: 'user_field' },
  country: { type: 'ip_based', field: 'country' },
  os_name: { type: 'ua_based', field: 'os_name' },
  os_version: { type: 'ua_based', field: 'os_version' },
  browser_name: { type: 'ua_based', field: 'browser_name' },
  browser_version: { type: 'ua_based', field: 'browser_version' },
  environment_tier: { type: 'environment_field', field: 'tier' },
  time: { type: 'current_time' },
  passes_gate: { type: 'pass_gate' },
  fails_gate: { type: 'fail_gate' },
  passes_segment: { type: 'pass_gate', isSegment: true },
  fails_segment: { type: 'fail_gate', isSegment: true },
};

/** The name under which other specs ask for a segment. */
export function segmentName(id: string): string {
  return id.startsWith('segment:') ? id : `segment:${id}`;
}

/** Writes a condition as it travels; one that has a type of the wire stays as it is. */
export function wireCondition({ type, field, targetValue, ...condition }: Condition): WireCondition {
  const translation = Object.hasOwn(translations, type) ? translations[type] : undefined;
  const target =
    translation?.isSegment && typeof targetValue === 'string' ? segmentName(targetValue) : targetValue;
  return {
    type: translation?.type ?? type,
    targetValue: target,
    operator: condition.operator,
    field: translation?.field ?? field,
    additionalValues: condition.additionalValues,
    isDeviceBased: false,
    idType: condition.idType,
  };
}

/** A condition that is made here, not written by an author. */
export function madeCondition(
  condition: Pick<WireCondition, 'type'> & Partial<Omit<WireCondition, 'type'>>,
): WireCondition {
  return {
    targetValue: null,
    operator: null,
    field: null,
    additionalValues: {},
    isDeviceBased: false,
    idType: 'userID',
    ...condition,
  };
}

/** Met by everyone; a rule without conditions would be the same, but not to every SDK. */
export const everyone: WireCondition = madeCondition({ type: 'public' });

/** The gate that a condition asks, by its name on the wire; undefined when it asks none. */
export function askedGate(condition: Condition): string | undefined {
  const { type, targetValue } = wireCondition(condition);
  return (type === 'pass_gate' || type === 'fail_gate') && typeof targetValue === 'string'
    ? targetValue
    : undefined;
}
