import { describe, expect, it } from 'vitest';
import { summarize } from '../statistics.ts';
import { works } from '../works/works.ts';
import { ratioPlot } from './plot.ts';
import { rowOf } from './row.ts';

const figures = { ours: summarize([1]), legacy: summarize([10]), core: summarize([0.1]) };
const row = rowOf(works[0]!, figures, 'a project');

/** The bars' left and right ends, by the order they are drawn in. */
function barsOf(svg: string): number[][] {
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="12" fill/g)];
  // The first two belong to the legend.
  return bars.slice(2).map(([, x, width]) => [Number(x), Number(x) + Number(width)]);
}

describe('ratioPlot', () => {
  it('draws what is slower to the right of even, and what is faster to the left', () => {
    const [legacy, core] = barsOf(ratioPlot('Plot', [row]));
    expect(legacy![0]).toBe(core![1]);
    expect(legacy![1]! - legacy![0]!).toBeCloseTo(core![1]! - core![0]!);
  });

  it('leaves out who was not measured', () => {
    expect(barsOf(ratioPlot('Plot', [{ ...row, core: null }]))).toHaveLength(1);
  });

  it('escapes what XML would take for its own', () => {
    expect(ratioPlot('a < b & "c"', [])).toContain('a &lt; b &amp; &quot;c&quot;');
  });
});
