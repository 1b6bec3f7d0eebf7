import { readdirSync, readFileSync } from 'node:fs';
import { type MarkdownPage, parseMarkdown } from './markdown.ts';

/** What the checks look at. */
export interface Repository {
  /** The text of each file that git would keep, by its path relative to the root, with forward slashes. */
  readonly texts: ReadonlyMap<string, string>;
  /** The files that are Markdown, parsed. */
  readonly pages: ReadonlyMap<string, MarkdownPage>;
}

/** Makes a repository of texts by path. */
export function createRepository(texts: ReadonlyMap<string, string>): Repository {
  const pages = [...texts].filter(([file]) => file.endsWith('.md'));
  return { texts, pages: new Map(pages.map(([file, text]) => [file, parseMarkdown(text)])) };
}

/** Reads every text file below `root` that `.gitignore` does not exclude. */
export function readRepository(root: URL): Repository {
  const isIgnored = ignoredBy(readFileSync(new URL('.gitignore', root), 'utf8'));
  const texts = new Map<string, string>();
  const read = (folder: string): void => {
    for (const entry of readdirSync(new URL(folder, root), { withFileTypes: true })) {
      if (entry.name === '.git' || isIgnored(entry.name)) continue;
      const path = `${folder}${entry.name}`;
      if (entry.isDirectory()) read(`${path}/`);
      if (!entry.isFile()) continue;
      const text = readFileSync(new URL(path, root), 'utf8');
      if (!text.includes('\0')) texts.set(path, text);
    }
  };
  read('');
  return createRepository(texts);
}

/** Understands names, folders and `*.ending`, which is all that this repository's `.gitignore` needs. */
function ignoredBy(gitignore: string): (name: string) => boolean {
  const patterns = gitignore.split('\n').map((line) => line.trim().replace(/\/$/, ''));
  const names = new Set(patterns.filter((pattern) => pattern !== ''));
  const endings = patterns.filter((pattern) => pattern.startsWith('*')).map((pattern) => pattern.slice(1));
  return (name) => names.has(name) || endings.some((ending) => name.endsWith(ending));
}
