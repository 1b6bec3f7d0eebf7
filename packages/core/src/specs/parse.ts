import * as v from 'valibot';
import { coreDialect } from '../dialects/core/core.ts';
import { legacyDialect } from '../dialects/legacy/legacy.ts';
import { StatsigError } from '../errors.ts';
import { samplingSettings } from '../exposures/sampling-settings.ts';
import { failed, ok, type Result } from '../result.ts';
import { clientSettings, clientSettingsEntries } from './client-settings.ts';
import { describeIssue } from './issues.ts';
import { JsonScanError } from './json-cursor.ts';
import type { Part } from './part.ts';
import { isPayloadText, type PayloadText, shortText } from './payload-text.ts';
import { isRecord } from './record.ts';
import { noParts } from './section.ts';
import type { Specs } from './specs.ts';
import { type SplitPayload, sectionOfValues, splitPayload, splitValue, valueParts } from './split-payload.ts';

const record = v.custom<Readonly<Record<string, unknown>>>(isRecord, 'expected an object');

const commonSchema = v.object({
  time: v.fallback(v.number(), 0),
  app_id: v.optional(v.unknown()),
  default_environment: v.fallback(v.optional(v.string()), undefined),
  sdk_configs: v.fallback(record, {}),
  ...clientSettingsEntries,
});

/** The envelope of a v1 payload: three lists of specs, each of which carries its name. */
const listsSchema = v.object({
  feature_gates: v.array(v.unknown()),
  dynamic_configs: v.array(v.unknown()),
  layer_configs: v.array(v.unknown()),
  ...commonSchema.entries,
});

/** The envelope of a v2 payload: three maps of specs by name, and the conditions that their rules refer to. */
const mapsSchema = v.object({
  feature_gates: record,
  dynamic_configs: record,
  layer_configs: record,
  condition_map: v.fallback(record, {}),
  param_stores: v.fallback(record, {}),
  cmab_configs: v.fallback(record, {}),
  overrides: v.fallback(record, {}),
  override_rules: v.fallback(record, {}),
  ...commonSchema.entries,
});

/**
 * Reads the body of `download_config_specs`, v1 or v2; its shape tells which.
 *
 * Only the envelope is looked at; each spec is read when it is compiled, so that one bad spec spoils no other. From text
 * that takes a fraction of the time of parsing it.
 *
 * @param payload - JSON text, as a string or as its bytes, or what it parses to.
 * @returns The specs, or a `StatsigError` with code `INVALID_SPECS` that says what is wrong. That includes a payload that
 *   says it has no updates: ask `hasUpdates` first.
 */
export function parseSpecs(payload: unknown): Result<Specs, StatsigError> {
  if (!isPayloadText(payload)) {
    return isRecord(payload) ? specsFrom(splitValue(payload)) : invalid('The payload is no object');
  }
  const parsing = parseInSteps(payload);
  let step = parsing.next();
  while (!step.done) step = parsing.next();
  return step.value;
}

/**
 * The same for text, stopping between any two specs.
 *
 * @param earlier - The specs before: what did not change is found the faster. When nothing did, they are the result.
 */
export function* parseInSteps(
  text: PayloadText,
  earlier?: Specs,
): Generator<void, Result<Specs, StatsigError>> {
  try {
    const split = yield* splitPayload(text, earlier?.payload);
    return earlier !== undefined && split === earlier.payload ? ok(earlier) : specsFrom(split);
  } catch (cause) {
    const detail = cause instanceof JsonScanError ? `: ${cause.message}` : '';
    return invalid(`The payload is no JSON object${detail}`, cause);
  }
}

/**
 * Whether a payload brings specs: false only when it says `has_updates: false`.
 *
 * @param payload - JSON text, as a string or as its bytes, or what it parses to.
 */
export function hasUpdates(payload: unknown): boolean {
  const value = isPayloadText(payload) ? parsedIfShort(payload) : payload;
  return !(isRecord(value) && value['has_updates'] === false);
}

/** A payload that says nothing but that there is nothing new has no more bytes. */
const maxEmptyBytes = 1_000;

function parsedIfShort(payload: PayloadText): unknown {
  const text = shortText(payload, maxEmptyBytes);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function specsFrom(split: SplitPayload): Result<Specs, StatsigError> {
  if (!hasUpdates(split.envelope)) {
    return invalid('The payload says that it has no updates (`has_updates` is false)');
  }
  return isRecord(split.envelope['feature_gates']) ? specsFromMaps(split) : specsFromLists(split);
}

function specsFromLists(payload: SplitPayload): Result<Specs, StatsigError> {
  const parsed = v.safeParse(listsSchema, payload.envelope);
  if (!parsed.success) return unreadable(parsed.issues);
  return ok({
    ...common(parsed.output),
    ...specParts(payload),
    payload,
    dialect: legacyDialect,
    conditions: none,
    mappings: none,
    mappingRules: none,
    bandit: none,
    parameterStore: none,
  });
}

function specsFromMaps(payload: SplitPayload): Result<Specs, StatsigError> {
  const parsed = v.safeParse(mapsSchema, payload.envelope);
  if (!parsed.success) return unreadable(parsed.issues);
  const { output } = parsed;
  return ok({
    ...common(output),
    ...specParts(payload),
    payload,
    dialect: coreDialect,
    conditions: partsIn(payload, 'condition_map'),
    mappings: byKey(output.overrides),
    mappingRules: byKey(output.override_rules),
    bandit: sectionOfValues(valueParts(output.cmab_configs)).byName,
    parameterStore: partsIn(payload, 'param_stores'),
  });
}

function specParts(payload: SplitPayload): Pick<Specs, 'gate' | 'config' | 'layer'> {
  return {
    gate: partsIn(payload, 'feature_gates'),
    config: partsIn(payload, 'dynamic_configs'),
    layer: partsIn(payload, 'layer_configs'),
  };
}

function partsIn({ sections }: SplitPayload, member: string): ReadonlyMap<string, Part> {
  return (sections.get(member) ?? noParts).byName;
}

const none = noParts.byName;

function common(
  output: v.InferOutput<typeof commonSchema>,
): Pick<Specs, 'lcut' | 'appID' | 'defaultEnvironment' | 'sampling' | 'clients'> {
  return {
    lcut: output.time,
    appID: output.app_id,
    defaultEnvironment: output.default_environment,
    sampling: samplingSettings(output.sdk_configs),
    clients: clientSettings(output),
  };
}

function unreadable(issues: Parameters<typeof describeIssue>[0]): ReturnType<typeof invalid> {
  return invalid(`The payload is no download_config_specs body: ${describeIssue(issues)}`);
}

function invalid(message: string, cause?: unknown): { readonly ok: false; readonly error: StatsigError } {
  return failed(
    new StatsigError('INVALID_SPECS', `${message}.`, cause === undefined ? undefined : { cause }),
  );
}

function byKey(specs: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(specs));
}
