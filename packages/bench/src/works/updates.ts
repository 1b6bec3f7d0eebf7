import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { consume } from '../consumed.ts';
import { collectGarbage } from '../garbage.ts';
import { publish, served } from '../server/requests.ts';
import type { Subject } from '../subjects/subject.ts';
import { subjects } from '../subjects/subjects.ts';
import { userOf } from '../users.ts';
import { payloadOf, sdkOf } from './started.ts';
import { everySDK, type Sample, type Setting, type Work } from './work.ts';

const common = { group: 'update', unit: 'ms', project: 'gates10000' } as const;
const overHTTP = '29 MB from a server on this machine, polled by the SDK';

/** What one rule of 10,000 gates costs when it changes. */
const changedSpec: Work = {
  ...common,
  id: 'update-changed',
  title: 'CPU of an update with one changed gate of 10,000',
  participants: [...everySDK, 'parse'],
  must: { parse: 2 },
  goal: {},
  note: `${overHTTP}; user and system time of all threads, the download included; \`JSON.parse\` is of the same text, without a download`,
  processes: 1,
  rounds: 7,
  prepare: (setting) => updates(setting, { isChanged: true, measured: cpuMs }),
};

const identicalBody: Work = {
  ...common,
  id: 'update-identical',
  title: 'CPU of an update that repeats itself, 10,000 gates',
  participants: [...everySDK, 'parse'],
  must: {},
  goal: {},
  note: `${overHTTP}; the same`,
  processes: 1,
  rounds: 7,
  prepare: (setting) => updates(setting, { isChanged: false, measured: cpuMs }),
};

const longestBlock: Work = {
  ...common,
  id: 'update-block',
  title: 'longest block of the event loop in an update, 10,000 gates',
  participants: everySDK,
  must: { legacy: 10, core: 1 / 1.5 },
  goal: { atMost: 10 },
  note: `${overHTTP}, one gate changed; the median of the longest blocks of 15 updates`,
  processes: 1,
  rounds: 15,
  prepare: (setting) => updates(setting, { isChanged: true, measured: blockMs }),
};

/** Starts to measure; the result ends it, in milliseconds. */
type Measured = () => () => number;

function cpuMs(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
}

function blockMs(): () => number {
  const resolutionMs = 1;
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return () => {
    delays.disable();
    return Math.max(0, delays.max / 1e6 - resolutionMs);
  };
}

interface UpdateKind {
  readonly isChanged: boolean;
  readonly measured: Measured;
}

/** A user who passes when everybody of those countries does, and not when nobody does. */
const witness = userOf(0);

async function updates(setting: Setting, { isChanged, measured }: UpdateKind): Promise<Sample> {
  const { participant, project, serverURL } = setting;
  if (participant === 'parse') return parsing(await payloadOf(setting));
  const path = participant === 'core' ? project.v2Path : project.v1Path;
  let version = 0;
  let handedOut = 0;
  const offer = (): Promise<void> =>
    publish(serverURL, { path, version, passPercentage: version % 2 === 0 ? 100 : 0 });
  await offer();
  const start = await subjects[sdkOf(setting)]();
  const subject = await start({ payload: '', specsURL: serverURL });
  requireVersion(subject, setting, version);
  const sample: Sample = async () => {
    if (isChanged) version++;
    await offer();
    collectGarbage();
    const measure = measured();
    await served(serverURL, ++handedOut + 1);
    await quiet();
    const figure = measure();
    requireVersion(subject, setting, version);
    return figure;
  };
  await sample();
  return sample;
}

function parsing(payload: string): Sample {
  return () => {
    collectGarbage();
    const cpu = cpuMs();
    consume(Object.keys(JSON.parse(payload) as object).length);
    return cpu();
  };
}

/** Makes sure that the SDK answers from what was handed out last. */
function requireVersion(subject: Subject, { project, participant }: Setting, version: number): void {
  const passes = subject.checkGate(subject.user(witness), project.names.anyOf);
  if (passes !== (version % 2 === 0)) throw new Error(`${participant} does not use version ${version}.`);
}

/** Waits until this process has had next to nothing to do for a while. */
async function quiet(): Promise<void> {
  const intervalMs = 100;
  for (let idle = 0; idle < 5; ) {
    const used = cpuMs();
    await pause(intervalMs);
    idle = used() < intervalMs / 10 ? idle + 1 : 0;
  }
}

export const updateWorks: readonly Work[] = [changedSpec, identicalBody, longestBlock];
