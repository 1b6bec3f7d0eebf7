import * as v from 'valibot';
import { coreDialect } from '../dialects/core/core.ts';
import { legacyDialect } from '../dialects/legacy/legacy.ts';
import { StatsigError } from '../errors.ts';
import { samplingSettings } from '../exposures/sampling-settings.ts';
import { failed, ok, type Result } from '../result.ts';
import { clientSettings, clientSettingsEntries } from './client-settings.ts';
import { describeIssue } from './issues.ts';
import { isRecord } from './record.ts';
import type { Specs } from './specs.ts';

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
 * Only the envelope is looked at; each spec is read when it is compiled, so that one bad spec spoils no other.
 *
 * @param payload - JSON text, or what it parses to.
 * @returns The specs, or a `StatsigError` with code `INVALID_SPECS` that says what is wrong. That includes a payload that
 *   says it has no updates: ask `hasUpdates` first.
 */
export function parseSpecs(payload: unknown): Result<Specs, StatsigError> {
  const json = typeof payload === 'string' ? parseJson(payload) : ok(payload);
  if (!json.ok) return json;
  const { value } = json;
  if (!hasUpdates(value)) return invalid('The payload says that it has no updates (`has_updates` is false)');
  return isRecord(value) && isRecord(value['feature_gates']) ? parseMaps(value) : parseLists(value);
}

/** Whether a payload brings specs: false only when it says `has_updates: false`. */
export function hasUpdates(payload: unknown): boolean {
  return !(isRecord(payload) && payload['has_updates'] === false);
}

function parseLists(payload: unknown): Result<Specs, StatsigError> {
  const parsed = v.safeParse(listsSchema, payload);
  if (!parsed.success) return unreadable(parsed.issues);
  const { output } = parsed;
  return ok({
    ...common(output),
    dialect: legacyDialect,
    conditions: none,
    mappings: none,
    mappingRules: none,
    bandit: none,
    parameterStore: none,
    gate: byName(output.feature_gates),
    config: byName(output.dynamic_configs),
    layer: byName(output.layer_configs),
  });
}

function parseMaps(payload: unknown): Result<Specs, StatsigError> {
  const parsed = v.safeParse(mapsSchema, payload);
  if (!parsed.success) return unreadable(parsed.issues);
  const { output } = parsed;
  return ok({
    ...common(output),
    dialect: coreDialect,
    conditions: byKey(output.condition_map),
    mappings: byKey(output.overrides),
    mappingRules: byKey(output.override_rules),
    bandit: byKey(output.cmab_configs),
    parameterStore: byKey(output.param_stores),
    gate: byKey(output.feature_gates),
    config: byKey(output.dynamic_configs),
    layer: byKey(output.layer_configs),
  });
}

const none: ReadonlyMap<string, unknown> = new Map();

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

function parseJson(text: string): Result<unknown, StatsigError> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch (cause) {
    return invalid('The payload is no JSON', cause);
  }
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

/** What has no name cannot be asked for, and is left out. The last of two specs with one name wins. */
function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  const specs = new Map<string, unknown>();
  for (const spec of list) {
    const name = isRecord(spec) ? spec['name'] : undefined;
    if (typeof name === 'string') specs.set(name, spec);
  }
  return specs;
}
