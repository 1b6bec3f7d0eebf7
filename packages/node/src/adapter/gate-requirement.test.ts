import { describe, expect, it } from 'vitest';
import { type GateRequirement, gateRequirement } from './gate-requirement.ts';

const caller = 'requireGate';

/** A user for whom two gates are open, and what was asked about it. */
function askedFlags() {
  const asked: string[] = [];
  const checkGate = (name: string): boolean => {
    asked.push(name);
    return name.startsWith('open');
  };
  return { asked, checkGate };
}

describe('gateRequirement', () => {
  it.each<[string | GateRequirement, boolean, string[]]>([
    // requirement                                             holds  asked
    ['open', true, ['open']],
    ['closed', false, ['closed']],
    [{ all: ['open', 'open_too'] }, true, ['open', 'open_too']],
    [{ all: ['closed', 'open'] }, false, ['closed']],
    [{ any: ['closed', 'open', 'open_too'] }, true, ['closed', 'open']],
    [{ any: ['closed', 'unknown'] }, false, ['closed', 'unknown']],
    [{ none: ['closed', 'unknown'] }, true, ['closed', 'unknown']],
    [{ none: ['open', 'closed'] }, false, ['open']],
    [{ all: ['open'], any: ['open_too'], none: ['closed'] }, true, ['open', 'open_too', 'closed']],
    [{ all: ['open'], any: ['closed'], none: ['unknown'] }, false, ['open', 'closed']],
    [{ all: ['open'], any: [], none: ['open_too'] }, false, ['open', 'open_too']],
  ])('says whether %j holds, and asks no more than it takes', (requirement, holds, names) => {
    const flags = askedFlags();
    expect(gateRequirement(requirement, { caller })(flags)).toBe(holds);
    expect(flags.asked).toEqual(names);
  });

  it.each([[''], [{}], [{ all: [], any: [], none: [] }], [{ any: ['open', ''] }]])(
    'refuses %j, which names no gate',
    (requirement) => {
      expect(() => gateRequirement(requirement, { caller })).toThrow(
        expect.objectContaining({
          code: 'INVALID_OPTIONS',
          message: expect.stringContaining("requireGate('name')"),
        }),
      );
    },
  );
});
