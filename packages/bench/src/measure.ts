import { type MeasuringChild, startChild } from './measuring-child.ts';
import type { ProjectStore } from './projects/store.ts';
import type { ServerProcess } from './server/server-process.ts';
import { rotated, type Summary, summarize } from './statistics.ts';
import type { Participant, Setting, Work } from './works/work.ts';

/** What a work took, for each participant. */
export type Figures = Readonly<Partial<Record<Participant, Summary>>>;

/** What measuring needs. */
export interface Laboratory {
  readonly projects: ProjectStore;
  readonly server: ServerProcess;
  readonly isQuick: boolean;
  /** Where CPU profiles of our own children go. */
  readonly profiles: string | undefined;
}

/**
 * Measures a work: generation after generation of processes, one for each participant, which take turns in an order
 * that moves on with each round, so that whatever else the machine does meets all of them.
 */
export async function measure(work: Work, laboratory: Laboratory): Promise<Figures> {
  const samples = new Map<Participant, number[]>(work.participants.map((participant) => [participant, []]));
  const { processes, rounds } = laboratory.isQuick ? quickly(work) : work;
  for (let generation = 0; generation < processes; generation++) {
    const participants = rotated(work.participants, generation);
    const children = await startAll(work, participants, { laboratory, generation });
    for (let round = 0; round < rounds; round++) {
      for (const participant of rotated(participants, round)) {
        samples.get(participant)!.push(await children.get(participant)!.sample());
      }
    }
    for (const child of children.values()) await child.stop();
  }
  return Object.fromEntries([...samples].map(([participant, figures]) => [participant, summarize(figures)]));
}

function quickly({ processes, rounds }: Work): Pick<Work, 'processes' | 'rounds'> {
  return rounds === 1 ? { processes: Math.min(5, processes), rounds } : { processes: 1, rounds: 3 };
}

async function startAll(
  work: Work,
  participants: readonly Participant[],
  { laboratory, generation }: { readonly laboratory: Laboratory; readonly generation: number },
): Promise<ReadonlyMap<Participant, MeasuringChild>> {
  const children = new Map<Participant, MeasuringChild>();
  for (const participant of participants) {
    const setting = await settingOf(work, participant, laboratory);
    const serverURL = `${setting.serverURL}-${generation}`;
    const profiles = participant === 'ours' ? laboratory.profiles : undefined;
    children.set(participant, await startChild(work, { ...setting, serverURL }, profiles));
  }
  return children;
}

/** What a child has to know. */
export async function settingOf(
  { id, project }: Pick<Work, 'id' | 'project'>,
  participant: Participant,
  { projects, server, isQuick }: Laboratory,
): Promise<Setting> {
  const serverURL = server.urlFor(`${id}-${participant}`);
  return { participant, project: await projects.get(project), isQuick, serverURL };
}
