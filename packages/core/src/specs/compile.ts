import type { ConditionParts } from '../conditions/condition.ts';
import { dynamicConfigKind, gateKind, type Kind, layerKind } from '../evaluate/kinds.ts';
import { createKernel } from '../hashing/kernel.ts';
import type { Evaluation, EvaluationDetails } from '../results/evaluation.ts';
import { compileBandit } from './bandit.ts';
import { compileSpec } from './compile-spec.ts';
import type { CompiledSpecs } from './compiled.ts';
import { lazily } from './lazily.ts';
import { compileMappings } from './mapping.ts';
import { compileParameterStore } from './parameter-store.ts';
import type { SpecKind } from './spec.ts';
import type { SpecIssue, Specs } from './specs.ts';

/** What is known about specs besides their text. */
export interface CompileOptions {
  /**
   * Where the specs came from; shown in evaluation details.
   *
   * @defaultValue `'Bootstrap'`
   */
  readonly source?: string | undefined;
  /**
   * When they arrived, in epoch milliseconds.
   *
   * @defaultValue 0, for not known
   */
  readonly receivedAt?: number | undefined;
  /** Told once about each spec that cannot be read, when it is first asked for; that spec answers `Unrecognized`. */
  readonly onIssue?: ((issue: SpecIssue) => void) | undefined;
}

/**
 * Prepares specs for evaluation.
 *
 * Costs next to nothing: each spec is validated and compiled when it is first asked for.
 *
 * @example
 * const parsed = parseSpecs(await response.json());
 * if (parsed.ok) specs = compileSpecs(parsed.value, { source: 'Network', receivedAt: Date.now() });
 */
export function compileSpecs(specs: Specs, options: CompileOptions = {}): CompiledSpecs {
  const { source = 'Bootstrap', receivedAt = 0, onIssue } = options;
  const { dialect, lcut, conditions } = specs;
  const parts: ConditionParts = { dialect, bucketer: createKernel().bucketer };
  const details: EvaluationDetails = { ...recognized, source, lcut, receivedAt };
  const report = (kind: SpecIssue['kind'], name: string) => (message: string) =>
    tell(onIssue, { kind, name, message });

  const specsOf = <E extends Evaluation>(kind: SpecKind, results: Kind<E>) =>
    lazily(specs[kind], (wire, name) => {
      const spec = dialect.normalize(wire, { kind, name, conditions });
      if (spec.ok) return compileSpec(spec.value, results, details, parts);
      report(kind, name)(spec.error);
      return undefined;
    });
  return {
    lcut,
    source,
    receivedAt,
    dialect,
    appID: specs.appID,
    defaultEnvironment: specs.defaultEnvironment,
    sampling: specs.sampling,
    missing: 'Unrecognized',
    clients: specs.clients,
    names: (kind) => [...specs[kind].keys()],
    scratch: { idleRun: null, lastSerial: 0, entryCaches: new Map() },
    gate: specsOf('gate', gateKind),
    config: specsOf('config', dynamicConfigKind),
    layer: specsOf('layer', layerKind),
    mappings: compileMappings(specs, parts),
    bandit: lazily(specs.bandit, (wire, name) => compileBandit(wire, parts, report('config', name))),
    parameterStore: lazily(specs.parameterStore, (wire, name) =>
      compileParameterStore(wire, name, report('parameterStore', name)),
    ),
  };
}

const recognized = { reason: 'Recognized', version: null, overrideConfigName: null } as const;

/** A listener that throws must not become the answer of the evaluation that found the issue. */
function tell(listener: CompileOptions['onIssue'], issue: SpecIssue): void {
  try {
    listener?.(issue);
  } catch {
    // Its own affair.
  }
}
