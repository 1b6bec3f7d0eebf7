import type { Context } from 'hono';
import type { KeyedEnv } from '../../auth/require-key.ts';
import { type Change, diffProjects } from '../../project/diff-projects.ts';
import type { Mistake } from '../../project/mistake.ts';
import { readProject } from '../../project/parse-project.ts';
import type { Project } from '../../project/project.ts';
import type { ServerParts } from '../../server-parts.ts';
import { ConsoleError } from './console-error.ts';

/** What the console API needs to change a project. */
export type PublicationParts = Pick<ServerParts, 'specs' | 'publish'>;

/** What came of a change, or would come of it. */
export interface Published {
  readonly outcome: 'published' | 'unchanged' | 'dryRun';
  /** The version that is served now. */
  readonly time: number;
  readonly changes: readonly Change[];
  readonly warnings: readonly Mistake[];
}

/**
 * Publishes what `change` makes of the project of the key's environment: `?dryRun=true` only tries, `?message=` says why,
 * and `?parent=` names the version that it was made from.
 *
 * Without a parent, a change that meets another one is made again, from what that one published.
 *
 * @throws {ConsoleError} 422 with the path of every mistake; 409 when `parent` is not what is served any more.
 */
export async function publishChange(
  context: Context<KeyedEnv>,
  change: (project: Project) => unknown,
  parts: PublicationParts,
): Promise<Published> {
  const { specs } = parts;
  const { environment, id: author } = context.get('key');
  await specs.refresh();
  const { project: before, time } = specs.current(environment);
  const parent = parentOf(context);
  const reading = readProject(change(before));
  if (!reading.ok) throw new ConsoleError(422, 'The project has mistakes.', reading.mistakes);
  const { project, warnings } = reading;
  const changes = diffProjects(before, project);
  if (context.req.query('dryRun') === 'true') {
    if (parent !== undefined && parent !== time) throw conflict(time);
    return { outcome: 'dryRun', time, changes, warnings };
  }
  const message = context.req.query('message');
  const result = await parts.publish({ environment, project, author, message, parent: parent ?? time });
  if (result.outcome !== 'conflict') {
    await specs.refresh();
    return { outcome: result.outcome, time: result.revision.time, changes, warnings };
  }
  if (parent !== undefined) throw conflict(result.newest);
  return publishChange(context, change, parts);
}

function conflict(newest: number): ConsoleError {
  return new ConsoleError(409, `Version ${newest} was published meanwhile: start from that.`);
}

function parentOf(context: Context): number | undefined {
  const text = context.req.query('parent');
  if (text === undefined) return undefined;
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw new ConsoleError(400, 'parent is the time of a version.');
}
