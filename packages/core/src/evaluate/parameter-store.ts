import type { DynamicConfig } from '../results/dynamic-config.ts';
import type { ParameterReading, ParameterStore } from '../results/parameter-store.ts';
import { valueOr } from '../results/parameters.ts';
import type { NameOf, ParametersOf } from '../results/register.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import { type ParameterSource, parameterSourceOf } from '../specs/parameter-store.ts';
import { isRecord } from '../specs/record.ts';
import type { StatsigUser } from '../user/user.ts';
import { unanswered } from './ask.ts';
import type { EvaluationContext } from './context.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';
import { gateKind } from './kinds.ts';

/**
 * Evaluates a parameter store. Only v2 payloads have any.
 *
 * Asking for the store evaluates nothing yet: each parameter is evaluated when it is read.
 *
 * @see {@link evaluateGate} for what holds for all evaluations.
 */
export function evaluateParameterStore<Name extends NameOf<'parameterStore'>>(
  specs: CompiledSpecs,
  user: StatsigUser,
  name: Name,
  context: EvaluationContext,
): ParameterStore<ParametersOf<'parameterStore', Name>> {
  const override = context.overrides?.find('parameterStore', name, user);
  const store = specs.parameterStore(name);
  const sources =
    override !== undefined && 'value' in override ? overriddenSources(override.value) : store?.parameters;
  const reason =
    override !== undefined ? 'LocalOverride' : store !== undefined ? 'Recognized' : specs.missing;
  const read = (parameter: string): ParameterReading | undefined => {
    const source = sources?.get(parameter);
    return source === undefined ? undefined : reading(source, { specs, user, context });
  };
  return {
    name,
    details: unanswered(gateKind, name, specs, reason).details,
    parameters: [...(sources?.keys() ?? [])],
    read,
    get: (parameter: string, fallback: unknown) => valueOr(read(parameter)?.value, fallback),
  } as ParameterStore;
}

interface Surroundings {
  readonly specs: CompiledSpecs;
  readonly user: StatsigUser;
  readonly context: EvaluationContext;
}

function reading(source: ParameterSource, { specs, user, context }: Surroundings): ParameterReading {
  if ('gate_name' in source) {
    const gate = evaluateGate(specs, user, source.gate_name, context);
    return { value: gate.value ? source.pass_value : source.fail_value, origin: { gate } };
  }
  if ('layer_name' in source) {
    const layer = evaluateLayer(specs, user, source.layer_name, context);
    const parameter = source.param_name;
    return { value: layer.get(parameter, null), origin: { layer, parameter } };
  }
  if ('experiment_name' in source) {
    return configReading(evaluateExperiment(specs, user, source.experiment_name, context), source.param_name);
  }
  if ('config_name' in source) {
    return configReading(evaluateDynamicConfig(specs, user, source.config_name, context), source.param_name);
  }
  return { value: source.value, origin: null };
}

function configReading(config: DynamicConfig, parameter: string): ParameterReading {
  return { value: config.get(parameter, null), origin: { config } };
}

function overriddenSources(value: unknown): ReadonlyMap<string, ParameterSource> {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return new Map(entries.map(([parameter, source]) => [parameter, parameterSourceOf(source)]));
}
