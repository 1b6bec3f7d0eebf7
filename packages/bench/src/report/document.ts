import type { GroupName } from '../works/work.ts';
import type { Occasion } from './machine.ts';
import type { ResultRow } from './row.ts';
import { markdownTable } from './table.ts';

/** What a report is made of. */
export interface Report {
  readonly rows: readonly ResultRow[];
  readonly occasion: Occasion;
  readonly isQuick: boolean;
  /** The load of the last minute at the end. */
  readonly loadAtEnd: number;
  readonly versions: Readonly<Record<'legacy' | 'core', string>>;
  /** How many answers the SDKs were compared by beforehand. */
  readonly comparedAnswers: number;
}

/** The groups of rows, in order, with their headings. */
export const groupTitles: Readonly<Record<GroupName, string>> = {
  evaluation: 'Evaluation',
  events: 'Exposures and events',
  start: 'Start',
  memory: 'Memory',
  update: 'Updates',
};

/** The groups that have rows. */
export function groupsOf(rows: readonly ResultRow[]): readonly GroupName[] {
  return (Object.keys(groupTitles) as GroupName[]).filter((group) => rows.some((row) => row.group === group));
}

/** The whole document, as Markdown. */
export function documentOf(report: Report): string {
  const { rows } = report;
  const sections = groupsOf(rows).map((group) => sectionOf(group, rows));
  return `${[head(report), ...sections].join('\n\n')}\n`;
}

function head({ occasion, isQuick, loadAtEnd, versions, comparedAnswers }: Report): string {
  const quick = isQuick
    ? '\n**This was a quick run: few samples, on a machine with other work. Read nothing into it.**\n'
    : '';
  return `# Benchmarks

Written by \`pnpm bench\`; not edited by hand. How it measures: [packages/bench](../packages/bench/README.md).
${quick}
Ours against \`statsig-node\` ${versions.legacy} ("legacy", v1 payloads) and \`@statsig/statsig-node-core\` ${versions.core} ("core", the
same project as v2), both from npm, in the same run. Figures are medians (lowest–highest sample), less is better; ratios
are theirs / ours. Absolute figures move with the machine; ratios count. ${comparedAnswers.toLocaleString('en')} answers were compared beforehand and were the
same in all three.

- date: ${occasion.date}
- commit: ${occasion.commit}${occasion.isChanged ? ', with changes' : ''}
- Node: ${occasion.node}
- machine: ${occasion.cpuCount} x ${occasion.cpu}, ${occasion.memoryGB} GB
- load average: ${occasion.load} at the start, ${loadAtEnd} at the end`;
}

function sectionOf(group: GroupName, rows: readonly ResultRow[]): string {
  const own = rows.filter((row) => row.group === group);
  const title = groupTitles[group];
  return [
    `## ${title}`,
    `![${title}: how many times as much the official SDKs take](benchmarks/${group}.svg)`,
    markdownTable(own),
    notesOf(own),
  ].join('\n\n');
}

/** What has to be known about the rows; what holds for several is said once. */
function notesOf(rows: readonly ResultRow[]): string {
  const works = new Map<string, string[]>();
  for (const { work, project, note } of rows) {
    const text = `on ${project}; ${note}.`;
    works.set(text, [...(works.get(text) ?? []), work]);
  }
  return [...works].map(([text, noted]) => `- ${noted.join('; ')}: ${text}`).join('\n');
}
