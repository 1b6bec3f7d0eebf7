import type { ParameterValues } from './parameters.ts';

/**
 * The names and parameters of your project. Empty as it is: any name is accepted, and a parameter is of its fallback's
 * type. Declare them once, anywhere in the application, and what asks for another name or type does not compile. A kind
 * that is left out stays as it was. Autotunes are among the experiments, as which they are asked for.
 *
 * Declare them for the package that the application depends on: `@acme/statsig-node`, which holds for its adapters too, or
 * `@acme/statsig-core` where that is used alone.
 *
 * @example
 * declare module '@acme/statsig-node' {
 *   interface Register {
 *     gates: 'new_checkout' | 'dark_mode';
 *     dynamicConfigs: { banner: { text: string } };
 *     experiments: { checkout_button: { color: 'red' | 'blue'; discount: number } };
 *     layers: { home: { title: string } };
 *     parameterStores: { theme: { accent: string } };
 *   }
 * }
 */
// biome-ignore lint/suspicious/noEmptyInterface: only an interface can be declared further elsewhere.
export interface Register {}

/** What holds of a kind that is not registered. */
interface Unregistered {
  gates: string;
  dynamicConfigs: Record<string, ParameterValues>;
  experiments: Record<string, ParameterValues>;
  layers: Record<string, ParameterValues>;
  parameterStores: Record<string, ParameterValues>;
}

type Registered = Register & Omit<Unregistered, keyof Register>;

/** What each kind of spec has, by name. */
interface ByKind {
  gate: Record<Registered['gates'], boolean>;
  dynamicConfig: Registered['dynamicConfigs'];
  experiment: Registered['experiments'];
  layer: Registered['layers'];
  parameterStore: Registered['parameterStores'];
}

/**
 * The names of a kind: `string` unless they are registered.
 *
 * @example
 * function isOpen(name: string): boolean {
 *   return flags.checkGate(name as NameOf<'gate'>); // a name that is not known when this is compiled
 * }
 */
export type NameOf<Kind extends keyof ByKind> = keyof ByKind[Kind] & string;

/** The parameters that a dynamic config, experiment, layer or parameter store has, with their types if registered. */
export type ParametersOf<Kind extends keyof ByKind, Name extends NameOf<Kind>> = ByKind[Kind][Name];
