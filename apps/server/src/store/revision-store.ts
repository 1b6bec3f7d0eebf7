import type { Database } from './open-database.ts';

/** A version of an environment's project. */
export interface Revision {
  readonly environment: string;
  /** Tells it from the others, and is what it is served with: epoch milliseconds, larger than the parent's. */
  readonly time: number;
  /** The version that it was made from; 1 for the first. */
  readonly parent: number;
  /** By the server's clock, in epoch milliseconds. */
  readonly createdAt: number;
  readonly author: string;
  readonly message: string;
  /** The whole project as JSON. */
  readonly project: string;
}

/** The versions of all projects; only ever added to. */
export interface RevisionStore {
  /** The newest one; undefined when there is none. */
  latest(environment: string): Promise<Revision | undefined>;
  /** The `time` of every environment's newest one. */
  newest(): Promise<readonly Pick<Revision, 'environment' | 'time'>[]>;
  /** The one of that `time`; undefined when there is none. */
  find(environment: string, time: number): Promise<Revision | undefined>;
  /** All of an environment, without their projects, the newest first. */
  list(environment: string): Promise<readonly Omit<Revision, 'project'>[]>;
  /**
   * Adds a version.
   *
   * @returns False when its parent is not the newest one any more: nothing has changed then.
   */
  add(revision: Revision): Promise<boolean>;
}

/** Keeps revisions in the database. */
export function createRevisionStore(database: Database): RevisionStore {
  const revisions = (environment: string) =>
    database
      .selectFrom('revision')
      .select(['environment', 'time', 'parent', 'created_at as createdAt', 'author', 'message'])
      .where('environment', '=', environment);
  return {
    latest: (environment) =>
      revisions(environment).select('project').orderBy('time', 'desc').limit(1).executeTakeFirst(),
    newest: () =>
      database
        .selectFrom('revision')
        .select(({ fn }) => ['environment', fn.max('time').as('time')])
        .groupBy('environment')
        .execute(),
    list: (environment) => revisions(environment).orderBy('time', 'desc').execute(),
    find: (environment, time) =>
      revisions(environment).select('project').where('time', '=', time).executeTakeFirst(),
    add: async ({ createdAt, ...revision }) => {
      const added = await database
        .insertInto('revision')
        .values({ ...revision, created_at: createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .returning('time')
        .executeTakeFirst();
      return added !== undefined;
    },
  };
}
