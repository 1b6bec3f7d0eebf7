import {
  compileSpecs,
  evaluateDynamicConfig,
  evaluateGate,
  evaluateLayer,
  parseSpecs,
  StatsigError,
} from '@acme/statsig-core';
import * as v from 'valibot';
import { importPayload, isPayload, payloadMistakes } from '../payload/import-payload.ts';
import { type Payload, v1Payload, v2Payload } from '../payload/payloads.ts';
import { checkProject } from './check-project.ts';
import { type Mistake, mistakesOf, mistakesText } from './mistake.ts';
import type { Project } from './project.ts';
import { projectSchema } from './schema.ts';

/** A project as it was read, or why it cannot be. */
export type ProjectReading =
  | { readonly ok: true; readonly project: Project; readonly warnings: readonly Mistake[] }
  | { readonly ok: false; readonly mistakes: readonly Mistake[] };

/**
 * Reads a project: what authors write, or a `download_config_specs` payload of either generation, which is imported.
 *
 * Stricter than an SDK, which drops a malformed spec and goes on: here the author still looks.
 */
export function readProject(value: unknown): ProjectReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, mistakes: [{ path: '', message: 'A project is an object' }] };
  }
  const missing = isPayload(value) ? payloadMistakes(value) : [];
  if (missing.length > 0) return { ok: false, mistakes: missing };
  const parsed = v.safeParse(projectSchema, isPayload(value) ? importPayload(value) : value);
  if (!parsed.success) return { ok: false, mistakes: mistakesOf(parsed.issues) };
  const { mistakes, warnings } = checkProject(parsed.output);
  const all = mistakes.length > 0 ? mistakes : specMistakes(parsed.output);
  return all.length > 0 ? { ok: false, mistakes: all } : { ok: true, project: parsed.output, warnings };
}

/**
 * Reads a project from JSON text.
 *
 * @throws {StatsigError} `INVALID_SPECS`; the message has the path of every mistake.
 */
export function parseProject(text: string): Project {
  const reading = readProject(parseJson(text));
  if (reading.ok) return reading.project;
  throw new StatsigError('INVALID_SPECS', `The project has mistakes: ${mistakesText(reading.mistakes)}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StatsigError('INVALID_SPECS', 'The project is no JSON.', { cause });
  }
}

/** What the evaluator itself does not understand, in either payload. */
function specMistakes(project: Project): readonly Mistake[] {
  return [...issuesOf(v1Payload(project, { time: 1 })), ...issuesOf(v2Payload(project, { time: 1 }))];
}

const anyone = { userID: 'anyone' };

const evaluators = { gate: evaluateGate, config: evaluateDynamicConfig, layer: evaluateLayer };

/** A spec is read when it is first evaluated, so each is evaluated once. */
function issuesOf(payload: Payload): readonly Mistake[] {
  const specs = parseSpecs(payload);
  if (!specs.ok) return [{ path: '', message: specs.error.message }];
  const mistakes: Mistake[] = [];
  const compiled = compileSpecs(specs.value, {
    onIssue: ({ kind, name, message }) => mistakes.push({ path: `${kind} "${name}"`, message }),
  });
  for (const kind of ['gate', 'config', 'layer'] as const) {
    for (const name of specs.value[kind].keys()) evaluators[kind](compiled, anyone, name, { now: 0 });
  }
  return mistakes;
}
