import type { EvaluationContext } from '../evaluate/context.ts';
import {
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
} from '../evaluate/evaluate.ts';
import type { Experiment } from '../results/dynamic-config.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import { configEntry, gateEntry, layerEntry } from './entries.ts';
import { type CachedEntry, createEntryCache, type EntryCache } from './entry-cache.ts';
import type { HashAlgorithm } from './names.ts';
import type { Visibility } from './visible-specs.ts';

/** The answers of a response, by kind. */
export interface Sections {
  readonly gates: readonly CachedEntry[];
  readonly configs: readonly CachedEntry[];
  readonly layers: readonly CachedEntry[];
}

export interface SectionsContext extends EvaluationContext {
  readonly visibility: Visibility;
  readonly hash: HashAlgorithm;
}

/** Evaluates everything that is visible. */
export function sectionsOf(specs: CompiledSpecs, user: StatsigUser, context: SectionsContext): Sections {
  const cache = entryCacheOf(specs, context.hash);
  const { isVisible } = context.visibility;
  const gates: CachedEntry[] = [];
  for (const name of specs.names('gate')) {
    const spec = specs.gate(name);
    if (spec === undefined || !isVisible(spec)) continue;
    gates.push(cache.find(evaluateGate(specs, user, name, context), gateEntry));
  }
  const layers: CachedEntry[] = [];
  for (const name of specs.names('layer')) {
    const spec = specs.layer(name);
    if (spec === undefined || !isVisible(spec)) continue;
    layers.push(cache.find(evaluateLayer(specs, user, name, context), layerEntry));
  }
  return { gates, layers, configs: configsOf(specs, user, context, cache) };
}

function configsOf(
  specs: CompiledSpecs,
  user: StatsigUser,
  context: SectionsContext,
  cache: EntryCache,
): readonly CachedEntry[] {
  const { isVisible } = context.visibility;
  const entries: CachedEntry[] = [];
  for (const name of specs.names('config')) {
    const spec = specs.config(name);
    if (spec === undefined || !isVisible(spec) || specs.bandit(name) !== undefined) continue;
    const isPlain = spec.entity === 'dynamic_config';
    const evaluate = isPlain ? evaluateDynamicConfig : evaluateExperiment;
    // Both give the same record; the names say how the application may use it.
    entries.push(cache.find(evaluate(specs, user, name, context) as Experiment, configEntry));
  }
  for (const name of specs.names('bandit')) {
    const spec = specs.bandit(name);
    if (spec === undefined || !isVisible({ name, entity: 'autotune', targetAppIDs: spec.targetAppIDs }))
      continue;
    entries.push(cache.find(evaluateExperiment(specs, user, name, context), configEntry));
  }
  return entries;
}

function entryCacheOf(specs: CompiledSpecs, hash: HashAlgorithm): EntryCache {
  const { entryCaches } = specs.scratch;
  const known = entryCaches.get(hash);
  if (known !== undefined) return known as EntryCache;
  const cache = createEntryCache(specs, hash);
  entryCaches.set(hash, cache);
  return cache;
}
