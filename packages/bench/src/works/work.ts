import type { StoredProject } from '../projects/project.ts';
import type { ProjectName } from '../projects/store.ts';
import type { SubjectName } from '../subjects/subject.ts';

/** Who takes part: the SDKs, and `JSON.parse` of the payload where that is a floor to compare with. */
export type Participant = SubjectName | 'parse';

/** What figures are in. Less is better in all of them. */
export type Unit = 'ns' | 'µs' | 'ms' | 'bytes' | 'MB';

/** How many times as much the others may be asked to take. */
export interface Ratios {
  readonly legacy?: number;
  readonly core?: number;
  readonly parse?: number;
}

/** What has to hold, or should. */
export interface Targets extends Ratios {
  /** Our own figure, in the work's unit. */
  readonly atMost?: number;
}

/** What a child knows about its task. */
export interface Setting {
  readonly participant: Participant;
  readonly project: StoredProject;
  readonly isQuick: boolean;
  /** The child's own part of the bench's server, e.g. `http://127.0.0.1:4000/ready-ours-0`. */
  readonly serverURL: string;
}

/** Takes one sample, in the work's unit. */
export type Sample = () => number | Promise<number>;

/** Something that is measured, for all participants in the same way. */
export interface Work {
  /** For `--only`. */
  readonly id: string;
  readonly title: string;
  readonly group: GroupName;
  readonly unit: Unit;
  readonly project: ProjectName;
  readonly participants: readonly Participant[];
  readonly must: Targets;
  readonly goal: Targets;
  /** What a reader has to know to judge the figures. */
  readonly note?: string;
  /** How many generations of processes there are, and how many samples each takes. */
  readonly processes: number;
  readonly rounds: number;
  /** Arguments of Node for the children, besides `--expose-gc`. */
  readonly nodeArguments?: readonly string[];
  /** The script that the children run, when it is to load nothing but what is measured. */
  readonly script?: (participant: Participant) => URL;
  /** Gets ready, in a child; not asked of works with a script of their own. */
  prepare(setting: Setting): Promise<Sample>;
}

/** The sections of the report. */
export type GroupName = 'evaluation' | 'start' | 'memory' | 'update' | 'events';

export const everySDK: readonly Participant[] = ['ours', 'legacy', 'core'];
