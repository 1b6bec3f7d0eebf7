import type { ExplainedCondition, ExplainedPercentage, ExplainedRule, Explanation } from './explanation.ts';

/** Longer texts are cut: a list of a thousand targets explains nothing. */
const maxLength = 120;

/**
 * Writes an explanation for people: one line per rule and condition, what they asked indented below.
 *
 * @returns Several lines, without a line break at the end.
 */
export function formatExplanation(explanation: Explanation): string {
  return explanationLines(explanation).join('\n');
}

function explanationLines(explanation: Explanation): readonly string[] {
  const { kind, name, value, reason, by, overrideConfigName, isRepeated } = explanation;
  const head = `${kinds[kind]} ${name}: ${shown(value)}${decision(explanation)}`;
  const notes = [
    ...(by === 'rules' ? [] : [`  ${origins[by]} (${reason})`]),
    ...(reason === 'Unsupported' ? ['  A rule says something that this SDK does not know.'] : []),
    ...(overrideConfigName === null
      ? []
      : [`  answered by ${overrideConfigName}, which the project maps it to`]),
    ...(isRepeated ? ['  explained above'] : []),
  ];
  return [head, ...notes, ...indented(explanation.rules.flatMap(ruleLines))];
}

const kinds: Readonly<Record<Explanation['kind'], string>> = {
  gate: 'gate',
  dynamicConfig: 'dynamic config',
  experiment: 'experiment',
  layer: 'layer',
};

const origins: Readonly<Record<Exclude<Explanation['by'], 'rules'>, string>> = {
  override: 'a local override answered',
  persisted: 'the assignment of an earlier evaluation was kept',
  bandit: 'a contextual bandit chose the group',
  nothing: 'there was nothing to evaluate',
};

function decision({ ruleID, groupName }: Explanation): string {
  if (ruleID === '') return '';
  return groupName === null ? ` by rule ${ruleID}` : ` by rule ${ruleID}, group ${groupName}`;
}

function ruleLines(rule: ExplainedRule): readonly string[] {
  const { ruleID, outcome, percentage, conditions, delegate } = rule;
  return [
    `${marks[outcome]} rule ${ruleID || '(no ID)'}: ${outcomes[outcome]}${percentageText(percentage)}`,
    ...indented(conditions.flatMap(conditionLines)),
    ...(delegate === null ? [] : indented(explanationLines(delegate))),
  ];
}

const marks: Readonly<Record<ExplainedRule['outcome'], string>> = {
  passed: '+',
  missed: 'x',
  delegated: '>',
  skipped: '-',
  unsupported: '!',
  contributed: '+',
};

const outcomes: Readonly<Record<ExplainedRule['outcome'], string>> = {
  passed: 'passed',
  missed: 'matched, but the user is beyond its percentage',
  delegated: 'hands over to an experiment',
  skipped: 'skipped',
  unsupported: 'cannot be understood',
  contributed: 'sets its parameters',
};

function percentageText(percentage: ExplainedPercentage | null): string {
  if (percentage === null) return '';
  const { bucket, passesBelow, idType, unitID } = percentage;
  if (bucket === null) return ` (${Number((passesBelow / 100).toFixed(6))} %)`;
  return ` (${idType} ${shown(unitID)} is in bucket ${bucket} of 10,000; those below ${Number(passesBelow.toFixed(6))} pass)`;
}

function conditionLines(condition: ExplainedCondition): readonly string[] {
  const { type, operator, field, targetValue, value, outcome, gates } = condition;
  if (gates.length > 0) {
    return [`${conditionMarks[outcome]} ${type}`, ...indented(gates.flatMap(explanationLines))];
  }
  const subject = field === null ? type : `${type} ${field}`;
  const comparison =
    operator === '' || type === 'public' ? '' : ` ${operator} ${shown(targetValue)}, is ${shown(value)}`;
  return [`${conditionMarks[outcome]} ${subject}${comparison}`];
}

const conditionMarks: Readonly<Record<ExplainedCondition['outcome'], string>> = {
  passed: '+',
  failed: 'x',
  unsupported: '!',
};

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : (JSON.stringify(value) ?? String(value));
  return text.length > maxLength ? `${text.slice(0, maxLength)}… (${text.length} characters)` : text;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
