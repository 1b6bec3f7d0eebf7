import type { SecondaryExposure } from '@acme/statsig-core';
import type { UserDescription } from '../generate/project.ts';

/** How an answer came about, in words that every SDK's own can be translated to. */
export type AnswerReason = 'Recognized' | 'Unrecognized' | 'Unsupported' | 'Error';

/** What an SDK answers, as far as it tells. A field that it does not show is undefined and is not compared. */
export interface Answer {
  readonly reason: AnswerReason;
  readonly value?: unknown;
  readonly ruleID?: string | undefined;
  readonly groupName?: string | null | undefined;
  readonly idType?: string | null | undefined;
  readonly isExperimentGroup?: boolean | undefined;
  readonly secondaryExposures?: readonly SecondaryExposure[] | undefined;
  readonly undelegatedSecondaryExposures?: readonly SecondaryExposure[] | undefined;
  readonly explicitParameters?: readonly string[] | undefined;
  readonly allocatedExperiment?: string | null | undefined;
}

/** Asks one SDK; undefined when it cannot be asked about this user at all. */
export type Ask = (user: UserDescription, name: string) => Answer | undefined;

/** One SDK, loaded with one project. Never changes the users it is given. */
export interface Engine {
  readonly checkGate: Ask;
  readonly getConfig: Ask;
  readonly getExperiment: Ask;
  readonly getLayer: Ask;
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** The time of every evaluation, in epoch milliseconds. Server Core reads the system's clock whatever this says. */
  readonly now: number;
  /** The tier of this process; null when it names none. */
  readonly environmentTier: string | null;
  /** Unit IDs by the name of the list they are on. */
  readonly idLists: { readonly [name: string]: readonly string[] };
}

/** Loads an SDK with a payload, given as JSON text, without any network. */
export type CreateEngine = (payload: string, options: EngineOptions) => Promise<Engine>;
