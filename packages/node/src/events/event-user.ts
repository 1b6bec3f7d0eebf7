import type { StatsigUser } from '@acme/statsig-core';
import type { Fingerprint } from './fingerprint.ts';
import type { Snapshot } from './snapshot.ts';
import { snapshotOfUser } from './user-snapshot.ts';

/** A user as events need it. Worked out when it is first asked for, and once for all of the user's events. */
export class EventUser {
  readonly #user: StatsigUser;
  readonly #environment: Readonly<Record<string, string>> | undefined;
  #identity: Fingerprint | undefined;
  #snapshot: Snapshot<object> | undefined;

  /**
   * @param environment - The process's environment, for users who name none.
   */
  constructor(user: StatsigUser, environment: Readonly<Record<string, string>> | undefined) {
    this.#user = user;
    this.#environment = environment;
  }

  /** The user ID and every custom ID with its name; tells users apart in the de-duplication of exposures. */
  identity(seed: Fingerprint): Fingerprint {
    this.#identity ??= identityOf(this.#user, seed.copy());
    return this.#identity;
  }

  /** What events say about the user. */
  get snapshot(): Snapshot<object> {
    this.#snapshot ??= snapshotOfUser(this.#user, this.#environment);
    return this.#snapshot;
  }
}

function identityOf(user: StatsigUser, identity: Fingerprint): Fingerprint {
  try {
    const { userID, customIDs } = user;
    identity.addText(typeof userID === 'string' ? userID : String(userID ?? ''));
    for (const name in customIDs) identity.addText(name).addText(String(customIDs[name]));
  } catch {
    // An ID may be anything in a caller without types, even something that has no text.
  }
  return identity;
}
