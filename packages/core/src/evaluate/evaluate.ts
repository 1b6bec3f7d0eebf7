import type { DynamicConfig, Experiment } from '../results/dynamic-config.ts';
import type { Evaluation } from '../results/evaluation.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { Layer } from '../results/layer.ts';
import type { NameOf, ParametersOf } from '../results/register.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import { ask, unanswered } from './ask.ts';
import type { EvaluationContext } from './context.ts';
import { dynamicConfigKind, experimentKind, gateKind, type Kind, layerKind } from './kinds.ts';
import { endRun, type Run, startRun } from './run.ts';

/**
 * Evaluates a feature gate.
 *
 * Never throws, never changes its arguments, does no I/O. Logs nothing either: what was seen is in the answer, and
 * `gateExposure` turns it into an event.
 *
 * @param name - The gate's name; segments and holdouts are gates too.
 * @returns `value` is false when the gate is unknown or cannot be evaluated; `details.reason` tells which.
 * @example
 * const gate = evaluateGate(specs, { userID: 'user-1' }, 'new_checkout', { now: Date.now() });
 * if (gate.value) renderNewCheckout();
 */
export function evaluateGate(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: NameOf<'gate'>,
  context: EvaluationContext,
): FeatureGate {
  return evaluate(gateKind, name, startRun(specs, user, context));
}

/**
 * Evaluates a dynamic config.
 *
 * @returns Its parameters as `value`; `{}` when the config is unknown or cannot be evaluated.
 * @see {@link evaluateGate} for what holds for all evaluations.
 */
export function evaluateDynamicConfig<Name extends NameOf<'dynamicConfig'>>(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: Name,
  context: EvaluationContext,
): DynamicConfig<ParametersOf<'dynamicConfig', Name>> {
  return evaluate(dynamicConfigKind, name, startRun(specs, user, context));
}

/**
 * Evaluates an experiment or autotune.
 *
 * @returns The parameters of the user's group, or the defaults when the user is in none.
 * @see {@link evaluateGate} for what holds for all evaluations.
 */
export function evaluateExperiment<Name extends NameOf<'experiment'>>(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: Name,
  context: EvaluationContext,
): Experiment<ParametersOf<'experiment', Name>> {
  return evaluate(experimentKind, name, startRun(specs, user, context));
}

/**
 * Evaluates a layer.
 *
 * @returns The parameters of the experiment that the user is allocated to, or else of the layer itself. Reading one
 *   is what counts as an exposure, so `layerExposure` takes a parameter.
 * @see {@link evaluateGate} for what holds for all evaluations.
 */
export function evaluateLayer<Name extends NameOf<'layer'>>(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: Name,
  context: EvaluationContext,
): Layer<ParametersOf<'layer', Name>> {
  return evaluate(layerKind, name, startRun(specs, user, context));
}

function evaluate<E extends Evaluation>(kind: Kind<E>, name: string, run: Run): E {
  const { specs, user } = run;
  try {
    if (!specs.dialect.accepts(user)) return unanswered(kind, name, specs, 'Error');
    return ask(kind, name, run) ?? unanswered(kind, name, specs, specs.missing);
  } catch {
    // Specs that go round in circles, or a user whose own getters throw: an answer all the same.
    return unanswered(kind, name, specs, 'Error');
  } finally {
    endRun(run);
  }
}
