const word = '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}';

/** In Rust these classes mean all of Unicode. */
const classes: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: `[${word}]`,
  W: `[^${word}]`,
};

/**
 * Reads a pattern of Server Core's regular expressions, as far as JavaScript can say the same: flags in front, and
 * classes that know Unicode. Undefined when neither reading compiles.
 */
export function patternOf(target: unknown): RegExp | undefined {
  if (typeof target !== 'string') return undefined;
  const [prefix = '', flags = ''] = /^\(\?([ims]+)\)/.exec(target) ?? [];
  const body = target.slice(prefix.length);
  const unicode = body.replace(/\\([dDwWsS\\])/g, (whole, kind: string) => classes[kind] ?? whole);
  return compile(unicode, `${flags}u`) ?? compile(body, flags);
}

function compile(source: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
