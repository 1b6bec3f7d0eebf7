import { subjectTitles } from '../subjects/subject.ts';
import { type ResultRow, ratioOf, rivals } from './row.ts';

/** The columns of the report, in order. */
export const columns: readonly string[] = [
  'work',
  'unit',
  'ours',
  subjectTitles.legacy,
  subjectTitles.core,
  'ratios',
  'must',
  'goal',
];

/** A row as texts, one for each column. */
export function cellsOf(row: ResultRow): readonly string[] {
  return [
    row.work,
    row.unit,
    figure(row, 'ours'),
    figure(row, 'legacy'),
    figure(row, 'core'),
    rivals.flatMap((rival) => ratioText(row, rival)).join(', '),
    targetText(row, 'must'),
    targetText(row, 'goal'),
  ];
}

/** The rows for a terminal. */
export function plainTable(rows: readonly ResultRow[]): string {
  const lines = [columns, ...rows.map(cellsOf)];
  const widths = widthsOf(lines);
  const pad = (cells: readonly string[]): string =>
    cells.map((cell, column) => cell.padEnd(widths[column]!)).join('  ');
  return lines.map((cells) => pad(cells).trimEnd()).join('\n');
}

/** The rows for a document, padded as the repository's formatter would. */
export function markdownTable(rows: readonly ResultRow[]): string {
  const lines = [columns, ...rows.map(cellsOf)];
  const widths = widthsOf(lines);
  const padded = lines.map((cells) =>
    cells.map((cell, column) =>
      isText(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    ),
  );
  const rule = widths.map((width, column) =>
    isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [head = [], ...body] = padded;
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Work and unit; the other columns are figures. */
function isText(column: number): boolean {
  return column < 2;
}

function widthsOf(lines: readonly (readonly string[])[]): readonly number[] {
  return columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]!.length)));
}

/** A number with three digits that count, and thousands set apart. */
export function numberText(value: number): string {
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(digits, 3) });
}

/** The median, and how far the samples were apart. */
function figure({ samples }: ResultRow, participant: 'ours' | 'legacy' | 'core'): string {
  const summary = samples[participant];
  if (summary === undefined) return '–';
  return `${numberText(summary.median)} (${numberText(summary.min)}–${numberText(summary.max)})`;
}

const rivalNames = { legacy: 'legacy', core: 'core', parse: 'JSON.parse' } as const;

function ratioText(row: ResultRow, rival: (typeof rivals)[number]): string[] {
  const ratio = ratioOf(row, rival);
  return ratio === null ? [] : [`${rivalNames[rival]} ${numberText(ratio)}x`];
}

function targetText(row: ResultRow, kind: 'must' | 'goal'): string {
  const { atMost, ...ratios } = row[kind];
  const texts = rivals.flatMap((rival) => {
    const ratio = ratios[rival];
    return ratio === null ? [] : [`${rivalNames[rival]} ${numberText(ratio)}x`];
  });
  if (atMost !== null) texts.push(`at most ${numberText(atMost)}`);
  if (texts.length === 0) return '–';
  const isMet = kind === 'must' ? row.isMustMet : row.isGoalMet;
  return `${isMet === true ? 'yes' : 'no'}: ${texts.join(', ')}`;
}
