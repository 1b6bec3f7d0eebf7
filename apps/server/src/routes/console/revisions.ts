import { type Context, Hono } from 'hono';
import type { KeyedEnv } from '../../auth/require-key.ts';
import { diffProjects } from '../../project/diff-projects.ts';
import type { Project } from '../../project/project.ts';
import { storedProject } from '../../project/stored-project.ts';
import type { ServerParts } from '../../server-parts.ts';
import { emptyTime } from '../../specs/snapshot.ts';
import type { Revision } from '../../store/revision-store.ts';
import { ConsoleError } from './console-error.ts';
import { envelope, pageOf } from './envelope.ts';
import { type PublicationParts, publishChange } from './publication.ts';

/** `/revisions`: the versions of a project, what differs between two, and back to one of them. */
export function revisionRoutes(parts: PublicationParts & Pick<ServerParts, 'revisions'>): Hono<KeyedEnv> {
  const { revisions } = parts;
  const find = async (context: Context<KeyedEnv>, time: string): Promise<Revision> => {
    const revision = await revisions.find(context.get('key').environment, Number(time));
    if (revision === undefined) throw new ConsoleError(404, `There is no version ${time}.`);
    return revision;
  };
  const projectAt = async (context: Context<KeyedEnv>, time: number): Promise<Project> =>
    storedProject(time === emptyTime ? '{}' : (await find(context, String(time))).project);
  return new Hono<KeyedEnv>()
    .get('/revisions', async (context) =>
      context.json(
        pageOf(context, 'The versions, newest first.', await revisions.list(context.get('key').environment)),
      ),
    )
    .get('/revisions/:time', async (context) => {
      const { project, ...revision } = await find(context, context.req.param('time'));
      return context.json(envelope('The version.', { ...revision, project: storedProject(project) }));
    })
    .get('/revisions/:time/diff', async (context) => {
      const { project, parent } = await find(context, context.req.param('time'));
      const before = await projectAt(context, Number(context.req.query('against') ?? parent));
      return context.json(envelope('The changes.', diffProjects(before, storedProject(project))));
    })
    .post('/revisions/:time/rollback', async (context) => {
      const { project } = await find(context, context.req.param('time'));
      const published = await publishChange(context, () => storedProject(project), parts);
      return context.json(envelope('The project is as it was then.', published));
    });
}
