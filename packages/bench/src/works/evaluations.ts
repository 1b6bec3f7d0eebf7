import type { BenchmarkedNames } from '../projects/project.ts';
import type { Subject } from '../subjects/subject.ts';
import { usersFrom } from '../users.ts';
import { repeated } from './repeated.ts';
import { started } from './started.ts';
import { everySDK, type Setting, type Targets, type Work } from './work.ts';

/** Asks once; the number is what is consumed. */
type Ask = (subject: Subject, user: unknown, names: BenchmarkedNames) => number;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly must: Targets;
  readonly goal: Targets;
  /** What a reader has to know about this row besides {@link warmUsers}. */
  readonly note?: string;
  readonly ask: Ask;
}

const userCount = 10_000;

const warmUsers =
  '10,000 users who come back, made beforehand for all (a StatsigUser of core takes several µs)';

const rows: readonly Row[] = [
  {
    id: 'gate-any-of',
    title: '`checkGate`, one of ten countries and 50 %',
    must: { legacy: 8, core: 10 },
    goal: { legacy: 15, core: 20 },
    ask: (subject, user, { anyOf }) => Number(subject.checkGate(user, anyOf)),
  },
  {
    id: 'gate-many-rules',
    title: '`checkGate`, 17 rules',
    must: { legacy: 8, core: 20 },
    goal: { legacy: 12, core: 30 },
    note: 'half of the users match one of the first rules, by operating system; the others go through most of them; ours looks user agents up with `ua-parser-js`, as the others do with their own parsers',
    ask: (subject, user, { manyRules }) => Number(subject.checkGate(user, manyRules)),
  },
  {
    id: 'gate-deep-nesting',
    title: '`checkGate`, deep nesting',
    must: { legacy: 4, core: 3.5 },
    goal: { legacy: 6, core: 5 },
    ask: (subject, user, { deepNesting }) => Number(subject.checkGate(user, deepNesting)),
  },
  {
    id: 'dynamic-config',
    title: '`getDynamicConfig`',
    must: { legacy: 10, core: 8 },
    goal: { legacy: 20, core: 12 },
    ask: (subject, user, { dynamicConfig }) => presence(subject.dynamicConfig(user, dynamicConfig)),
  },
  {
    id: 'experiment',
    title: '`getExperiment`',
    must: { legacy: 5, core: 8 },
    goal: { legacy: 6, core: 12 },
    ask: (subject, user, { experiment }) => presence(subject.experiment(user, experiment)),
  },
  {
    id: 'layer',
    title: '`getLayer` and a parameter',
    must: { legacy: 8, core: 8 },
    goal: { legacy: 12, core: 12 },
    ask: (subject, user, { layer, layerParameter }) =>
      presence(subject.layerParameter(user, layer, layerParameter)),
  },
];

/** Answers for users who come back, without exposures. */
export const warmEvaluations: readonly Work[] = rows.map(({ ask, note, ...row }) => ({
  ...row,
  group: 'evaluation',
  unit: 'ns',
  project: 'real',
  participants: everySDK,
  note: note === undefined ? warmUsers : `${warmUsers}; ${note}`,
  processes: 4,
  rounds: 6,
  prepare: async (setting) => warm(setting, await started(setting), ask),
}));

function warm(
  { project: { names }, isQuick }: Setting,
  subject: Subject,
  ask: Ask,
): ReturnType<typeof repeated> {
  const users = usersFrom(0, userCount).map((description) => subject.user(description));
  return repeated((count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += ask(subject, users[i % userCount], names);
    return sum;
  }, isQuick);
}

function presence(value: unknown): number {
  return value === undefined ? 0 : 1;
}
