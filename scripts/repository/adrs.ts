import type { Problem } from './problem.ts';
import type { Repository } from './repository.ts';

const folder = 'docs/adr/';
const sections = ['Context', 'Decision', 'Consequences', 'Evidence'];

/** Decisions are numbered without a gap, have a title, and these four sections in this order. */
export function checkADRs({ pages }: Repository): readonly Problem[] {
  const files = [...pages.keys()].filter((file) => file.startsWith(folder)).sort();
  return files.flatMap((file, index) => {
    const number = String(index + 1).padStart(4, '0');
    const isNamed = new RegExp(`^${number}-[a-z0-9]+(?:-[a-z0-9]+)*\\.md$`).test(file.slice(folder.length));
    const headings = pages.get(file)?.headings ?? [];
    const titles = headings.filter(({ level }) => level === 1);
    const found = headings.filter(({ level }) => level === 2).map(({ text }) => text);
    return [
      ...(isNamed ? [] : [`should be named ${number}-what-was-decided.md.`]),
      ...(titles.length === 1
        ? []
        : [`has ${titles.length} titles; it needs one, which states the decision.`]),
      ...(found.join() === sections.join()
        ? []
        : [`has the sections ${found.join(', ')}; it needs ${sections.join(', ')}.`]),
    ].map((message) => ({ file, line: null, message }));
  });
}
