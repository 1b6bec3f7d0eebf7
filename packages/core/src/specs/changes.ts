import type { CompiledSpecs } from './compiled.ts';
import { type Part, partText } from './part.ts';
import type { NamedKind, Specs } from './specs.ts';

/** The names that came, went, or mean something else now. */
export interface NameChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** What is different between two versions of a project. */
export interface SpecChanges {
  /** Gates, segments and holdouts. */
  readonly gates: NameChanges;
  /** Dynamic configs, experiments and autotunes. */
  readonly configs: NameChanges;
  readonly layers: NameChanges;
  readonly parameterStores: NameChanges;
  /** Whether anything that has no name changed, e.g. the project's default environment or its sampling. */
  readonly settings: boolean;
}

/**
 * Compares two versions of a project, by their texts: a spec that only moved did not change.
 *
 * A generator, so that its caller can stop between any two specs and let others work.
 */
export function* specChanges(
  { wires: before }: CompiledSpecs,
  { wires: after }: CompiledSpecs,
): Generator<void, SpecChanges> {
  const moved = yield* changedConditions(before, after);
  const between = (kind: NamedKind): Generator<void, NameChanges> =>
    nameChanges(before[kind], after[kind], moved);
  const configs = yield* between('config');
  const bandits = yield* between('bandit');
  return {
    gates: yield* between('gate'),
    configs: merged(configs, bandits),
    layers: yield* between('layer'),
    parameterStores: yield* between('parameterStore'),
    settings: settingsText(before) !== settingsText(after),
  };
}

/** Whether there is any difference. */
export function hasChanges({ settings, ...kinds }: SpecChanges): boolean {
  return (
    settings ||
    Object.values(kinds).some(({ added, changed, removed }) => added.length + changed.length + removed.length)
  );
}

function* nameChanges(
  before: ReadonlyMap<string, Part>,
  after: ReadonlyMap<string, Part>,
  moved: readonly string[],
): Generator<void, NameChanges> {
  const added: string[] = [];
  const changed: string[] = [];
  const removed: string[] = [];
  if (after === before && moved.length === 0) return { added, changed, removed };
  for (const [name, part] of after) {
    const old = before.get(name);
    if (old === undefined) added.push(name);
    else if (!isSame(old, part) || mentions(part, moved)) changed.push(name);
    yield;
  }
  for (const name of before.keys()) {
    if (!after.has(name)) removed.push(name);
    yield;
  }
  return { added, changed, removed };
}

/** The conditions that stand for something else under the same ID, as they stand in the text of a rule. */
function* changedConditions(before: Specs, after: Specs): Generator<void, readonly string[]> {
  const changed: string[] = [];
  if (after.conditions === before.conditions) return changed;
  for (const [id, part] of after.conditions) {
    const old = before.conditions.get(id);
    if (old !== undefined && !isSame(old, part)) changed.push(JSON.stringify(id));
    yield;
  }
  return changed;
}

function isSame(one: Part, other: Part): boolean {
  return one === other || partText(one) === partText(other);
}

function mentions(part: Part, conditions: readonly string[]): boolean {
  if (conditions.length === 0) return false;
  const text = partText(part);
  return conditions.some((id) => text.includes(id));
}

function settingsText({
  appID,
  defaultEnvironment,
  sampling,
  clients,
  mappings,
  mappingRules,
}: Specs): string {
  const { layerOf, ...others } = clients;
  return JSON.stringify([
    [appID, defaultEnvironment, sampling, others],
    [layerOf, mappings, mappingRules].map((map) => [...map]),
  ]);
}

function merged(one: NameChanges, other: NameChanges): NameChanges {
  return {
    added: [...one.added, ...other.added],
    changed: [...one.changed, ...other.changed],
    removed: [...one.removed, ...other.removed],
  };
}
