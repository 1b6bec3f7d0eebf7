import type { Clock } from '../clock.ts';
import { emptyTime } from '../specs/snapshot.ts';
import type { Revision, RevisionStore } from '../store/revision-store.ts';
import type { Project } from './project.ts';

/** What is to be served from now on, and who says so. */
export interface Publication {
  readonly environment: string;
  readonly project: Project;
  readonly author: string;
  /** Why. */
  readonly message?: string | undefined;
  /** The `time` of the version that it was made from; without it, whichever is the newest. */
  readonly parent?: number | undefined;
  /** The `time` that it is to have at least; it is larger when the clock or the version before it is. */
  readonly ownTime?: number | undefined;
}

/** What came of a publication. */
export type PublicationResult =
  | { readonly outcome: 'published' | 'unchanged'; readonly revision: Revision }
  /** Another version was published meanwhile; `newest` is its `time`. */
  | { readonly outcome: 'conflict'; readonly newest: number };

/** Adds a version of an environment's project. What is the same as the newest one adds nothing. */
export type Publish = (publication: Publication) => Promise<PublicationResult>;

/** Publishes to a store. Who names no parent builds on whatever was published meanwhile. */
export function createPublish(revisions: RevisionStore, clock: Clock): Publish {
  const publish: Publish = async (publication) => {
    const { environment, parent } = publication;
    const newest = await revisions.latest(environment);
    const base = newest?.time ?? emptyTime;
    if (parent !== undefined && parent !== base) return { outcome: 'conflict', newest: base };
    const revision = revisionOf(publication, base, clock.now());
    if (newest?.project === revision.project) return { outcome: 'unchanged', revision: newest };
    return (await revisions.add(revision)) ? { outcome: 'published', revision } : publish(publication);
  };
  return publish;
}

function revisionOf(publication: Publication, parent: number, createdAt: number): Revision {
  const { environment, author, message = '', ownTime } = publication;
  const project = JSON.stringify(publication.project);
  const time = Math.max(ownTime ?? createdAt, parent + 1);
  return { environment, time, parent, createdAt, author, message, project };
}
