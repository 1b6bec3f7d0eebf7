import { type EvaluationContext, type Lookups, sha256Base64 } from '@acme/statsig-core';
import type { Project } from '../project/project.ts';

/** What a project is evaluated in: a fixed time, ID lists, and look-ups that need no tables. */
export function contextOf({ now, environment, idLists }: Project): EvaluationContext {
  return {
    now,
    environment,
    lookups,
    idLists: new Map(Object.entries(idLists).map(([name, ids]) => [name, new Set(ids.map(listedID))])),
  };
}

/** ID lists hold the first eight characters of hashes. */
function listedID(id: string): string {
  return sha256Base64(id).slice(0, 8);
}

const countries: Readonly<Record<string, string>> = { '1': 'NZ', '64': 'DE' };

const lookups: Lookups = {
  country: (ip) => countries[String(ip).split('.', 1)[0] ?? ''],
  userAgent: (text) => {
    const [, browserName, browserVersion, osName, osVersion] =
      /^(\w+)\/([\d.]+) \((\w+) ([\d.]+)\)$/.exec(text) ?? [];
    return { browserName, browserVersion, osName, osVersion };
  },
};
