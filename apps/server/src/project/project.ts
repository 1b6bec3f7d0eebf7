import {
  compileSpecs,
  evaluateDynamicConfig,
  evaluateGate,
  evaluateLayer,
  parseSpecs,
  type SpecIssue,
  StatsigError,
} from '@acme/statsig-core';
import * as v from 'valibot';

/** A spec as the file holds it; what it means is for core to say. */
export interface ProjectSpec {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A project as its file holds it: a v1 `download_config_specs` payload. Fields not named here are served as they stand. */
export interface Project {
  /** When it last changed, in epoch milliseconds; without it the server counts by itself. */
  readonly time?: number | undefined;
  readonly feature_gates: readonly ProjectSpec[];
  /** Dynamic configs and experiments; `entity` tells which. */
  readonly dynamic_configs: readonly ProjectSpec[];
  readonly layer_configs: readonly ProjectSpec[];
  readonly [field: string]: unknown;
}

const specsSchema = v.array(v.looseObject({ name: v.pipe(v.string(), v.nonEmpty()) }));

const projectSchema: v.GenericSchema<unknown, Project> = v.looseObject({
  time: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
  feature_gates: specsSchema,
  dynamic_configs: specsSchema,
  layer_configs: specsSchema,
});

/**
 * Reads a project file's text.
 *
 * Stricter than an SDK, which drops a malformed spec and goes on: here the author still looks, and the official SDK
 * would refuse the whole payload.
 *
 * @throws {StatsigError} `INVALID_SPECS`; the message names every spec that cannot be read.
 */
export function parseProject(text: string): Project {
  const parsed = v.safeParse(projectSchema, parseJson(text));
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
    throw new StatsigError('INVALID_SPECS', `The project is no v1 payload: ${problems.join('; ')}.`);
  }
  const issues = specIssues(parsed.output);
  if (issues.length > 0) {
    const problems = issues.map(({ kind, name, message }) => `${kind} "${name}": ${message}`);
    throw new StatsigError('INVALID_SPECS', `The project has malformed specs: ${problems.join('; ')}.`);
  }
  return parsed.output;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StatsigError('INVALID_SPECS', 'The project file is no JSON.', { cause });
  }
}

const anyone = { userID: 'anyone' };

const evaluators = { gate: evaluateGate, config: evaluateDynamicConfig, layer: evaluateLayer };

/** A spec is read when it is first evaluated, so each is evaluated once. */
function specIssues(project: Project): readonly SpecIssue[] {
  const specs = parseSpecs({ ...project, has_updates: true });
  if (!specs.ok) throw specs.error;
  const issues: SpecIssue[] = [];
  const compiled = compileSpecs(specs.value, { onIssue: (issue) => issues.push(issue) });
  for (const kind of ['gate', 'config', 'layer'] as const) {
    for (const name of specs.value[kind].keys()) evaluators[kind](compiled, anyone, name, { now: 0 });
  }
  return issues;
}
