import type { Setting } from './works/work.ts';

/** What a child is started with. */
export interface ChildTask {
  /** The work's ID; null to give the answers that the SDKs are compared by. */
  readonly work: string | null;
  readonly setting: Setting;
}

/** What a child sends: one reply at its start, and one for each message that it gets. */
export type ChildReply =
  | { readonly isReady: true }
  | { readonly answers: readonly string[] }
  | { readonly figure: number; readonly consumed: number }
  | { readonly error: string };
