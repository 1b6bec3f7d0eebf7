import type { Figures } from '../measure.ts';
import type { Summary } from '../statistics.ts';
import type { GroupName, Participant, Targets, Unit, Work } from '../works/work.ts';

/** Targets as `results.json` has them: null where nothing is asked. Ratios are theirs / ours. */
export type TargetRow = Readonly<Record<keyof Required<Targets>, number | null>>;

/** One line of the report. Figures are medians, and less is better. */
export interface ResultRow {
  readonly id: string;
  readonly group: GroupName;
  readonly work: string;
  readonly unit: Unit;
  readonly ours: number | null;
  readonly legacy: number | null;
  readonly core: number | null;
  /** `JSON.parse` of the same payload, where that is a floor. */
  readonly parse: number | null;
  readonly must: TargetRow;
  readonly goal: TargetRow;
  /** Whether every must holds; null when there is none. */
  readonly isMustMet: boolean | null;
  readonly isGoalMet: boolean | null;
  readonly samples: Readonly<Partial<Record<Participant, Summary>>>;
  /** What it was measured on. */
  readonly project: string;
  readonly note: string;
}

export const rivals = ['legacy', 'core', 'parse'] as const;

/** Makes a row of what was measured. */
export function rowOf(work: Work, figures: Figures, project: string): ResultRow {
  const samples = Object.fromEntries(
    Object.entries(figures).map(([participant, summary]) => [participant, roundedSummary(summary)]),
  ) as Figures;
  const medians = {
    ours: samples.ours?.median ?? null,
    legacy: samples.legacy?.median ?? null,
    core: samples.core?.median ?? null,
    parse: samples.parse?.median ?? null,
  };
  const { id, group, title, unit, note = '' } = work;
  return {
    id,
    group,
    work: title,
    unit,
    ...medians,
    must: targetRow(work.must),
    goal: targetRow(work.goal),
    isMustMet: areMet(work.must, medians),
    isGoalMet: areMet(work.goal, medians),
    samples,
    project,
    note,
  };
}

/** How many times as long a rival takes; null when one of the two was not measured. */
export function ratioOf(
  row: Pick<ResultRow, 'ours' | 'legacy' | 'core' | 'parse'>,
  rival: (typeof rivals)[number],
): number | null {
  const theirs = row[rival];
  return row.ours === null || theirs === null || row.ours === 0 ? null : theirs / row.ours;
}

function areMet(
  { atMost, ...ratios }: Targets,
  row: Pick<ResultRow, 'ours' | 'legacy' | 'core' | 'parse'>,
): boolean | null {
  const met = rivals.flatMap((rival) => {
    const target = ratios[rival];
    return target === undefined ? [] : [(ratioOf(row, rival) ?? 0) >= target];
  });
  if (atMost !== undefined) met.push(row.ours !== null && row.ours <= atMost);
  return met.length === 0 ? null : met.every(Boolean);
}

function targetRow({ legacy, core, parse, atMost }: Targets): TargetRow {
  return { legacy: legacy ?? null, core: core ?? null, parse: parse ?? null, atMost: atMost ?? null };
}

function roundedSummary({ median, min, max, count }: Summary): Summary {
  return { median: rounded(median), min: rounded(min), max: rounded(max), count };
}

/** Four digits count; more would be the machine's mood. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
