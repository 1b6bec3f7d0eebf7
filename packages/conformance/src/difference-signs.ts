// What a known difference is recognised by, from outside of the SDKs.
import type { SecondaryExposure } from '@acme/statsig-core';
import type { Difference, Question } from './differences.ts';
import type { SpecDescription } from './generate/project.ts';
import { renderedRules } from './generate/render-v2.ts';
import { disputedUserAgents } from './generate/user-agents.ts';
import { reachedSpecs } from './reach.ts';

export const gateEntities: ReadonlySet<string> = new Set(['feature_gate', 'segment', 'holdout']);

/** Specs that answer on behalf of the one that is asked for. */
export function nestedSpecs(question: Question): readonly SpecDescription[] {
  return reachedSpecs(question).slice(1);
}

export function handsOver(
  { project }: Question,
  experiment: Difference['official']['allocatedExperiment'],
): boolean {
  const spec = project.configs.find(({ name }) => name === experiment);
  return spec?.rules.some(({ configDelegate }) => configDelegate !== undefined) ?? false;
}

/** Whether a spec that was asked on the way may have left this behind. */
export function leaked(question: Question, field: Difference['field'], value: unknown): boolean {
  const rules = nestedSpecs(question).flatMap((spec) => spec.rules);
  if (field === 'groupName') return rules.some(({ groupName }) => groupName === value);
  if (field === 'isExperimentGroup')
    return rules.some(({ isExperimentGroup }) => isExperimentGroup === value);
  const ruleIDs = ['default', 'disabled', ...rules.map(({ id }) => id)];
  return field === 'ruleID' && nestedSpecs(question).length > 0 && ruleIDs.includes(String(value));
}

/** Whether the project has a gate, in a form that Server Core does not drop. */
export function isReadable({ project }: Question, name: string): boolean {
  const gate = project.gates.find((spec) => spec.name === name);
  return (
    gate !== undefined &&
    gate.omitted?.length !== 1 &&
    renderedRules(gate).every(
      (rule) =>
        rule.omitted?.length !== 1 && (rule.isBlocking === true || typeof rule.passPercentage === 'number'),
    )
  );
}

export function attributesOf({ user }: Question): Readonly<Record<string, unknown>> {
  return { ...user, ...user.customIDs, ...user.privateAttributes, ...user.custom };
}

/** Whether a number in a value has an exponent, or would have one where numbers over 64 bits do. */
export function hasExponent(value: unknown): boolean {
  return /\d[eE][+-]?\d|\d{19}/.test(JSON.stringify(value) ?? '');
}

export function isCircular(question: Question): boolean {
  return reachedSpecs(question).some(({ name }) => name.startsWith('circle'));
}

export function isInherited(name: unknown): boolean {
  return typeof name === 'string' && name in Object.prototype;
}

export function isDisputed(userAgent: unknown): boolean {
  return disputedUserAgents.some((disputed) => disputed === userAgent);
}

export function exposuresIn(field: unknown): readonly SecondaryExposure[] {
  return Array.isArray(field) ? (field as readonly SecondaryExposure[]) : [];
}

export function distinct(exposures: readonly SecondaryExposure[]): readonly SecondaryExposure[] {
  const keyOf = ({ gate, gateValue, ruleID }: SecondaryExposure) => JSON.stringify([gate, gateValue, ruleID]);
  return exposures.filter((one, i) => exposures.findIndex((other) => keyOf(other) === keyOf(one)) === i);
}
