import {
  createOverrides,
  type NameOf,
  type Override,
  type OverrideKind,
  StatsigError,
} from '@acme/statsig-core';
import type { SharedContext } from './evaluator.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** What each kind can be overridden with. */
export interface OverrideValues {
  readonly gate: { readonly value: boolean };
  readonly dynamicConfig: { readonly value: Parameters };
  /** All parameters, or those of one of the experiment's groups. */
  readonly experiment: { readonly value: Parameters } | { readonly groupName: string };
  readonly layer: { readonly value: Parameters };
  readonly parameterStore: { readonly value: Parameters };
}

/** For whom an override is. */
export interface OverrideScope {
  /**
   * A user ID or a custom ID.
   *
   * @defaultValue Everybody; an override for an ID beats the one for everybody
   */
  readonly id?: string | number | undefined;
}

/**
 * Answers that the application sets itself, for tests and for development. They hold from the next answer on, also for
 * names that the project does not know, before there are specs, and where other specs ask. Such an answer has the reason
 * `LocalOverride`. Exposures are logged as for any other answer.
 *
 * @example
 * statsig.overrides.set('gate', 'new_checkout', { value: true });
 * statsig.overrides.set('experiment', 'checkout_button', { groupName: 'Test', id: 'user-1' });
 * statsig.overrides.clear();
 */
export interface LocalOverrides {
  /**
   * Overrides one name, in place of an earlier override for the same ID. Dynamic configs and experiments are told apart,
   * though they share their names.
   *
   * @throws {StatsigError} `INVALID_OPTIONS` when the kind is unknown, the name empty, or the value not what the kind needs.
   */
  set<Kind extends OverrideKind>(
    kind: Kind,
    name: NameOf<Kind>,
    override: OverrideValues[Kind] & OverrideScope,
  ): void;
  /**
   * Removes the override of one ID, or without `id` all that the name has.
   *
   * @throws {StatsigError} `INVALID_OPTIONS` when the kind is unknown.
   */
  remove<Kind extends OverrideKind>(kind: Kind, name: NameOf<Kind>, scope?: OverrideScope): void;
  /**
   * Removes all overrides, or all of one kind.
   *
   * @throws {StatsigError} `INVALID_OPTIONS` when the kind is unknown.
   */
  clear(kind?: OverrideKind): void;
}

/** Creates the overrides of one SDK object; they take effect through the context of its evaluations. */
export function localOverrides(context: SharedContext): LocalOverrides {
  return {
    set(kind, name, override) {
      // Callers without types pass null.
      const { id, ...answer }: OverrideScope = override ?? {};
      checkKind(kind);
      if (typeof name !== 'string' || name === '') throw misuse(`The override of a ${kind} needs a name.`);
      if (!values[kind].isValid(answer)) {
        throw misuse(`The override of the ${kind} "${name}" must be ${values[kind].wanted}.`);
      }
      context.overrides ??= createOverrides();
      context.overrides.set(kind, name, answer as Override, textOf(id));
    },
    remove(kind, name, { id } = {}) {
      checkKind(kind);
      context.overrides?.remove(kind, name, textOf(id));
    },
    clear(kind) {
      if (kind !== undefined) checkKind(kind);
      if (kind === undefined) context.overrides = undefined;
      else context.overrides?.clear(kind);
    },
  };
}

interface ValueCheck {
  readonly wanted: string;
  isValid(answer: { readonly value?: unknown; readonly groupName?: unknown }): boolean;
}

const parameters: ValueCheck = {
  wanted: '{ value: { … } }, with parameters by name',
  isValid: ({ value }) => isRecord(value),
};

const values: Readonly<Record<OverrideKind, ValueCheck>> = {
  gate: {
    wanted: '{ value: true } or { value: false }',
    isValid: ({ value }) => typeof value === 'boolean',
  },
  dynamicConfig: parameters,
  experiment: {
    wanted: '{ value: { … } }, with parameters by name, or { groupName: "…" }',
    isValid: ({ value, groupName }) =>
      value === undefined ? typeof groupName === 'string' : isRecord(value),
  },
  layer: parameters,
  parameterStore: parameters,
};

function checkKind(kind: OverrideKind): void {
  if (Object.hasOwn(values, kind)) return;
  throw misuse(`There is no kind "${String(kind)}" to override: use ${Object.keys(values).join(', ')}.`);
}

function textOf(id: string | number | undefined): string | undefined {
  return id === undefined ? undefined : String(id);
}

function isRecord(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function misuse(message: string): StatsigError {
  return new StatsigError('INVALID_OPTIONS', message);
}
