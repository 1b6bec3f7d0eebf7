import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import type { Subject } from '../subjects/subject.ts';
import { usersFrom } from '../users.ts';
import { started } from './started.ts';
import { everySDK, type Sample, type Setting, type Work } from './work.ts';

/** Answers for users who come once, without exposures. */
export const neverSeen: Work = {
  id: 'gate-never-seen',
  title: '`checkGate`, the same, users never seen before',
  group: 'evaluation',
  unit: 'ns',
  project: 'real',
  participants: everySDK,
  must: { legacy: 5, core: 5 },
  goal: { legacy: 8, core: 8 },
  note: 'each user is asked about once; core’s StatsigUser is made within the figure, as each request has to',
  processes: 4,
  rounds: 6,
  prepare: async (setting) => sampleOf(setting, await started(setting)),
};

function sampleOf({ isQuick, project: { names } }: Setting, subject: Subject): Sample {
  const count = isQuick ? 5_000 : 40_000;
  let next = 0;
  const sample: Sample = () => {
    const descriptions = usersFrom(next, count, 'new');
    next += count;
    collectGarbage();
    const start = process.hrtime.bigint();
    let passed = 0;
    for (const description of descriptions) {
      passed += Number(subject.checkGate(subject.user(description), names.anyOf));
    }
    const ns = Number(process.hrtime.bigint() - start);
    consume(passed);
    return ns / count;
  };
  // The code is warmed up by users who do not come back either.
  for (let i = 0; i < 5; i++) void sample();
  return sample;
}
