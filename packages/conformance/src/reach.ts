import type { Question } from './differences.ts';
import type { ConditionDescription, Project, SpecDescription } from './generate/project.ts';

/** The spec that a question is about; undefined when the project has none of the name. */
function specOf({ project, method, name }: Question): SpecDescription | undefined {
  const lists = {
    checkGate: project.gates,
    getConfig: project.configs,
    getExperiment: project.configs,
    getLayer: project.layers,
  } as const;
  return lists[method].find((spec) => spec.name === name);
}

/** The spec that a question is about, and all that it may ask or hand over to. */
export function reachedSpecs(question: Question): readonly SpecDescription[] {
  const spec = specOf(question);
  const reached = new Set(spec === undefined ? [] : [spec]);
  // A set that grows while it is walked shows what is added.
  for (const asking of reached) for (const asked of askedBy(asking, question.project)) reached.add(asked);
  return [...reached];
}

/** All conditions that may have a part in the answer to a question. */
export function reachedConditions(question: Question): readonly ConditionDescription[] {
  return reachedSpecs(question).flatMap(conditionsOf);
}

/** The conditions of one spec's own rules. */
function conditionsOf({ rules }: SpecDescription): readonly ConditionDescription[] {
  return rules.flatMap(({ conditions }) => conditions);
}

/** Whether a condition asks a gate. */
export function asksGates({ type }: ConditionDescription): boolean {
  return /^(?:multi_)?(?:pass|fail)_gate$/i.test(type);
}

function askedBy(spec: SpecDescription, { gates, configs }: Project): readonly SpecDescription[] {
  const conditions = conditionsOf(spec);
  const gateNames = conditions.filter(asksGates).flatMap(({ targetValue }) => [targetValue].flat());
  const experiments = conditions.filter(({ type }) => type === 'experiment_group').map(({ field }) => field);
  const delegates = spec.rules.map(({ configDelegate }) => configDelegate);
  return [
    ...gates.filter(({ name }) => gateNames.includes(name)),
    ...configs.filter(({ name }) => experiments.includes(name) || delegates.includes(name)),
  ];
}
