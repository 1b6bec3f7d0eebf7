import {
  type CompiledSpecs,
  compileSpecs,
  type Evaluation,
  type EvaluationContext,
  type ExplainedRule,
  type Explanation,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  explainDynamicConfig,
  explainExperiment,
  explainGate,
  explainLayer,
  parseSpecs,
  type StatsigUser,
} from '@acme/statsig-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreLookups, legacyLookups } from '../lookups.js';
import type { DialectName } from './differences.ts';
import type { Project, SpecDescription } from './generate/project.ts';
import { anyCase } from './generate/projects.ts';
import { renderV1 } from './generate/render-v1.ts';
import { renderV2 } from './generate/render-v2.ts';

const seed = Number(process.env['SEED'] ?? 20_261_123);
const projects = Number(process.env['PROJECTS'] ?? 30);
const now = 1_750_000_000_123;

type Ask<Result> = (
  specs: CompiledSpecs,
  user: StatsigUser,
  name: string,
  context: EvaluationContext,
) => Result;

interface Kind {
  readonly specs: (project: Project) => readonly SpecDescription[];
  readonly evaluate: Ask<Evaluation>;
  readonly explain: Ask<Explanation>;
}

const kinds: readonly Kind[] = [
  { specs: ({ gates }) => gates, evaluate: evaluateGate, explain: explainGate },
  { specs: ({ configs }) => configs, evaluate: evaluateDynamicConfig, explain: explainDynamicConfig },
  { specs: ({ configs }) => configs, evaluate: evaluateExperiment, explain: explainExperiment },
  { specs: ({ layers }) => layers, evaluate: evaluateLayer, explain: explainLayer },
];

const lookups = { legacy: legacyLookups, core: coreLookups };
const render = { legacy: renderV1, core: renderV2 };

describe(`explanations (SEED=${seed})`, () => {
  it.each<DialectName>(['legacy', 'core'])(
    'come to the answers that they explain: %s',
    { timeout: 60_000 + projects * 1_000 },
    (dialect) => {
      let explained = 0;
      for (const { project, users } of fc.sample(anyCase, { numRuns: projects, seed })) {
        const specs = compiled(JSON.stringify(render[dialect](project)));
        const { environmentTier: tier } = project;
        const environment = tier === null ? undefined : { tier };
        const context: EvaluationContext = { now, environment, lookups: lookups[dialect] };
        for (const { evaluate, explain, name, user } of questions(project, users as readonly StatsigUser[])) {
          const explanation = explain(specs, user, name, context);
          expect(outcomeOf(explanation)).toEqual(answerOf(evaluate(specs, user, name, context)));
          for (const rule of explanation.rules) expectReproduced(rule);
          explained++;
        }
      }
      expect(explained).toBeGreaterThan(projects * 400);
    },
  );
});

function questions(project: Project, users: readonly StatsigUser[]) {
  return kinds.flatMap(({ specs, evaluate, explain }) =>
    specs(project).flatMap(({ name }) => users.map((user) => ({ evaluate, explain, name, user }))),
  );
}

function compiled(payload: string): CompiledSpecs {
  const parsed = parseSpecs(payload);
  if (!parsed.ok) throw parsed.error;
  return compileSpecs(parsed.value);
}

function answerOf({ name, value, ruleID, groupName, details: { reason } }: Evaluation) {
  return { name, value, ruleID, groupName, reason };
}

function outcomeOf({ name, value, ruleID, groupName, reason }: Explanation) {
  return { name, value, ruleID, groupName, reason };
}

/** The conditions and the bucket lead to what is said of the rule. */
function expectReproduced({ outcome, conditions, percentage }: ExplainedRule): void {
  const outcomes = conditions.map((condition) => condition.outcome);
  if (outcome === 'skipped') expect(outcomes).toContain('failed');
  if (outcome === 'passed' || outcome === 'missed') {
    expect(new Set(outcomes)).toEqual(new Set(outcomes.length === 0 ? [] : ['passed']));
    const { bucket, passesBelow } = percentage!;
    expect(bucket === null ? passesBelow > 0 : bucket < passesBelow).toBe(outcome === 'passed');
  }
}
