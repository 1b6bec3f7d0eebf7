import {
  type CompiledSpecs,
  explainDynamicConfig,
  explainExperiment,
  explainGate,
  explainLayer,
  formatExplanation,
} from '@acme/statsig-core';
import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import type { KeyedEnv } from '../../auth/require-key.ts';
import { readJson } from '../../ingest/decode-body.ts';
import { mistakesOf } from '../../project/mistake.ts';
import { readProject } from '../../project/parse-project.ts';
import type { Project } from '../../project/project.ts';
import { storedProject } from '../../project/stored-project.ts';
import type { ServerParts } from '../../server-parts.ts';
import { idListsOf } from '../../specs/id-lists.ts';
import { compileProject } from '../../specs/snapshot.ts';
import { evaluationContext, userSchema } from '../evaluation-context.ts';
import { ConsoleError } from './console-error.ts';
import { envelope } from './envelope.ts';

const explainers = {
  gate: explainGate,
  dynamicConfig: explainDynamicConfig,
  experiment: explainExperiment,
  layer: explainLayer,
};

const requestSchema = v.strictObject({
  kind: v.picklist(['gate', 'dynamicConfig', 'experiment', 'layer']),
  name: v.string(),
  user: userSchema,
  /** The version to ask; the one that is served without it. */
  revision: v.optional(v.number()),
  /** A project to ask instead, published or not. */
  draft: v.optional(v.unknown()),
});

/** `POST /evaluate`: why a user gets an answer; also from another version, or from a draft. Logs no exposure. */
export function evaluateRoutes(parts: Pick<ServerParts, 'specs' | 'revisions' | 'clock'>): Hono<KeyedEnv> {
  return new Hono<KeyedEnv>().post('/evaluate', async (context) => {
    const parsed = v.safeParse(requestSchema, await readJson(context.req.raw));
    if (!parsed.success) throw new ConsoleError(422, 'The body has mistakes.', mistakesOf(parsed.issues));
    const { kind, name, user } = parsed.output;
    const asked = await askedSpecs(context, parsed.output, parts);
    const explanation = explainers[kind](asked.specs, user, name, {
      ...evaluationContext(context.get('key'), parts.clock),
      idLists: asked.idLists,
    });
    const data = { explanation, text: formatExplanation(explanation), time: asked.time };
    return context.json(envelope('The answer, and why.', data));
  });
}

interface AskedSpecs {
  readonly specs: CompiledSpecs;
  readonly idLists: ReadonlyMap<string, ReadonlySet<string>>;
  /** The version; null for a draft. */
  readonly time: number | null;
}

async function askedSpecs(
  context: Context<KeyedEnv>,
  { revision, draft }: v.InferOutput<typeof requestSchema>,
  { specs, revisions }: Pick<ServerParts, 'specs' | 'revisions'>,
): Promise<AskedSpecs> {
  const { environment } = context.get('key');
  if (draft !== undefined) {
    const reading = readProject(draft);
    if (!reading.ok) throw new ConsoleError(422, 'The draft has mistakes.', reading.mistakes);
    return { ...compiled(reading.project, environment), time: null };
  }
  if (revision !== undefined) {
    const found = await revisions.find(environment, revision);
    if (found === undefined) throw new ConsoleError(404, `There is no version ${revision}.`);
    return { ...compiled(storedProject(found.project), environment), time: revision };
  }
  const { specs: specsOf, idLists, time } = specs.current(environment);
  return { specs: specsOf(''), idLists: idLists.members, time };
}

function compiled(project: Project, environment: string): Omit<AskedSpecs, 'time'> {
  return {
    specs: compileProject(project, { time: 1 }),
    idLists: idListsOf(project, environment, 1).members,
  };
}
