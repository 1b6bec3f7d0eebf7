import { subjectTitles } from '../subjects/subject.ts';
import { type ResultRow, ratioOf } from './row.ts';
import { numberText } from './table.ts';

const width = 900;
const labelWidth = 380;
const valueWidth = 80;
const barHeight = 12;
const rowHeight = 44;
const top = 74;

const series = [
  { rival: 'legacy', color: '#c2703d', title: subjectTitles.legacy },
  { rival: 'core', color: '#3d6fc2', title: subjectTitles.core },
] as const;

/**
 * Draws how many times as much the others take, one pair of bars a row, as SVG text. The axis is logarithmic: each
 * line is ten times the one before, and the bold one is even.
 */
export function ratioPlot(title: string, rows: readonly ResultRow[]): string {
  const ratios = rows.flatMap((row) => series.flatMap(({ rival }) => ratioOf(row, rival) ?? []));
  const scale = scaleOf(ratios);
  const height = top + rows.length * rowHeight + 12;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13" fill="#1c2430">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="12" y="22" font-size="15" font-weight="600">${escaped(title)}</text>`,
    ...legend(),
    ...gridLines(scale, height),
    ...rows.flatMap((row, index) => rowBars(row, top + index * rowHeight, scale)),
    '</svg>',
    '',
  ].join('\n');
}

/** Where ratios are on the axis. */
interface Scale {
  readonly firstPower: number;
  readonly lastPower: number;
  x(ratio: number): number;
}

function scaleOf(ratios: readonly number[]): Scale {
  const positive = ratios.filter((ratio) => ratio > 0);
  const firstPower = Math.min(0, ...positive.map((ratio) => Math.floor(Math.log10(ratio))));
  const lastPower = Math.max(1, ...positive.map((ratio) => Math.ceil(Math.log10(ratio))));
  const room = width - labelWidth - valueWidth;
  const x = (ratio: number): number =>
    rounded(labelWidth + (room * (Math.log10(ratio) - firstPower)) / (lastPower - firstPower));
  return { firstPower, lastPower, x };
}

function legend(): string[] {
  return series.flatMap(({ color, title }, index) => {
    const x = labelWidth + index * 190;
    return [
      `<rect x="${x}" y="32" width="12" height="12" fill="${color}"/>`,
      `<text x="${x + 18}" y="43">${escaped(title)} / ours</text>`,
    ];
  });
}

function gridLines({ firstPower, lastPower, x }: Scale, height: number): string[] {
  return Array.from({ length: lastPower - firstPower + 1 }, (_, index) => index).flatMap((index) => {
    const power = firstPower + index;
    const at = x(10 ** power);
    const stroke = power === 0 ? '#1c2430' : '#d5dae1';
    return [
      `<text x="${at}" y="${top - 10}" font-size="11" text-anchor="middle" fill="#5c6675">${numberText(10 ** power)}x</text>`,
      `<line x1="${at}" x2="${at}" y1="${top - 6}" y2="${height - 8}" stroke="${stroke}"/>`,
    ];
  });
}

function rowBars(row: ResultRow, y: number, scale: Scale): string[] {
  const label = `<text x="${labelWidth - 12}" y="${y + 20}" text-anchor="end">${escaped(plain(row.work))}</text>`;
  const bars = series.flatMap(({ rival, color }, index) => {
    const ratio = ratioOf(row, rival);
    if (ratio === null || ratio <= 0) return [];
    const [start, end] = [scale.x(1), scale.x(ratio)].toSorted((one, other) => one - other) as [
      number,
      number,
    ];
    const barY = y + 3 + index * (barHeight + 3);
    return [
      `<rect x="${start}" y="${barY}" width="${rounded(end - start)}" height="${barHeight}" fill="${color}"/>`,
      `<text x="${end + 6}" y="${barY + 11}" font-size="12">${numberText(ratio)}x</text>`,
    ];
  });
  return [label, ...bars];
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => entities[character]!);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
