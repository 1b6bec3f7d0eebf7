import type { ExposureEventName, ExposureSummary } from '@acme/statsig-server';

/** Those who were given the same answer. */
export interface Group {
  readonly kind: 'gate' | 'dynamic config' | 'experiment' | 'layer parameter';
  /** What was asked for; a layer's parameter as `layer.parameter`. */
  readonly subject: string;
  /** What they got, in words. */
  readonly name: string;
  /** Distinct ones. */
  readonly visitors: number;
}

type Label = Omit<Group, 'visitors'>;

/** What a project calls its rules; a whole project fits. */
export interface NamedProject {
  readonly dynamic_configs: readonly NamedSpec[];
  readonly experiments: readonly NamedSpec[];
}

interface NamedSpec {
  readonly id: string;
  readonly rules:
    | readonly { readonly id: string; readonly name: string; readonly groupName: string | null }[]
    | null;
}

/** What rules are called. */
interface RuleNames {
  readonly isExperiment: boolean;
  /** By rule ID. */
  readonly groups: ReadonlyMap<string, string>;
  /** By rule ID. */
  readonly rules: ReadonlyMap<string, string>;
}

type Labelled = (summary: ExposureSummary, specs: ReadonlyMap<string, RuleNames>) => Label;

/** How an answer is put in words, by what it is an answer of. */
const labels: Readonly<Record<ExposureEventName, Labelled>> = {
  'statsig::gate_exposure': ({ name, gateValue }) => ({
    kind: 'gate',
    subject: name,
    name: gateValue === true ? 'pass' : 'fail',
  }),
  'statsig::config_exposure': ({ name, ruleID }, specs) => {
    const spec = specs.get(name);
    return spec?.isExperiment === true
      ? { kind: 'experiment', subject: name, name: spec.groups.get(ruleID) ?? 'not in the experiment' }
      : { kind: 'dynamic config', subject: name, name: spec?.rules.get(ruleID) ?? 'default' };
  },
  'statsig::layer_exposure': ({ name, parameterName, allocatedExperiment, ruleID }, specs) => {
    const group = specs.get(allocatedExperiment ?? '')?.groups.get(ruleID);
    return {
      kind: 'layer parameter',
      subject: `${name}.${parameterName}`,
      name: group === undefined ? 'default' : `${allocatedExperiment}: ${group}`,
    };
  },
};

const kinds: readonly Group['kind'][] = ['gate', 'dynamic config', 'experiment', 'layer parameter'];

/**
 * Puts stored answers in the words of the project.
 *
 * @returns By kind, then by subject, the largest group first.
 */
export function groupsOf(summaries: readonly ExposureSummary[], project: NamedProject): readonly Group[] {
  const specs = new Map([
    ...project.dynamic_configs.map((spec) => [spec.id, ruleNames(spec, false)] as const),
    ...project.experiments.map((spec) => [spec.id, ruleNames(spec, true)] as const),
  ]);
  const groups = new Map<string, Group>();
  for (const summary of summaries) {
    const label = labels[summary.eventName](summary, specs);
    const key = JSON.stringify(label);
    groups.set(key, { ...label, visitors: (groups.get(key)?.visitors ?? 0) + summary.units });
  }
  return [...groups.values()].sort(
    (left, right) =>
      kinds.indexOf(left.kind) - kinds.indexOf(right.kind) ||
      left.subject.localeCompare(right.subject) ||
      right.visitors - left.visitors,
  );
}

function ruleNames({ rules }: NamedSpec, isExperiment: boolean): RuleNames {
  const list = rules ?? [];
  return {
    isExperiment,
    groups: new Map(list.flatMap(({ id, groupName }) => (groupName === null ? [] : [[id, groupName]]))),
    rules: new Map(list.map(({ id, name }) => [id, name])),
  };
}
