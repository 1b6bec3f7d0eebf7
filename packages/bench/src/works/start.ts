import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import type { ProjectName } from '../projects/store.ts';
import { subjects } from '../subjects/subjects.ts';
import { userOf } from '../users.ts';
import { payloadOf, sdkOf } from './started.ts';
import { everySDK, type Sample, type Setting, type Targets, type Work } from './work.ts';

interface Size {
  readonly project: ProjectName;
  readonly title: string;
  readonly must: Targets;
  readonly goal: Targets;
}

const sizes: readonly Size[] = [
  { project: 'gates100', title: 'ready to serve, 100 gates', must: {}, goal: {} },
  { project: 'gates1000', title: 'ready to serve, 1,000 gates', must: {}, goal: {} },
  {
    project: 'gates10000',
    title: 'ready to serve, 10,000 gates',
    must: { legacy: 2, core: 4, parse: 1 / 1.4 },
    goal: { legacy: 6, core: 12, parse: 2 },
  },
];

/** From the payload as text to the first answer. */
const readyToServe: readonly Work[] = sizes.map((size) => ({
  ...size,
  id: `ready-${size.project}`,
  group: 'start',
  unit: 'ms',
  participants: [...everySDK, 'parse'],
  note: 'from the payload as text (v1; the same project as v2 for core, from its data store) to the first `checkGate`, in a fresh process; `JSON.parse` is of the v1 text',
  processes: 15,
  rounds: 1,
  prepare: ready,
}));

async function ready(setting: Setting): Promise<Sample> {
  const payload = await payloadOf(setting);
  if (setting.participant === 'parse') return () => timedParse(payload);
  const start = await subjects[sdkOf(setting)]();
  return async () => {
    collectGarbage();
    const begun = performance.now();
    const subject = await start({ payload });
    consume(Number(subject.checkGate(subject.user(userOf(0)), setting.project.names.anyOf)));
    return performance.now() - begun;
  };
}

/** How long it takes to parse the text, in milliseconds. */
function timedParse(payload: string): number {
  collectGarbage();
  const begun = performance.now();
  consume(Object.keys(JSON.parse(payload) as object).length);
  return performance.now() - begun;
}

/** From nothing to an object that can be asked, before it has specs. */
const importing: Work = {
  id: 'import',
  title: 'import and create',
  group: 'start',
  unit: 'ms',
  project: 'real',
  participants: everySDK,
  must: { legacy: 3, core: 1 },
  goal: {},
  note: 'the package is loaded (ours by `import`, the others by `require`) and the object is made; a fresh process each time; no look-up tables',
  processes: 15,
  rounds: 1,
  script: (participant) => new URL(`../start/${participant}.ts`, import.meta.url),
  prepare: () => Promise.reject(new Error('Scripts of their own measure this.')),
};

export const startWorks: readonly Work[] = [importing, ...readyToServe];
