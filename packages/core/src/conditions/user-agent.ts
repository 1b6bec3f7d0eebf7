import type { UserAgentDetails } from '../evaluate/context.ts';
import type { Reader, Run } from '../evaluate/run.ts';
import type { Condition } from '../specs/spec.ts';
import type { ConditionParts } from './condition.ts';

/** Longer ones are no browser's, and parsers are built of regular expressions. */
const maxUserAgentLength = 1_000;

const details: Readonly<Record<string, keyof UserAgentDetails>> = {
  os_name: 'osName',
  osname: 'osName',
  os_version: 'osVersion',
  osversion: 'osVersion',
  browser_name: 'browserName',
  browsername: 'browserName',
  browser_version: 'browserVersion',
  browserversion: 'browserVersion',
};

/** The user's own value wins; a missing one is read from the user agent. */
export function userAgent({ field }: Condition, { dialect: { readers } }: ConditionParts): Reader {
  const given = readers.field(field);
  const key = field?.toLowerCase() ?? '';
  const detail = Object.hasOwn(details, key) ? details[key] : undefined;
  if (detail === undefined) return (run) => given(run) ?? null;
  const agent = readers.field('userAgent');
  return (run) => {
    const own = given(run);
    if (own !== undefined && own !== null) return own;
    // Looked up once per evaluation: rules ask for several details in a row.
    if (run.userAgent === undefined) run.userAgent = lookedUp(agent(run), run);
    return run.userAgent === null ? null : (readers.userAgent(run.userAgent[detail], detail) ?? null);
  };
}

function lookedUp(text: unknown, { context: { lookups } }: Run): UserAgentDetails | null {
  if (typeof text !== 'string' || text.length > maxUserAgentLength) return null;
  return lookups?.userAgent?.(text) ?? nothing;
}

const nothing: UserAgentDetails = {};
