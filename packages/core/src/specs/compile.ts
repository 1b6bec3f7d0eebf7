import type { ConditionParts } from '../conditions/condition.ts';
import { dynamicConfigKind, gateKind, type Kind, layerKind } from '../evaluate/kinds.ts';
import { createKernel, type Kernel } from '../hashing/kernel.ts';
import type { Evaluation } from '../results/evaluation.ts';
import { compileBandit } from './bandit.ts';
import { type CarriedOver, renewed } from './carry-over.ts';
import { compileSpec } from './compile-spec.ts';
import type { CompiledSpec, CompiledSpecs } from './compiled.ts';
import { type AnswerDetails, answerDetails } from './details.ts';
import { type LazyTable, lazily } from './lazily.ts';
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
  /** Told once about each spec that cannot be read, when it is first asked for; that spec answers as it did before the update,
   * or `Unrecognized`. */
  readonly onIssue?: ((issue: SpecIssue) => void) | undefined;
}

/**
 * Prepares specs for evaluation.
 *
 * Costs next to nothing: each spec is validated and compiled when it is first asked for.
 *
 * @example
 * const parsed = parseSpecs(await response.text());
 * if (parsed.ok) specs = compileSpecs(parsed.value, { source: 'Network', receivedAt: Date.now() });
 */
export function compileSpecs(specs: Specs, options: CompileOptions = {}): CompiledSpecs {
  return compileWith(specs, options, { carried: null, kernel: createKernel() });
}

/** What newer specs take over from those before. */
export interface Inheritance {
  readonly carried: CarriedOver | null;
  readonly kernel: Kernel;
}

/** The same for specs that take over what was compiled before. */
export function compileWith(
  specs: Specs,
  options: CompileOptions,
  { carried, kernel }: Inheritance,
): CompiledSpecs {
  const { source = 'Bootstrap', receivedAt = 0, onIssue } = options;
  const { dialect, lcut } = specs;
  const parts: ConditionParts = { dialect, bucketer: kernel.bucketer };
  const details = answerDetails({ source, lcut, receivedAt });
  const compiler: Compiler = { specs, parts, details, carried, report: (issue) => tell(onIssue, issue) };
  const tables = {
    gate: specTable('gate', gateKind, compiler),
    config: specTable('config', dynamicConfigKind, compiler),
    layer: specTable('layer', layerKind, compiler),
  };
  return {
    lcut,
    source,
    receivedAt,
    dialect,
    appID: specs.appID,
    defaultEnvironment: specs.defaultEnvironment,
    sampling: specs.sampling,
    clients: specs.clients,
    missing: 'Unrecognized',
    wires: specs,
    names: (kind) => [...specs[kind].keys()],
    compiled: (kind) => tables[kind].made,
    scratch: { idleRun: null, lastSerial: 0, entryCaches: new Map(), kernel },
    mappings: compileMappings(specs, parts),
    gate: tables.gate.find,
    config: tables.config.find,
    layer: tables.layer.find,
    bandit: banditTable(compiler).find,
    parameterStore: parameterStoreTable(compiler).find,
  };
}

interface Compiler {
  readonly specs: Specs;
  readonly parts: ConditionParts;
  readonly details: AnswerDetails;
  readonly carried: CarriedOver | null;
  report(issue: SpecIssue): void;
}

function specTable<E extends Evaluation>(
  kind: SpecKind,
  results: Kind<E>,
  { specs, parts, details, carried, report }: Compiler,
): LazyTable<CompiledSpec<E>> {
  const { conditions, dialect } = specs;
  const carriedAs = (which: keyof CarriedOver, name: string): CompiledSpec<E> | undefined => {
    const spec = carried?.[which][kind].get(name) as CompiledSpec<E> | undefined;
    return spec === undefined ? undefined : renewed(spec, details);
  };
  const invalid = (name: string, message: string): CompiledSpec<E> | undefined => {
    const lastGood = carriedAs('lastGood', name);
    report(lastGood === undefined ? { kind, name, message } : { kind, name, message, answersAsBefore: true });
    return lastGood;
  };
  const compile = (wire: unknown, name: string): CompiledSpec<E> | undefined => {
    const spec = dialect.normalize(wire, { kind, name, conditions });
    return spec.ok ? compileSpec(spec.value, results, details, parts) : invalid(name, spec.error);
  };
  return lazily(specs[kind], compile, invalid, (name) => carriedAs('same', name));
}

function banditTable({
  specs,
  parts,
  report,
}: Compiler): LazyTable<NonNullable<ReturnType<typeof compileBandit>>> {
  const invalid = (name: string, message: string): undefined => {
    report({ kind: 'config', name, message });
  };
  return lazily(
    specs.bandit,
    (wire, name) => compileBandit(wire, parts, (issue) => invalid(name, issue)),
    invalid,
  );
}

function parameterStoreTable({
  specs,
  report,
}: Compiler): LazyTable<NonNullable<ReturnType<typeof compileParameterStore>>> {
  const invalid = (name: string, message: string): undefined => {
    report({ kind: 'parameterStore', name, message });
  };
  const compile = (wire: unknown, name: string) =>
    compileParameterStore(wire, name, (issue) => invalid(name, issue));
  return lazily(specs.parameterStore, compile, invalid);
}

/** A listener that throws must not become the answer of the evaluation that found the issue. */
function tell(listener: CompileOptions['onIssue'], issue: SpecIssue): void {
  try {
    listener?.(issue);
  } catch {
    // Its own affair.
  }
}
