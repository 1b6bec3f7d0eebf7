/** How many exposures a project wants to have logged. */
export interface SamplingSettings {
  /** `on` drops what is not sampled, `shadow` only marks it. */
  readonly mode: 'none' | 'on' | 'shadow';
  /** What the project calls the mode, known or not; null when it names none. */
  readonly modeName: string | null;
  /** The rate for answers that no rule gave; null when there is none. */
  readonly specialCaseRate: number | null;
}

/** Reads the settings from a payload's `sdk_configs`; what is not understood does not count. */
export function samplingSettings(sdkConfigs: Readonly<Record<string, unknown>>): SamplingSettings {
  const { sampling_mode: mode, special_case_sampling_rate: rate } = sdkConfigs;
  return {
    mode: mode === 'on' || mode === 'shadow' ? mode : 'none',
    modeName: typeof mode === 'string' ? mode : null,
    specialCaseRate: typeof rate === 'number' ? Math.trunc(rate) : null,
  };
}
