import { djb2 } from '../hashing/djb2.ts';
import { sha256Base64 } from '../hashing/sha256.ts';

/** How names are written in a client initialize response, so that they give nothing away. */
export type HashAlgorithm = 'none' | 'djb2' | 'sha256';

const algorithms: Readonly<Record<HashAlgorithm, (name: string) => string>> = {
  none: (name) => name,
  djb2,
  sha256: sha256Base64,
};

/** Writes names by one algorithm and remembers them: a project's names are few and come back in every response. */
export function nameWriter(algorithm: HashAlgorithm): (name: string) => string {
  const write = algorithms[algorithm];
  const written = new Map<string, string>();
  return (name) => {
    const known = written.get(name);
    if (known !== undefined) return known;
    const made = write(name);
    written.set(name, made);
    return made;
  };
}
