/** The names of a payload's specs, hidden ones included, and one of each kind that it does not have. */
export interface Names {
  readonly gates: readonly string[];
  readonly configs: readonly string[];
  readonly layers: readonly string[];
  readonly parameterStores: readonly string[];
}

/** Reads the names off a payload, v1 or v2, by itself: what core says of them is one of the questions. */
export function namesOf(payload: string): Names {
  const fields = JSON.parse(payload) as Readonly<Record<string, unknown>>;
  return {
    gates: named(fields['feature_gates']),
    configs: named(fields['dynamic_configs']),
    layers: named(fields['layer_configs']),
    parameterStores: named(fields['param_stores']),
  };
}

function named(specs: unknown): readonly string[] {
  const names = Array.isArray(specs)
    ? specs.map(({ name }: { readonly name: string }) => name)
    : Object.keys(specs ?? {});
  return [...names, 'no_such_name'];
}
