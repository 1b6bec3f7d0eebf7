/** How many exposures a project wants to have logged. */
export interface SamplingSettings {
  /** `on` drops what is not sampled, `shadow` only marks it. */
  readonly mode: 'none' | 'on' | 'shadow';
  /** The rate for answers that no rule gave; null when there is none. */
  readonly specialCaseRate: number | null;
}

/** Everything is logged. */
export const noSampling: SamplingSettings = { mode: 'none', specialCaseRate: null };

/** Reads the settings from a payload's `sdk_configs`; what is not understood does not count. */
export function samplingSettings(sdkConfigs: Readonly<Record<string, unknown>>): SamplingSettings {
  const { sampling_mode: mode, special_case_sampling_rate: rate } = sdkConfigs;
  return {
    mode: mode === 'on' || mode === 'shadow' ? mode : 'none',
    specialCaseRate: typeof rate === 'number' ? rate : null,
  };
}
