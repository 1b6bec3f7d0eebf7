import { GCProfiler } from 'node:v8';
import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import type { Subject } from '../subjects/subject.ts';
import { subjects } from '../subjects/subjects.ts';
import { userOf, usersFrom } from '../users.ts';
import { payloadOf, sdkOf, started } from './started.ts';
import { everySDK, type Sample, type Setting, type Work } from './work.ts';

const bytesPerMB = 1_000_000;

/** What a check leaves for the garbage collector. */
const allocation: Work = {
  id: 'allocation',
  title: 'bytes allocated by a warm `checkGate`',
  group: 'memory',
  unit: 'bytes',
  project: 'real',
  participants: everySDK,
  must: { atMost: 100 },
  goal: { atMost: 0 },
  note: 'on the JavaScript heap, `forUser` included; core also allocates natively, which is not counted',
  processes: 3,
  rounds: 4,
  // Room for everything that a sample allocates, so that no collection falls into one.
  nodeArguments: ['--min-semi-space-size=256', '--max-semi-space-size=256'],
  prepare: async (setting) => allocationOf(await started(setting), setting),
};

const userCount = 10_000;

function allocationOf(subject: Subject, { project: { names } }: Setting): Sample {
  const users = usersFrom(0, userCount).map((description) => subject.user(description));
  const check = (): void => {
    let passed = 0;
    for (let i = 0; i < userCount; i++) passed += Number(subject.checkGate(users[i], names.anyOf));
    consume(passed);
  };
  for (let i = 0; i < 30; i++) check();
  return () => {
    collectGarbage();
    const profiler = new GCProfiler();
    profiler.start();
    const before = process.memoryUsage().heapUsed;
    check();
    const allocated = process.memoryUsage().heapUsed - before;
    if ((profiler.stop()?.statistics.length ?? 0) > 0) throw new Error('A collection fell into the sample.');
    return Math.max(0, allocated) / userCount;
  };
}

/** What stays in memory once the SDK serves and the application has let go of the payload. */
const heap: Work = {
  id: 'heap',
  title: 'heap and external memory with 10,000 gates',
  group: 'memory',
  unit: 'MB',
  project: 'gates10000',
  participants: ['ours', 'legacy'],
  must: { legacy: 2 },
  goal: { legacy: 1 / 0.35 },
  note: 'after gc and the first answer, less what the process had before; core’s memory is not on the heap, see the next row',
  processes: 5,
  rounds: 1,
  prepare: (setting) => retained(setting, usedMB),
};

const resident: Work = {
  id: 'resident',
  title: 'resident memory with 10,000 gates',
  group: 'memory',
  unit: 'MB',
  project: 'gates10000',
  participants: everySDK,
  must: {},
  goal: {},
  note: 'the same, as the operating system counts it; what the collector has freed may still be in it',
  processes: 5,
  rounds: 1,
  prepare: (setting) => retained(setting, () => process.memoryUsage.rss() / bytesPerMB),
};

/** Buffers are among what is external. */
function usedMB(): number {
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / bytesPerMB;
}

async function retained(setting: Setting, measure: () => number): Promise<Sample> {
  const start = await subjects[sdkOf(setting)]();
  return async () => {
    await settle();
    const before = measure();
    const subject = await start({ payload: await payloadOf(setting) });
    consume(Number(subject.checkGate(subject.user(userOf(0)), setting.project.names.anyOf)));
    await settle();
    const after = measure();
    await subject.stop();
    return after - before;
  };
}

/** Lets what is finished end, and collects what it leaves. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
}

export const memoryWorks: readonly Work[] = [allocation, heap, resident];
