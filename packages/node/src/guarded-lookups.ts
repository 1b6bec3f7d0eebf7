import type { Lookups } from '@acme/statsig-core';
import { errorText } from './diagnostics/error-text.ts';
import type { Logger } from './diagnostics/logger.ts';

/** The application's look-ups, made safe: one that throws has found nothing. */
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
    userAgent: userAgent === undefined ? undefined : guarded('userAgent', userAgent),
  };
}
