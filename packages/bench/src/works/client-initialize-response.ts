import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import type { Subject } from '../subjects/subject.ts';
import { usersFrom } from '../users.ts';
import { started } from './started.ts';
import { everySDK, type Sample, type Work } from './work.ts';

const userCount = 2_000;

/** The whole project for one user, as text. */
export const clientInitializeResponse: Work = {
  id: 'client-initialize-response',
  title: 'client initialize response as text',
  group: 'evaluation',
  unit: 'µs',
  project: 'real',
  participants: everySDK,
  must: { legacy: 4, core: 2 },
  goal: { legacy: 7, core: 4 },
  note: '2,000 users who come back; ours is `getClientInitializeResponseText`, legacy’s includes its `JSON.stringify`; names hashed by djb2',
  processes: 4,
  rounds: 4,
  async prepare(setting) {
    const subject = await started(setting);
    const sample = sampleOf(subject, setting.isQuick ? 200 : userCount);
    await sample();
    return sample;
  },
};

function sampleOf(subject: Subject, count: number): Sample {
  const users = usersFrom(0, userCount).map((description) => subject.user(description));
  return () => {
    collectGarbage();
    const start = process.hrtime.bigint();
    let length = 0;
    for (let i = 0; i < count; i++) length += subject.clientInitializeResponse(users[i % userCount]).length;
    const ns = Number(process.hrtime.bigint() - start);
    consume(length);
    return ns / count / 1_000;
  };
}
