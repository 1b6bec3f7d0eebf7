import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { requireAgreement } from './agreement.ts';
import { type Laboratory, measure } from './measure.ts';
import { type BenchOptions, benchOptions } from './options.ts';
import { createProjectStore } from './projects/store.ts';
import { currentOccasion } from './report/machine.ts';
import { type ResultRow, rowOf } from './report/row.ts';
import { plainTable } from './report/table.ts';
import { writeReport } from './report/write-report.ts';
import { startServer } from './server/server-process.ts';
import type { Work } from './works/work.ts';
import { works } from './works/works.ts';

const require = createRequire(import.meta.url);
const options = benchOptions(process.argv.slice(2));
const occasion = currentOccasion();

await using projects = await createProjectStore();
await using server = await startServer();
const laboratory: Laboratory = {
  projects,
  server,
  isQuick: options.isQuick,
  profiles: options.profiles,
};
const selected = works.filter((work) => isSelected(work, options));
const comparedAnswers = await compareAnswers();
const rows: ResultRow[] = [];
for (const work of selected) {
  const row = await rowFor(work);
  rows.push(row);
  process.stderr.write(`${plainTable([row]).split('\n')[1]}\n`);
}
process.stdout.write(`\n${plainTable(rows)}\n`);
if (options.isWritten) {
  const loadAtEnd = Number(loadavg()[0]!.toFixed(2));
  const versions = { legacy: versionOf('statsig-node'), core: versionOf('@statsig/statsig-node-core') };
  await writeReport({ rows, occasion, isQuick: options.isQuick, loadAtEnd, versions, comparedAnswers });
}

function isSelected({ id, title }: Work, { only }: BenchOptions): boolean {
  return only === undefined || only.test(id) || only.test(title);
}

async function compareAnswers(): Promise<number> {
  let compared = 0;
  for (const project of new Set(selected.map((work) => work.project))) {
    compared += await requireAgreement(project, laboratory);
  }
  return compared;
}

async function rowFor(work: Work): Promise<ResultRow> {
  const figures = await measure(work, laboratory);
  const { description } = await projects.get(work.project);
  return rowOf(work, figures, description);
}

function versionOf(name: string): string {
  return (require(`${name}/package.json`) as { readonly version: string }).version;
}
