/** How this SDK calls itself towards the server. */
export const sdkType: string = 'acme-statsig-node';

/** The version of this package; a test holds it to package.json. */
export const sdkVersion: string = '0.0.0';

/** Tells the requests of one Statsig object from those of another. */
export interface Session {
  /** A UUID, made when it is first asked for: creating an SDK object costs no randomness. */
  readonly id: string;
}

/** Makes a session that has not drawn its ID yet. */
export function createSession(): Session {
  let id: string | undefined;
  return {
    get id(): string {
      id ??= crypto.randomUUID();
      return id;
    },
  };
}
