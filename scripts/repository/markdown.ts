/** A link, as it stands in the text. */
export interface Link {
  readonly line: number;
  /** A path, an anchor or both; or a URL. */
  readonly target: string;
}

export interface Heading {
  readonly line: number;
  /** From 1 to 6. */
  readonly level: number;
  readonly text: string;
}

/** A fenced code block. */
export interface Fence {
  /** The line of the code's first line. */
  readonly line: number;
  /** What stands behind the fence, e.g. `ts no-check`. */
  readonly info: string;
  readonly code: string;
}

/** What the checks need to know of a document. Lines count from 1. */
export interface MarkdownPage {
  readonly links: readonly Link[];
  readonly headings: readonly Heading[];
  readonly fences: readonly Fence[];
  /** Where links may point to within the document, without `#`. */
  readonly anchors: ReadonlySet<string>;
}

/** Reads the parts of Markdown that this repository uses. What stands in code is neither link nor heading. */
export function parseMarkdown(text: string): MarkdownPage {
  const links: Link[] = [];
  const headings: Heading[] = [];
  const fences: Fence[] = [];
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const source = lines[index] ?? '';
    const fence = openingFence.exec(source);
    if (fence !== null) {
      const code = codeUntil(lines, index + 1, fence[1] ?? '');
      fences.push({ line: index + 2, info: (fence[2] ?? '').trim(), code: code.join('\n') });
      index += code.length + 1;
      continue;
    }
    const line = index + 1;
    links.push(...targetsIn(source).map((target) => ({ line, target })));
    const heading = /^(#{1,6})\s+(.+?)\s*#*$/.exec(source);
    if (heading !== null) headings.push({ line, level: heading[1]?.length ?? 0, text: heading[2] ?? '' });
  }
  return { links, headings, fences, anchors: anchorsOf(headings) };
}

const openingFence = /^\s*(`{3,}|~{3,})(.*)$/;

function codeUntil(lines: readonly string[], start: number, fence: string): readonly string[] {
  const end = lines.findIndex((line, index) => index >= start && line.trim().startsWith(fence));
  return lines.slice(start, end === -1 ? lines.length : end);
}

/** `[text](target)` and `[label]: target`. */
function targetsIn(source: string): readonly string[] {
  const line = source.replaceAll(/`[^`]*`/g, '');
  const inline = [...line.matchAll(/\]\(\s*<?([^()\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const definition = /^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)/.exec(line);
  return [...inline, ...(definition === null ? [] : [definition])].map(([, target]) => target ?? '');
}

/** The anchors that GitHub gives to headings; of two with one text, the second ends in `-1`. */
function anchorsOf(headings: readonly Heading[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const { text } of headings) {
    const slug = slugOf(text);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}
