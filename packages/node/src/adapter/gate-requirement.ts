import { type NameOf, StatsigError } from '@acme/statsig-core';
import type { UserStatsig } from '../user-statsig.ts';

/** Which gates a request needs. All that is given has to hold; at least one gate has to be named. */
export interface GateRequirement {
  /** Each of these is open. */
  readonly all?: readonly NameOf<'gate'>[] | undefined;
  /** At least one of these is open. */
  readonly any?: readonly NameOf<'gate'>[] | undefined;
  /** Each of these is closed. */
  readonly none?: readonly NameOf<'gate'>[] | undefined;
}

/** What a requirement is checked with. */
export interface GateRequirementOptions {
  /** What the application wrote, for the error, e.g. `requireGate`. */
  readonly caller: string;
}

/**
 * Whether gates are as they have to be for a user. Gates are asked in their order, and no more of them than it takes; each
 * that is asked counts as seen.
 *
 * @param requirement - The name of a gate that has to be open, or several gates.
 * @throws {StatsigError} `INVALID_OPTIONS` when no gate is named.
 * @example
 * const isAllowed = gateRequirement({ any: ['staff_tools', 'loyalty_lounge'] }, { caller: 'requireGate' });
 * if (!isAllowed(currentStatsig())) response.writeHead(404).end();
 */
export function gateRequirement(
  requirement: NameOf<'gate'> | GateRequirement,
  { caller }: GateRequirementOptions,
): (flags: Pick<UserStatsig, 'checkGate'>) => boolean {
  const {
    all = [],
    any = [],
    none = [],
  } = typeof requirement === 'string' ? { all: [requirement] } : requirement;
  const names = [...all, ...any, ...none];
  if (names.length === 0 || names.includes('')) {
    const message = `${caller} needs the name of a gate: ${caller}('name'), or { all, any, none } with names.`;
    throw new StatsigError('INVALID_OPTIONS', message);
  }

  return (flags) => {
    const isOpen = (name: NameOf<'gate'>): boolean => flags.checkGate(name);
    return all.every(isOpen) && (any.length === 0 || any.some(isOpen)) && !none.some(isOpen);
  };
}
