import { mkdir, writeFile } from 'node:fs/promises';
import { documentOf, groupsOf, groupTitles, type Report } from './document.ts';
import { ratioPlot } from './plot.ts';

const results = new URL('../../results.json', import.meta.url);
const documents = new URL('../../../../docs/', import.meta.url);

/** Writes `docs/benchmarks.md`, its plots, and `results.json`. */
export async function writeReport(report: Report): Promise<void> {
  const { rows, occasion, isQuick } = report;
  const plots = new URL('benchmarks/', documents);
  await mkdir(plots, { recursive: true });
  await writeFile(results, `${JSON.stringify({ occasion, isQuick, rows }, null, 2)}\n`);
  await writeFile(new URL('benchmarks.md', documents), documentOf(report));
  for (const group of groupsOf(rows)) {
    const own = rows.filter((row) => row.group === group);
    await writeFile(new URL(`${group}.svg`, plots), ratioPlot(groupTitles[group], own));
  }
}
