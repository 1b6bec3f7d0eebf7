import { posix } from 'node:path';
import type { Problem } from './problem.ts';
import type { Repository } from './repository.ts';

/** Every relative link leads to a file or folder of the repository, and every anchor to a heading. */
export function checkLinks(repository: Repository): readonly Problem[] {
  const paths = pathsOf(repository);
  return [...repository.pages].flatMap(([file, { links }]) =>
    links.flatMap(({ line, target }) => {
      const message = isExternal(target) ? undefined : brokenLink(repository, paths, file, target);
      return message === undefined ? [] : [{ file, line, message }];
    }),
  );
}

/** A scheme, or `//host`. */
function isExternal(target: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target);
}

/** @returns What is wrong; undefined when nothing is. */
function brokenLink(
  { pages }: Repository,
  paths: ReadonlySet<string>,
  file: string,
  target: string,
): string | undefined {
  const [path = '', anchor = ''] = target.split('#', 2);
  if (path.startsWith('/')) return `The link ${target} is absolute: write it relative to this file.`;
  const linked = path === '' ? file : posix.join(posix.dirname(file), decodeURI(path)).replace(/\/$/, '');
  if (!paths.has(linked)) return `The link ${target} leads to ${linked}, which does not exist.`;
  const page = pages.get(linked);
  if (anchor === '' || page === undefined || page.anchors.has(anchor)) return undefined;
  return `The link ${target} leads to #${anchor}, which no heading of ${linked} has.`;
}

/** All files, and all folders that hold one. */
function pathsOf({ texts }: Repository): ReadonlySet<string> {
  const paths = new Set<string>(['.']);
  for (const file of texts.keys()) {
    for (let path = file; !paths.has(path); path = posix.dirname(path)) paths.add(path);
  }
  return paths;
}
