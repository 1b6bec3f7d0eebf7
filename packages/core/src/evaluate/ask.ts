import { parameterValues } from '../dialects/parameter-values.ts';
import type { Evaluation, EvaluationReason } from '../results/evaluation.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import { mapped } from './config-mapping.ts';
import { evaluateSpec } from './evaluate-spec.ts';
import type { Kind } from './kinds.ts';
import type { Override, Overrides } from './overrides.ts';
import type { Run } from './run.ts';

/**
 * Finds what answers for a name, wherever it is asked for: a local override, another spec that it is mapped to, a
 * bandit, or the spec itself. Undefined when there is nothing of that name.
 */
export function ask<E extends Evaluation>(kind: Kind<E>, name: string, run: Run): E | undefined {
  const { overrides } = run.context;
  return (
    (overrides === undefined ? undefined : overridden(kind, name, run, overrides)) ??
    (run.specs.mappings === null ? undefined : mapped(kind, name, run)) ??
    kind.bandit?.(name, run) ??
    evaluated(kind, name, run)
  );
}

/** An answer that no rule gave. */
export function unanswered<E extends Evaluation>(
  kind: Kind<E>,
  name: string,
  { source, lcut, receivedAt }: CompiledSpecs,
  reason: EvaluationReason,
): E {
  const details = Object.freeze({
    reason,
    source,
    lcut,
    receivedAt,
    version: null,
    overrideConfigName: null,
  });
  return kind.outcome({ ...nothing, name, value: kind.empty, details });
}

const nothing = {
  ruleID: '',
  rulePassed: false,
  rule: null,
  idType: null,
  explicitParameters: null,
} as const;

function evaluated<E extends Evaluation>(kind: Kind<E>, name: string, run: Run): E | undefined {
  const spec = kind.specOf(run.specs, name);
  return spec === undefined ? undefined : evaluateSpec(spec, run);
}

function overridden<E extends Evaluation>(
  kind: Kind<E>,
  name: string,
  run: Run,
  overrides: Overrides,
): E | undefined {
  const override = overrides.find(kind.override, name, run.user);
  if (override === undefined) return undefined;
  const { details } = unanswered(kind, name, run.specs, 'LocalOverride');
  const value = overrideValue(override, kind, name, run);
  const { overridesPass } = run.specs.dialect.results;
  return kind.outcome({ ...nothing, name, ruleID: 'override', rulePassed: overridesPass, value, details });
}

function overrideValue<E extends Evaluation>(
  override: Override,
  kind: Kind<E>,
  name: string,
  run: Run,
): unknown {
  // An override is the application's: what is no object has no parameters.
  if ('value' in override) return kind.specKind === 'gate' ? override.value : parameterValues(override.value);
  const group = kind.specOf(run.specs, name)?.rules.find(({ pass }) => pass.groupName === override.groupName);
  return group?.pass.value ?? kind.empty;
}
