import type { UserPersistedValues } from '@acme/statsig-core';

/** How one evaluation is to be made. */
export interface EvaluationOptions {
  /**
   * Whether to leave the answer out of the experiments' statistics: for looking, not for deciding what a user gets.
   *
   * @defaultValue false
   */
  readonly disableExposureLogging?: boolean | undefined;
}

/** For an answer that is left out. */
export const unexposed: EvaluationOptions = { disableExposureLogging: true };

/** Whether an answer counts as seen. */
export function isExposed(options: EvaluationOptions | undefined): boolean {
  return options?.disableExposureLogging !== true;
}

/** Whether a user keeps the group of the first time, in an experiment or in a layer. */
export interface StickyOptions {
  /**
   * What `loadUserPersistedValues` found. The user then stays in the group that is kept for as long as the experiment runs,
   * and a group that is new is kept.
   *
   * @defaultValue None: the answer is today's, and with a `userPersistentStorage` what it keeps is deleted
   */
  readonly userPersistedValues?: UserPersistedValues | null | undefined;
  /**
   * Whether a user whom targeting leaves out by now gets today's answer.
   *
   * @defaultValue false
   */
  readonly enforceTargeting?: boolean | undefined;
  /**
   * Whether a user for whom the project overrides the experiment gets today's answer.
   *
   * @defaultValue false
   */
  readonly enforceOverrides?: boolean | undefined;
}

/** How an experiment or a layer is to be evaluated. */
export interface AssignmentOptions extends EvaluationOptions, StickyOptions {}
