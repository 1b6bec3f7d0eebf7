import { describe, expect, it } from 'vitest';
import type { Figures } from '../measure.ts';
import { summarize } from '../statistics.ts';
import type { Targets, Work } from '../works/work.ts';
import { type ResultRow, rowOf } from './row.ts';
import { cellsOf, columns, markdownTable, numberText } from './table.ts';

const work: Work = {
  id: 'gate',
  title: '`checkGate`',
  group: 'evaluation',
  unit: 'ns',
  project: 'real',
  participants: ['ours', 'legacy', 'core'],
  must: {},
  goal: {},
  note: 'a note',
  processes: 1,
  rounds: 1,
  prepare: () => Promise.reject(new Error('Nothing is measured here.')),
};

const figures: Figures = {
  ours: summarize([90, 100, 120]),
  legacy: summarize([900, 1_000, 1_234.567]),
  core: summarize([2_000]),
};

function row(targets: Targets, measured: Figures = figures): ResultRow {
  return rowOf({ ...work, must: targets }, measured, 'a project');
}

describe('rowOf', () => {
  it.each([
    { must: { legacy: 10, core: 20 }, isMet: true },
    { must: { legacy: 10.1 }, isMet: false },
    { must: { legacy: 8, core: 21 }, isMet: false },
    { must: { atMost: 100 }, isMet: true },
    { must: { legacy: 2, atMost: 99 }, isMet: false },
    { must: {}, isMet: null },
  ])('finds that $must is met: $isMet', ({ must, isMet }) => {
    expect(row(must).isMustMet).toBe(isMet);
  });

  it('counts a rival that was not measured as a target that is missed', () => {
    expect(row({ parse: 1 }).isMustMet).toBe(false);
  });

  it('keeps medians to four digits, and null for whom was not measured', () => {
    const { ours, legacy, core, parse } = row({}, { ...figures, legacy: summarize([1_234.567]) });
    expect({ ours, legacy, core, parse }).toEqual({ ours: 100, legacy: 1_235, core: 2_000, parse: null });
  });

  it('writes targets in full, with null where nothing is asked', () => {
    expect(row({ legacy: 8 }).must).toEqual({ legacy: 8, core: null, parse: null, atMost: null });
  });
});

describe('cellsOf', () => {
  it('says what was measured, how far apart, and what was asked', () => {
    expect(cellsOf(row({ legacy: 8, core: 30 }))).toEqual([
      '`checkGate`',
      'ns',
      '100 (90–120)',
      '1,000 (900–1,235)',
      '2,000 (2,000–2,000)',
      'legacy 10x, core 20x',
      'no: legacy 8x, core 30x',
      '–',
    ]);
  });
});

describe('markdownTable', () => {
  it('has a line for the columns, one for their alignment and one for each row', () => {
    const lines = markdownTable([row({}), row({})]).split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.map((line) => line.split('|').length - 2)).toEqual(lines.map(() => columns.length));
  });
});

describe('numberText', () => {
  it.each([
    { value: 0, text: '0' },
    { value: 0.2124, text: '0.212' },
    { value: 1.416, text: '1.42' },
    { value: 31.14, text: '31.1' },
    { value: 12_345.6, text: '12,346' },
  ])('writes $value as $text', ({ value, text }) => {
    expect(numberText(value)).toBe(text);
  });
});
