import type { UserDescription } from '../users.ts';

/** The SDKs that are compared. */
export type SubjectName = 'ours' | 'legacy' | 'core';

export const subjectNames: readonly SubjectName[] = ['ours', 'legacy', 'core'];

/** How they are called in reports. */
export const subjectTitles: Readonly<Record<SubjectName, string>> = {
  ours: '@acme/statsig-node',
  legacy: 'statsig-node',
  core: 'statsig-node-core',
};

/**
 * One SDK, loaded with one project, behind the calls that applications make.
 *
 * @typeParam User - The SDK's own kind of user.
 */
export interface Subject<User = unknown> {
  /** What an application has to make of a user before it can ask. */
  user(description: UserDescription): User;
  /** Without exposure, as the next four. */
  checkGate(user: User, name: string): boolean;
  /** Which rule decided, for comparing. */
  gateRuleID(user: User, name: string): string;
  dynamicConfig(user: User, name: string): unknown;
  experiment(user: User, name: string): unknown;
  /** Gets the layer and one of its parameters. */
  layerParameter(user: User, name: string, parameter: string): unknown;
  /** With exposure. */
  exposeGate(user: User, name: string): boolean;
  /** A purchase with a value and two fields of metadata. */
  logEvent(user: User, index: number): void;
  /** With names hashed by djb2. */
  clientInitializeResponse(user: User): string;
  /** Sends what was logged. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** How an SDK is started. */
export interface StartOptions {
  /** The project, as the SDK's own format has it: v1 for ours and legacy, v2 for core. */
  readonly payload: string;
  /** The server that takes events, without the version in its path. Without it nothing is logged. */
  readonly eventsURL?: string | undefined;
  /** The server that specs are fetched from and polled at, in place of `payload`; as often as the SDK allows. */
  readonly specsURL?: string | undefined;
}

export type StartSubject = (options: StartOptions) => Promise<Subject>;

/** An address where nobody listens, for SDKs that want one even when they are to use none. */
export const nowhere = 'http://127.0.0.1:9';

/** Shaped like a key, and nobody's. */
export const sdkKey = 'secret-bench';
