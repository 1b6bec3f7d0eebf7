import type { Evaluation } from '@acme/statsig-core';

/** How an answer came about, and how old the specs are that it comes from. Times are epoch milliseconds. */
export class EvaluationDetails {
  /** When the project last changed. */
  readonly configSyncTime: number;
  /** The same of the first specs that this process had. */
  readonly initTime: number;
  readonly serverTime: number;
  /** E.g. `Network`, `Bootstrap`, `Unrecognized`. */
  readonly reason: string;

  constructor({ details }: Evaluation, { now, initTime }: Moment) {
    const { reason, source, lcut } = details;
    this.configSyncTime = lcut;
    this.initTime = initTime ?? lcut;
    this.serverTime = now;
    this.reason = reason === 'Recognized' ? source : reason;
  }
}

/** When an answer is given. */
export interface Moment {
  readonly now: number;
  /** Undefined before there are specs. */
  readonly initTime: number | undefined;
}
