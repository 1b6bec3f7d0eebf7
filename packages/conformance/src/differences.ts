import { isDeepStrictEqual } from 'node:util';
import type { Answer, CreateEngine, Engine, EngineOptions } from './engines/engine.ts';
import { createLegacyNode } from './engines/legacy-node.ts';
import { createOurs } from './engines/ours.ts';
import { createServerCore } from './engines/server-core.ts';
import type { Project, UserDescription } from './generate/project.ts';
import type { Case } from './generate/projects.ts';
import { renderV1 } from './generate/render-v1.ts';
import { renderV2 } from './generate/render-v2.ts';

/** Whose answers a payload asks for: v1 those of `statsig-node`, v2 those of Server Core. */
export type DialectName = 'legacy' | 'core';

/** One thing that can be asked of an SDK. */
export interface Question {
  readonly dialect: DialectName;
  readonly project: Project;
  readonly user: UserDescription;
  readonly method: Method;
  /** The gate, config or layer that is asked for. */
  readonly name: string;
}

export type Method = 'checkGate' | 'getConfig' | 'getExperiment' | 'getLayer';

/** A field in which our answer is not the official one. */
export interface Difference {
  readonly question: Question;
  readonly field: keyof Answer;
  readonly official: Answer;
  readonly ours: Answer;
}

/** What asking everything brought. */
export interface Comparison {
  /** How many answers were compared. */
  readonly evaluations: number;
  /** How many questions the official SDK cannot be asked. */
  readonly unasked: number;
  readonly differences: readonly Difference[];
}

interface Pairing {
  readonly createOfficial: CreateEngine;
  readonly render: (project: Project) => unknown;
}

const pairings: Readonly<Record<DialectName, Pairing>> = {
  legacy: { createOfficial: createLegacyNode, render: renderV1 },
  core: { createOfficial: createServerCore, render: renderV2 },
};

/** Loads both evaluators with a project and lets `compare` use them. */
async function withEngines<T>(
  {
    dialect,
    project,
    now,
  }: { readonly dialect: DialectName; readonly project: Project; readonly now: number },
  compare: (official: Engine, ours: Engine) => T,
): Promise<T> {
  const { createOfficial, render } = pairings[dialect];
  const payload = JSON.stringify(render(project));
  const { environmentTier, idLists } = project;
  // Server Core cannot be given ID lists without a network.
  const options: EngineOptions = { now, environmentTier, idLists: dialect === 'core' ? {} : idLists };
  const official = await createOfficial(payload, options);
  try {
    return compare(official, await createOurs(payload, options));
  } finally {
    await official.stop();
  }
}

/** Asks both evaluators everything about every user. */
export function compareAll(dialect: DialectName, { project, users }: Case, now: number): Promise<Comparison> {
  const questions = users.flatMap((user) =>
    namesOf(project).map(([method, name]) => ({ dialect, project, user, method, name })),
  );
  return withEngines({ dialect, project, now }, (official, ours) => {
    let unasked = 0;
    const differences = questions.flatMap((question) => {
      const found = compareOne(question, official, ours);
      if (found === undefined) unasked++;
      return found ?? [];
    });
    return { evaluations: questions.length - unasked, unasked, differences };
  });
}

/** Asks both evaluators one question, with engines of their own. */
export function compareOnly(question: Question, now: number): Promise<readonly Difference[]> {
  return withEngines({ ...question, now }, (official, ours) => compareOne(question, official, ours) ?? []);
}

function namesOf({ gates, configs, layers }: Project): readonly (readonly [Method, string])[] {
  return [
    ...gates.map(({ name }) => ['checkGate', name] as const),
    ...configs.flatMap(({ name }) => [['getConfig', name] as const, ['getExperiment', name] as const]),
    ...layers.map(({ name }) => ['getLayer', name] as const),
    ['checkGate', 'no_such_gate'],
    ['getExperiment', 'no_such_config'],
    ['getLayer', 'no_such_layer'],
  ];
}

function compareOne(question: Question, official: Engine, ours: Engine): Difference[] | undefined {
  const { method, user, name } = question;
  const expected = official[method](user, name);
  const actual = ours[method](deepFrozen(user), name);
  if (expected === undefined || actual === undefined) return undefined;
  const fields = Object.keys(expected) as (keyof Answer)[];
  return fields
    .filter((field) => expected[field] !== undefined && actual[field] !== undefined)
    .filter((field) => !isDeepStrictEqual(expected[field], actual[field]))
    .map((field) => ({ question, field, official: expected, ours: actual }));
}

/** Whoever writes to it throws. */
function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}
