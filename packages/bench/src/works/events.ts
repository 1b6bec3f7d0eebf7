import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import { delivered } from '../server/requests.ts';
import type { Subject } from '../subjects/subject.ts';
import { usersFrom } from '../users.ts';
import { repeated } from './repeated.ts';
import { startedWithEvents } from './started.ts';
import { everySDK, type Sample, type Setting, type Work } from './work.ts';

const userCount = 10_000;
/** So many at a time, then whatever else there is to do: as under load, where requests come in between. */
const sliceSize = 100;

const common = {
  group: 'events',
  project: 'real',
  participants: everySDK,
  processes: 4,
} as const;

/** The same user sees the same answer again, within the minute. */
const repeatedExposure: Work = {
  ...common,
  id: 'exposure-repeated',
  title: '`checkGate` with an exposure that was logged before',
  unit: 'ns',
  must: { legacy: 8, core: 10 },
  goal: {},
  note: '10,000 users who were exposed before each sample; one of ten countries and 50 %; users made beforehand',
  rounds: 4,
  prepare: async (setting) => repeatedExposures(await startedWithEvents(setting), setting),
};

async function repeatedExposures(
  subject: Subject,
  { isQuick, project: { names } }: Setting,
): Promise<Sample> {
  const users = usersFrom(0, userCount).map((description) => subject.user(description));
  const check = (count: number): number => {
    let passed = 0;
    for (let i = 0; i < count; i++) passed += Number(subject.exposeGate(users[i % userCount], names.anyOf));
    return passed;
  };
  const expose = async (): Promise<void> => {
    consume(check(userCount));
    await subject.flush();
  };
  await expose();
  const sample = repeated(check, isQuick);
  return async () => {
    await expose();
    return sample();
  };
}

/** Each user is new, so each answer is news. */
const newExposure: Work = {
  ...common,
  id: 'exposure-new',
  title: '`checkGate` with a new exposure, synchronous part',
  unit: 'ns',
  must: { legacy: 8, core: 8 },
  goal: {},
  note: 'users never seen before, evaluation included; core’s StatsigUser is made within the figure; 100 calls at a time',
  rounds: 3,
  async prepare(setting) {
    const { anyOf } = setting.project.names;
    const subject = await startedWithEvents(setting);
    return eventSamples(subject, setting, {
      prefix: 'exposed',
      log: (description) => consume(Number(subject.exposeGate(subject.user(description), anyOf))),
      figure: ({ syncNs }) => syncNs,
    });
  },
};

const logEvent: Work = {
  ...common,
  id: 'log-event',
  title: '`logEvent`, synchronous part',
  unit: 'ns',
  must: { legacy: 15, core: 15 },
  goal: {},
  note: 'a value and two fields of metadata, a user per event; core’s StatsigUser is made beforehand, ours is made anew by `forUser`; 100 calls at a time',
  rounds: 3,
  prepare: (setting) => customEventsOfKnownUsers(setting, ({ syncNs }) => syncNs),
};

/** As an application does that makes a user for each request. */
const logEventOfNewUser: Work = {
  ...logEvent,
  id: 'log-event-new-user',
  title: '`logEvent` for a user made within, synchronous part',
  must: {},
  note: 'the same with core’s StatsigUser made within the figure, as each request has to',
  prepare: (setting) => customEvents(setting, ({ syncNs }) => syncNs),
};

const deliveredEvent: Work = {
  ...common,
  id: 'delivered-event',
  title: 'CPU of a delivered event',
  unit: 'µs',
  must: { legacy: 4, core: 6 },
  goal: {},
  note: 'the same events until a server on this machine has answered 202 to all of them; user and system time of all threads; core’s StatsigUser is made beforehand',
  rounds: 3,
  prepare: (setting) => customEventsOfKnownUsers(setting, ({ cpuUs }) => cpuUs),
};

const deliveredEventOfNewUser: Work = {
  ...deliveredEvent,
  id: 'delivered-event-new-user',
  title: 'CPU of a delivered event for a user made within',
  must: {},
  note: 'the same with core’s StatsigUser made within the figure, as each request has to',
  prepare: (setting) => customEvents(setting, ({ cpuUs }) => cpuUs),
};

/** What one event took. */
interface Costs {
  readonly syncNs: number;
  readonly cpuUs: number;
}

interface Logging<T> {
  /** Of the users' IDs; the users of a sample differ from those of another where the prefix says so. */
  readonly prefix?: string;
  log(user: T, index: number): void;
  figure(costs: Costs): number;
}

async function customEvents(setting: Setting, figure: Logging<unknown>['figure']): Promise<Sample> {
  const subject = await startedWithEvents(setting);
  const descriptions = usersFrom(0, userCount);
  const log = (_: unknown, index: number): void =>
    subject.logEvent(subject.user(descriptions[index % userCount]!), index);
  return eventSamples(subject, setting, { log, figure });
}

async function customEventsOfKnownUsers(
  setting: Setting,
  figure: Logging<unknown>['figure'],
): Promise<Sample> {
  const subject = await startedWithEvents(setting);
  const users = usersFrom(0, userCount).map((description) => subject.user(description));
  const log = (_: unknown, index: number): void => subject.logEvent(users[index % userCount], index);
  return eventSamples(subject, setting, { log, figure });
}

type Description = ReturnType<typeof usersFrom>[number];

async function eventSamples(
  subject: Subject,
  { isQuick, serverURL }: Setting,
  { prefix, log, figure }: Logging<Description>,
): Promise<Sample> {
  const count = isQuick ? 4_000 : 30_000;
  let sent = 0;
  const sample = async (): Promise<number> => {
    const users = usersFrom(sent, count, prefix);
    collectGarbage();
    const before = process.cpuUsage();
    const syncNs = await logInSlices(users, log);
    await subject.flush();
    sent += count;
    await delivered(serverURL, sent);
    const { user, system } = process.cpuUsage(before);
    return figure({ syncNs: syncNs / count, cpuUs: (user + system) / count });
  };
  await sample();
  return sample;
}

/** @returns The time within the calls, in nanoseconds. */
async function logInSlices<T>(users: readonly T[], log: (user: T, index: number) => void): Promise<number> {
  let ns = 0n;
  for (let start = 0; start < users.length; start += sliceSize) {
    const end = Math.min(users.length, start + sliceSize);
    const begun = process.hrtime.bigint();
    for (let i = start; i < end; i++) log(users[i]!, i);
    ns += process.hrtime.bigint() - begun;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Number(ns);
}

export const eventWorks: readonly Work[] = [
  repeatedExposure,
  newExposure,
  logEvent,
  logEventOfNewUser,
  deliveredEvent,
  deliveredEventOfNewUser,
];
