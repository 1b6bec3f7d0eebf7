import type { Lookups } from '@acme/statsig-core';
import { errorText } from './diagnostics/error-text.ts';
import type { Logger } from './diagnostics/logger.ts';

/** How many user agents are remembered; then all are forgotten. Under 2 MB when full. */
const maxRemembered = 1_000;

/**
 * The application's look-ups, made safe: one that throws has found nothing. What a user agent says is remembered, because
 * rules ask for it several times in a row, and reading one costs more than everything else in an evaluation.
 */
export function guardedLookups(lookups: Lookups | undefined, logger: Logger): Lookups | undefined {
  if (lookups === undefined) return undefined;
  const guarded = <Input, Output>(
    name: keyof Lookups,
    find: ((input: Input) => Output) | undefined,
  ): ((input: Input) => Output | undefined) => {
    return (input) => {
      try {
        return find?.call(lookups, input);
      } catch (error) {
        logger.warn(
          `The look-up lookups.${name} threw, and counts as having found nothing: ${errorText(error)}`,
        );
        return undefined;
      }
    };
  };
  const { country, userAgent } = lookups;
  return {
    country: country === undefined ? undefined : guarded('country', country),
    userAgent:
      userAgent === undefined ? undefined : guarded('userAgent', remembering(userAgent.bind(lookups))),
  };
}

function remembering<Found>(find: (text: string) => Found): (text: string) => Found | null {
  const remembered = new Map<string, Found | null>();
  return (text) => {
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const found = find(text) ?? null;
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(text, found);
    return found;
  };
}
