import {
  clientInitializeResponse,
  configExposure,
  type Exposure,
  evaluateDynamicConfig,
  evaluateGate,
  evaluateLayer,
  gateExposure,
  layerExposure,
  loggableUser,
  type StatsigUser,
} from '@acme/statsig-core';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as v from 'valibot';
import { type KeyedEnv, requireKey } from '../auth/require-key.ts';
import { acceptEvents } from '../ingest/accept-events.ts';
import { readJson } from '../ingest/decode-body.ts';
import { mistakesOf, mistakesText } from '../project/mistake.ts';
import type { ServerParts } from '../server-parts.ts';
import { evaluationContext, userSchema } from './evaluation-context.ts';

/** What the routes that evaluate need. */
export type ClientRoutesParts = Pick<
  ServerParts,
  'keys' | 'specs' | 'writer' | 'metrics' | 'clock' | 'logger'
>;

const metadataSchema = v.fallback(v.object({ exposureLoggingDisabled: v.optional(v.boolean(), false) }), {
  exposureLoggingDisabled: false,
});

const requestEntries = { user: v.optional(userSchema, {}), statsigMetadata: metadataSchema };

const initializeSchema = v.object({
  ...requestEntries,
  hash: v.fallback(v.picklist(['djb2', 'sha256', 'none']), 'djb2'),
  sinceTime: v.fallback(v.number(), 0),
  full_checksum: v.fallback(v.optional(v.string()), undefined),
});

const gateSchema = v.union([
  v.object({ ...requestEntries, gateName: v.string() }),
  v.object({ ...requestEntries, gateNames: v.array(v.string()) }),
]);

const configSchema = v.object({ ...requestEntries, configName: v.string() });
const layerSchema = v.object({ ...requestEntries, layerName: v.string() });

/** `POST /initialize`, `/check_gate`, `/get_config` and `/get_layer`: answers for those who have no specs themselves. */
export function clientRoutes(parts: ClientRoutesParts): Hono<KeyedEnv> {
  const opened = requireKey(parts.keys, 'client', 'secret');
  const routes = new Hono<KeyedEnv>();
  for (const [path, respond] of Object.entries(responders)) {
    routes.post(path, opened, (context) => respond(context, parts));
  }
  return routes;
}

type Responder = (context: Context<KeyedEnv>, parts: ClientRoutesParts) => Promise<Response>;

const responders: Readonly<Record<string, Responder>> = {
  '/initialize': async (context, parts) => {
    const { user, hash, sinceTime, full_checksum } = await read(initializeSchema, context);
    const { specs, ask, time } = evaluation(context, parts);
    if (sinceTime >= time) return context.json({ has_updates: false, time });
    return context.json(
      clientInitializeResponse(specs, user, { ...ask, hash, previousResponseHash: full_checksum }),
    );
  },
  '/check_gate': async (context, parts) => {
    const request = await read(gateSchema, context);
    const { specs, ask } = evaluation(context, parts);
    const names = 'gateNames' in request ? request.gateNames : [request.gateName];
    const gates = names.map((name) => evaluateGate(specs, request.user, name, ask));
    await expose(context, parts, { ...request, exposures: gates.map((gate) => gateExposure(gate, ask)) });
    const answers = gates.map(({ name, value, ruleID, groupName }) => ({
      name,
      value,
      rule_id: ruleID,
      group_name: groupName,
    }));
    return context.json(
      'gateNames' in request
        ? Object.fromEntries(answers.map((answer) => [answer.name, answer]))
        : answers[0],
    );
  },
  '/get_config': async (context, parts) => {
    const request = await read(configSchema, context);
    const { specs, ask } = evaluation(context, parts);
    const config = evaluateDynamicConfig(specs, request.user, request.configName, ask);
    await expose(context, parts, { ...request, exposures: [configExposure(config, ask)] });
    const { name, value, ruleID, groupName } = config;
    return context.json({ name, value, group: ruleID, rule_id: ruleID, group_name: groupName });
  },
  '/get_layer': async (context, parts) => {
    const request = await read(layerSchema, context);
    const { specs, ask } = evaluation(context, parts);
    const layer = evaluateLayer(specs, request.user, request.layerName, ask);
    if (layer.details.reason === 'Unrecognized') {
      throw new HTTPException(404, { message: `There is no layer "${request.layerName}".` });
    }
    const exposures = Object.keys(layer.value).map((parameter) => layerExposure(layer, parameter, ask));
    await expose(context, parts, { ...request, exposures });
    const { name, value, ruleID, allocatedExperiment } = layer;
    return context.json({ name, value, ruleID, allocatedExperimentName: allocatedExperiment });
  },
};

async function read<Output>(schema: v.GenericSchema<unknown, Output>, context: Context): Promise<Output> {
  const parsed = v.safeParse(schema, (await readJson(context.req.raw)) ?? {});
  if (parsed.success) return parsed.output;
  throw new HTTPException(400, {
    message: `The body has mistakes: ${mistakesText(mistakesOf(parsed.issues))}.`,
  });
}

function evaluation(context: Context<KeyedEnv>, { specs, clock }: ClientRoutesParts) {
  const key = context.get('key');
  const snapshot = specs.current(key.environment);
  const ask = { ...evaluationContext(key, clock), idLists: snapshot.idLists.members };
  return { specs: snapshot.specs(key.targetApp), ask, time: snapshot.time };
}

/** Whoever is given one answer has seen it, unless they say otherwise. */
async function expose(
  context: Context<KeyedEnv>,
  parts: ClientRoutesParts,
  request: v.InferOutput<typeof configSchema | typeof gateSchema | typeof layerSchema> & {
    readonly user: StatsigUser;
    readonly exposures: readonly Exposure[];
  },
): Promise<void> {
  if (request.statsigMetadata.exposureLoggingDisabled) return;
  const key = context.get('key');
  const user = loggableUser(request.user, { tier: key.environment });
  const time = parts.clock.now();
  const events = request.exposures.map((exposure) => ({ ...exposure, user, time }));
  // Each request is an exposure of its own, even if it is the same.
  await acceptEvents({ key, events, batchID: crypto.randomUUID() }, parts);
}
