import { setTimeout as timeout } from 'node:timers/promises';
import { collectGarbage } from '../garbage.ts';
import { refuseEvents } from '../server/requests.ts';
import type { Subject } from '../subjects/subject.ts';
import { usersFrom } from '../users.ts';
import { startedWithEvents } from './started.ts';
import { everySDK, type Sample, type Setting, type Work } from './work.ts';

const bytesPerMB = 1_000_000;
const mostMB = (64 * 1024 * 1024) / bytesPerMB;
const userCount = 10_000;
/** So many at a time, then whatever else there is to do. */
const sliceSize = 100;

const common = {
  group: 'memory',
  unit: 'MB',
  project: 'real',
  participants: everySDK,
  must: { legacy: 10, core: 20, atMost: mostMB },
  goal: {},
  note: 'over what the process had before, as the operating system counts it, until 20 s after the last event; users made beforehand; what V8 keeps for young objects is in it',
  processes: 1,
  rounds: 1,
} as const;

const failing: Work = {
  ...common,
  id: 'backlog-500',
  title: 'peak resident memory, 500,000 events answered with 500',
  prepare: (setting) => backlogOf(setting, 500),
};

const hanging: Work = {
  ...common,
  id: 'backlog-hang',
  title: 'peak resident memory, 500,000 events that nobody answers',
  prepare: (setting) => backlogOf(setting, 'hang'),
};

async function backlogOf(setting: Setting, refusal: 500 | 'hang'): Promise<Sample> {
  const subject = await startedWithEvents(setting);
  await refuseEvents(setting.serverURL, refusal);
  const users = usersFrom(0, userCount).map((description) => subject.user(description));
  const eventCount = setting.isQuick ? 50_000 : 500_000;
  const looksAfterwards = setting.isQuick ? 10 : 200;
  return async () => {
    collectGarbage();
    const before = process.memoryUsage.rss();
    let peak = before;
    const look = (): void => {
      peak = Math.max(peak, process.memoryUsage.rss());
    };
    await logAll(subject, users, { eventCount, look });
    for (let i = 0; i < looksAfterwards; i++) {
      await timeout(100);
      look();
    }
    return (peak - before) / bytesPerMB;
  };
}

/** @param look - Called after each slice. */
async function logAll(
  subject: Subject,
  users: readonly unknown[],
  { eventCount, look }: { readonly eventCount: number; readonly look: () => void },
): Promise<void> {
  for (let index = 0; index < eventCount; index++) {
    subject.logEvent(users[index % userCount], index);
    if ((index + 1) % sliceSize > 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    look();
  }
}

export const backlogWorks: readonly Work[] = [failing, hanging];
