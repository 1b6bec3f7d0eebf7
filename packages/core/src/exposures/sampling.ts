import { sha256 } from '../hashing/sha256.ts';
import type { DynamicConfig } from '../results/dynamic-config.ts';
import type { FeatureGate } from '../results/feature-gate.ts';
import type { Layer } from '../results/layer.ts';
import type { CompiledSpec, CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';

/** An answer that is about to be logged. */
export type Sampled =
  | { readonly gate: FeatureGate }
  | { readonly config: DynamicConfig }
  | { readonly layer: Layer; readonly parameter: string };

/** Whose exposure it is, and whether it is the first of its kind. */
export interface SamplingContext {
  readonly user: StatsigUser;
  /** The environment of this process; production when it names no tier. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /**
   * Whether this is the first exposure of a spec and rule within the last minute: the caller remembers, and notes the
   * key as seen.
   */
  isFirst(key: string): boolean;
}

/** Whether an exposure is logged, and what its event then says about it. */
export interface SamplingDecision {
  readonly isLogged: boolean;
  /** Goes into the event's `statsigMetadata`; null when there is nothing to say. */
  readonly metadata: Readonly<Record<string, string | number>> | null;
}

const logged: SamplingDecision = { isLogged: true, metadata: null };

/**
 * Decides whether an exposure is logged.
 *
 * Whatever the project must not miss is: specs that forward all exposures, the first sighting of a rule in a minute,
 * and answers behind a gate that is not sampled itself. Of the rest one in `samplingRate` units is, the same ones on
 * every server.
 */
export function sampleExposure(
  specs: CompiledSpecs,
  sampled: Sampled,
  context: SamplingContext,
): SamplingDecision {
  const { sampling, dialect } = specs;
  const forced =
    dialect.sampling.marksForced && sampling.modeName !== null
      ? { isLogged: true, metadata: { samplingMode: sampling.modeName } }
      : logged;
  if (sampling.mode === 'none') return forced;
  const { tier = 'production' } = context.environment ?? {};
  if (dialect.sampling.onlyInProduction && tier !== 'production') return forced;

  const subject = subjectOf(specs, sampled);
  const { ruleID } = subject.evaluation;
  if (subject.spec?.forwardAllExposures === true) return forced;
  if (context.isFirst(`${subject.evaluation.name}_${ruleID}`)) return forced;
  if (sawUnsampledGate(specs, subject.evaluation.secondaryExposures)) return forced;

  const ruleRate = rateOf(subject.spec, ruleID);
  const specialRate = ['default', 'disabled', ''].includes(ruleID) ? sampling.specialCaseRate : null;
  const rate = dialect.sampling.specialCaseFirst ? (specialRate ?? ruleRate) : (ruleRate ?? specialRate);
  if (rate === null || rate < 1) return forced;
  // One in 2.5 users is nobody's meaning.
  if (!Number.isInteger(rate)) return logged;

  const isKept = isSampled(`${subject.prefix}${userKey(context.user)}r:${ruleID}${subject.suffix}`, rate);
  const metadata = {
    samplingRate: rate,
    shadowLogged: isKept ? 'logged' : 'dropped',
    samplingMode: sampling.mode,
  };
  return { isLogged: isKept || sampling.mode === 'shadow', metadata };
}

interface Subject {
  readonly evaluation: FeatureGate | DynamicConfig | Layer;
  /** The spec whose rule decided. */
  readonly spec: CompiledSpec | undefined;
  /** What is hashed before the user and behind the rule. */
  readonly prefix: string;
  readonly suffix: string;
}

function subjectOf(specs: CompiledSpecs, sampled: Sampled): Subject {
  if ('gate' in sampled) {
    const { gate } = sampled;
    return {
      evaluation: gate,
      spec: specs.gate(gate.name),
      prefix: `n:${gate.name};`,
      suffix: `;v:${gate.value}`,
    };
  }
  if ('config' in sampled) {
    const { config } = sampled;
    return { evaluation: config, spec: specs.config(config.name), prefix: `n:${config.name};`, suffix: '' };
  }
  const { layer, parameter } = sampled;
  const { allocatedExperiment } = layer;
  const experiment = layer.explicitParameters.includes(parameter) ? (allocatedExperiment ?? '') : '';
  return {
    evaluation: layer,
    spec: allocatedExperiment === null ? specs.layer(layer.name) : specs.config(allocatedExperiment),
    prefix: `n:${layer.name};e:${experiment};p:${parameter};`,
    suffix: '',
  };
}

/** Of rules that share an ID the one that logs the most counts, because the answer does not say which one it was. */
function rateOf(spec: CompiledSpec | undefined, ruleID: string): number | null {
  const rules = spec?.rules.filter(({ pass }) => pass.ruleID === ruleID) ?? [];
  return rules.reduce<number | null>(
    (least, { samplingRate }, i) =>
      samplingRate === null || (least === null && i > 0)
        ? null
        : Math.min(least ?? samplingRate, samplingRate),
    null,
  );
}

/** Segments are never exposed, so every gate here counts. */
function sawUnsampledGate(specs: CompiledSpecs, exposures: FeatureGate['secondaryExposures']): boolean {
  return exposures.some(({ gate, ruleID }) => (rateOf(specs.gate(gate), ruleID) ?? 0) === 0);
}

function userKey(user: StatsigUser): string {
  try {
    return idsText(user);
  } catch {
    return 'u:;';
  }
}

function idsText({ userID, customIDs }: StatsigUser): string {
  const ids = Object.entries(customIDs ?? {}).map(([idType, id]) => `${idType}:${id};`);
  return `u:${userID ?? ''};${ids.join('')}`;
}

/** The first 64 bits of the SHA-256, read as a signed number, are a multiple of the rate. */
function isSampled(key: string, rate: number): boolean {
  const digest = sha256(key);
  const bits = new DataView(digest.buffer, digest.byteOffset).getBigInt64(0);
  return bits % BigInt(rate) === 0n;
}
