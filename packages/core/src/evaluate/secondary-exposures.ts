import type { SecondaryExposure } from '../results/evaluation.ts';

/** The exposures without repetitions, in order of first sighting. The lists are short: no Set pays off. */
export function distinct(exposures: readonly SecondaryExposure[]): readonly SecondaryExposure[] {
  if (exposures.length < 2) return exposures;
  return exposures.filter((exposure, i) => {
    for (let j = 0; j < i; j++) if (isSame(exposure, exposures[j]!)) return false;
    return true;
  });
}

function isSame(one: SecondaryExposure, other: SecondaryExposure): boolean {
  return (
    one === other ||
    (one.gate === other.gate && one.gateValue === other.gateValue && one.ruleID === other.ruleID)
  );
}
