import { type Context, Hono } from 'hono';
import type { KeyedEnv } from '../../auth/require-key.ts';
import { readJson } from '../../ingest/decode-body.ts';
import { type Entity, type Project, type Section, sections } from '../../project/project.ts';
import { ConsoleError } from './console-error.ts';
import { entityActions, type Fields } from './entity-actions.ts';
import { envelope, pageOf } from './envelope.ts';
import { type PublicationParts, publishChange } from './publication.ts';

/** `/gates`, `/experiments` and so on: the parts of a project, one by one. Each change is a version of its own. */
export function entityRoutes(parts: PublicationParts): Hono<KeyedEnv> {
  const routes = new Hono<KeyedEnv>();
  for (const section of sections) {
    routes
      .route(`/${section}`, readingRoutes(section, parts))
      .route(`/${section}`, changingRoutes(section, parts));
  }
  return routes;
}

function readingRoutes(section: Section, { specs }: PublicationParts): Hono<KeyedEnv> {
  const entitiesOf = (context: Context<KeyedEnv>) =>
    specs.current(context.get('key').environment).project[section];
  return new Hono<KeyedEnv>()
    .get('/', (context) => context.json(pageOf(context, 'The list.', entitiesOf(context))))
    .get('/:id', (context) => {
      const { entity } = split(entitiesOf(context), context.req.param('id'));
      return context.json(envelope('Found.', entity));
    });
}

function changingRoutes(section: Section, parts: PublicationParts): Hono<KeyedEnv> {
  const changeOne = async (
    context: Context<KeyedEnv, '/:id'>,
    change: (entity: Fields) => readonly Fields[],
  ) => {
    const id = context.req.param('id');
    const revision = await publishChange(
      context,
      (project) => {
        const { before, entity, after } = split(project[section], id);
        return { ...project, [section]: [...before, ...change(entity), ...after] };
      },
      parts,
    );
    const data = parts.specs
      .current(context.get('key').environment)
      .project[section].find((one) => one.id === id);
    return context.json({ message: 'Saved.', data: data ?? { id }, revision });
  };

  return new Hono<KeyedEnv>()
    .post('/', async (context) => create(context, { section, parts }))
    .on(['POST', 'PUT'], '/:id', async (context) => {
      const fields = await fieldsOf(context);
      return changeOne(context, ({ id }) => [{ ...fields, id }]);
    })
    .patch('/:id', async (context) => {
      const fields = await fieldsOf(context);
      return changeOne(context, (entity) => [{ ...entity, ...fields, id: entity['id'] }]);
    })
    .delete('/:id', (context) => changeOne(context, () => []))
    .put('/:id/:action', async (context) => {
      const action = entityActions.get(context.req.param('action'));
      if (action === undefined || !action.sections.includes(section)) return context.notFound();
      const set = action.set(await fieldsOf(context));
      return changeOne(context, (entity) => [{ ...entity, ...set }]);
    });
}

async function create(
  context: Context<KeyedEnv>,
  { section, parts }: { readonly section: Section; readonly parts: PublicationParts },
): Promise<Response> {
  const entity = idFromName(await fieldsOf(context));
  const add = (project: Project) => {
    if (project[section].some(({ id }) => id === entity['id'])) {
      throw new ConsoleError(409, `There is a "${String(entity['id'])}" in ${section} already.`);
    }
    return { ...project, [section]: [...project[section], entity] };
  };
  const revision = await publishChange(context, add, parts);
  const { project } = parts.specs.current(context.get('key').environment);
  const data = project[section].find(({ id }) => id === entity['id']) ?? entity;
  return context.json({ message: 'Created.', data, revision }, 201);
}

/** The entity of an ID, and those around it: an order that means something stays. */
function split(entities: readonly Entity[], id: string) {
  const index = entities.findIndex((entity) => entity.id === id);
  const entity = entities[index];
  if (entity === undefined) throw new ConsoleError(404, `There is no "${id}" here.`);
  const fields: Fields = { ...entity };
  return { before: entities.slice(0, index), entity: fields, after: entities.slice(index + 1) };
}

/** An empty body is an object of nothing: actions need none. */
async function fieldsOf(context: Context): Promise<Fields> {
  const body = (await readJson(context.req.raw)) ?? {};
  if (typeof body === 'object' && !Array.isArray(body)) return { ...body };
  throw new ConsoleError(400, 'The body is no JSON object.');
}

/** The Console API takes a name for what gets an ID. */
function idFromName({ name, ...fields }: Fields): Fields {
  return 'id' in fields || name === undefined ? { ...fields } : { ...fields, id: name };
}
