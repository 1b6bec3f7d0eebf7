import { currentStatsig, type NameOf, type ParametersOf } from '@acme/statsig-node';
import { createParamDecorator } from '@nestjs/common';

/** What is answered in place of a parameter: of its type, or nothing. */
type Fallback<Parameters, Parameter extends keyof Parameters> =
  | NonNullable<Parameters[Parameter]>
  | null
  | undefined;

/** Which parameter is read, and what is answered in its place. */
interface Reading<Name> {
  readonly name: Name;
  readonly parameter: string;
  readonly fallback: unknown;
}

const gateValue = createParamDecorator((name: NameOf<'gate'>) => currentStatsig().checkGate(name));

const experimentValue = createParamDecorator(
  ({ name, parameter, fallback }: Reading<NameOf<'experiment'>>): unknown =>
    currentStatsig().getExperiment(name).get(parameter, fallback),
);

const layerValue = createParamDecorator(({ name, parameter, fallback }: Reading<NameOf<'layer'>>): unknown =>
  currentStatsig().getLayer(name).get(parameter, fallback),
);

/**
 * Passes to a handler whether a gate is open for the request's user.
 *
 * @throws {StatsigError} `NO_REQUEST_SCOPE` when `StatsigModule` is not imported.
 * @example
 * @Get()
 * show(@GateValue('new_checkout') isNew: boolean) {}
 */
export function GateValue(name: NameOf<'gate'>): ParameterDecorator {
  return gateValue(name);
}

/**
 * Passes to a handler a parameter of the group that the request's user has in an experiment.
 *
 * @param fallback - Passed when the parameter is missing, or of another type than this.
 * @throws {StatsigError} `NO_REQUEST_SCOPE` when `StatsigModule` is not imported.
 * @example
 * @Get()
 * show(@ExperimentValue('checkout_button', 'color', 'blue') color: string) {}
 */
export function ExperimentValue<
  Name extends NameOf<'experiment'>,
  Parameter extends Extract<keyof ParametersOf<'experiment', Name>, string>,
>(
  name: Name,
  parameter: Parameter,
  fallback: Fallback<ParametersOf<'experiment', Name>, Parameter>,
): ParameterDecorator {
  return experimentValue({ name, parameter, fallback });
}

/**
 * Passes to a handler a parameter of a layer, for the request's user.
 *
 * @param fallback - Passed when the parameter is missing, or of another type than this.
 * @throws {StatsigError} `NO_REQUEST_SCOPE` when `StatsigModule` is not imported.
 * @example
 * @Get()
 * show(@LayerValue('home', 'title', 'Home') title: string) {}
 */
export function LayerValue<
  Name extends NameOf<'layer'>,
  Parameter extends Extract<keyof ParametersOf<'layer', Name>, string>,
>(
  name: Name,
  parameter: Parameter,
  fallback: Fallback<ParametersOf<'layer', Name>, Parameter>,
): ParameterDecorator {
  return layerValue({ name, parameter, fallback });
}
