import { benchmarkedSpecs } from './benchmarked-specs.ts';
import type { Project } from './project.ts';
import { createRandom, type Random } from './random.ts';
import { renderV1, renderV2 } from './render.ts';
import { bucketCondition, fieldCondition, gateCondition, type Rule, type Spec, type Specs } from './spec.ts';

const seed = 20_261_123;
const countries = ['US', 'GB', 'NZ', 'DE', 'FR', 'IT', 'ES', 'CA', 'AU', 'JP', 'KR', 'IN', 'BR', 'MX'];
/** Lists of addresses that gates share; v2 holds each of them once. */
const teamCount = 300;
const words = ['checkout', 'search', 'banner', 'pricing', 'onboarding', 'feed', 'upload', 'profile'];

/**
 * Makes up a project: gates of three rules, a fifth as many experiments, a tenth as many dynamic configs and a fiftieth
 * as many layers, and the specs that are asked for. Always the same for the same size; 10,000 gates are about 29 MB of
 * v1.
 */
export function generatedProject(gateCount: number): Project {
  const random = createRandom(seed);
  const own = benchmarkedSpecs();
  const teams = list(teamCount, () => emails(random, 37));
  const gates = list(gateCount, (index) => gate(index, random, teams));
  const experiments = list(gateCount / 5, (index) => experiment(index, random));
  const configs = list(gateCount / 10, (index) => config(index, random));
  const layers = list(gateCount / 50, (index) => layer(index, random));
  const specs: Specs = {
    gates: [...gates, ...own.gates],
    configs: [...experiments, ...configs, ...own.configs],
    layers: [...layers, ...own.layers],
  };
  return {
    description: `generated, ${gateCount.toLocaleString('en')} gates`,
    v1: JSON.stringify(renderV1(specs)),
    v2: JSON.stringify(renderV2(specs)),
  };
}

function list<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.ceil(count) }, (_, index) => make(index));
}

function gate(index: number, random: Random, teams: readonly string[][]): Spec {
  // Every tenth gate asks the one before it.
  const other = index % 10 === 9 ? [gateCondition(nameOf('gate', index - 1))] : [];
  const staff = fieldCondition('email', 'any', teams[random.below(teams.length)]);
  const markets = fieldCondition('country', 'any', random.some(countries, 10));
  const version = fieldCondition('appVersion', 'version_gte', `${random.below(4)}.${random.below(20)}.0`);
  return {
    ...identity('gate', index, random),
    entity: 'feature_gate',
    defaultValue: false,
    rules: [
      rule(random, { conditions: [staff] }),
      rule(random, { conditions: [markets, ...other], passPercentage: 5 * random.below(20) }),
      rule(random, { conditions: [version], passPercentage: 10 * random.below(10) }),
    ],
  };
}

function experiment(index: number, random: Random): Spec {
  const base = identity('experiment', index, random);
  const groups = ['Control', 'Test A', 'Test B', 'Test C'].map((groupName, position) =>
    rule(random, {
      conditions: [bucketCondition(base.salt, 250 * (position + 1))],
      returnValue: parameters(random),
      groupName,
      isExperimentGroup: true,
    }),
  );
  const defaultValue = parameters(random);
  const explicitParameters = Object.keys(defaultValue);
  return { ...base, entity: 'experiment', defaultValue, explicitParameters, rules: groups };
}

function config(index: number, random: Random): Spec {
  const rules = [0, 1].map(() =>
    rule(random, {
      conditions: [fieldCondition('country', 'any', random.some(countries, 5))],
      returnValue: parameters(random),
    }),
  );
  const base = identity('config', index, random);
  return { ...base, entity: 'dynamic_config', defaultValue: parameters(random), rules };
}

function layer(index: number, random: Random): Spec {
  const base = identity('layer', index, random);
  const rules = list(4, (position) =>
    rule(random, {
      conditions: [bucketCondition(base.salt, 250 * (position + 1))],
      returnValue: parameters(random),
      configDelegate: nameOf('experiment', index * 4 + position),
    }),
  );
  return { ...base, entity: 'layer', defaultValue: parameters(random), rules };
}

function identity(kind: string, index: number, random: Random): Pick<Spec, 'name' | 'salt'> {
  return { name: nameOf(kind, index), salt: random.uuid() };
}

function nameOf(kind: string, index: number): string {
  return `${words[index % words.length]}_${kind}_${index}`;
}

function rule(random: Random, rest: Partial<Rule>): Rule {
  const id = random.letters(22);
  return { id, salt: random.uuid(), passPercentage: 100, conditions: [], returnValue: true, ...rest };
}

function parameters(random: Random): Record<string, unknown> {
  return {
    title: `${random.some(words, 3).join(' ')} ${random.letters(8)}`,
    color: `#${random.uuid().slice(0, 6)}`,
    limit: random.below(1_000),
    isEnabled: random.below(2) === 0,
    steps: random.some(words, 3),
  };
}

function emails(random: Random, count: number): string[] {
  return list(count, () => `${random.letters(8).toLowerCase()}@example.org`);
}
