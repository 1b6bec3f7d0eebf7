import type { EvaluationContext } from '../evaluate/context.ts';
import { djb2 } from '../hashing/djb2.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import type { StatsigUser } from '../user/user.ts';
import { environmentOf } from './client-user.ts';
import type { ClientEntry } from './entries.ts';
import type { CachedEntry } from './entry-cache.ts';
import { envelopeOf } from './envelope.ts';
import type { HashAlgorithm } from './names.ts';
import { type Sections, sectionsOf } from './sections.ts';
import { type SpecFilter, visibilityOf } from './visible-specs.ts';

/** What a client initialize response is made from. */
export interface ClientInitializeOptions extends EvaluationContext, SpecFilter {
  /**
   * How names are written.
   *
   * @defaultValue `'djb2'`
   */
  readonly hash?: HashAlgorithm | undefined;
  /**
   * The `full_checksum` of the response that the client has: if it would get the same again, it is told that there are
   * no updates. Empty at first; without it responses have no checksum.
   */
  readonly previousResponseHash?: string | undefined;
  /** Who answers; shown to the client. */
  readonly sdkInfo?: Readonly<Record<string, string>> | undefined;
}

/** Everything that a client SDK needs to answer for one user, in the words of the wire. */
export interface ClientInitializeResponse {
  readonly feature_gates: Readonly<Record<string, ClientEntry>>;
  readonly dynamic_configs: Readonly<Record<string, ClientEntry>>;
  readonly layer_configs: Readonly<Record<string, ClientEntry>>;
  readonly [field: string]: unknown;
}

/**
 * Evaluates the whole project for one user, so that a client SDK can start without a request of its own.
 *
 * Logs nothing: the client logs what it uses. Private attributes are left out, and names are hashed by default. Entries
 * are shared between responses: copy before changing one.
 *
 * @example
 * const response = clientInitializeResponse(specs, user, { now: Date.now(), clientKey: 'client-key' });
 */
export function clientInitializeResponse(
  specs: CompiledSpecs,
  user: StatsigUser,
  options: ClientInitializeOptions,
): ClientInitializeResponse {
  const { gates, configs, layers, envelope } = respond(specs, user, options);
  const object = (entries: readonly CachedEntry[]) =>
    Object.fromEntries(entries.map(({ name, entry }) => [name, entry]));
  return {
    feature_gates: object(gates),
    dynamic_configs: object(configs),
    layer_configs: object(layers),
    ...envelope,
  };
}

/**
 * The same as JSON text, several times as fast as writing the object: the text of each entry is made once and then
 * joined with the others.
 */
export function clientInitializeResponseText(
  specs: CompiledSpecs,
  user: StatsigUser,
  options: ClientInitializeOptions,
): string {
  const { gates, configs, layers, envelope } = respond(specs, user, options);
  // An envelope is never empty, so that its text begins with a brace that can give way to a comma.
  return `{${sectionsText({ gates, configs, layers })},${envelopeText(envelope).slice(1)}`;
}

/** Without the user when that holds what JSON has no text for, as cycles and big integers. */
function envelopeText(envelope: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(envelope);
  } catch {
    return JSON.stringify({ ...envelope, evaluated_keys: {}, user: {} });
  }
}

interface Response extends Sections {
  readonly envelope: Readonly<Record<string, unknown>>;
}

function respond(specs: CompiledSpecs, user: StatsigUser, options: ClientInitializeOptions): Response {
  const visibility = visibilityOf(specs, options);
  const { keepsUserEnvironment } = specs.dialect.clients;
  const environment = (keepsUserEnvironment ? environmentOf(user) : undefined) ?? options.environment;
  const context = { ...options, environment, targetAppID: visibility.appID };
  const sections = sectionsOf(specs, user, { ...context, visibility, hash: options.hash ?? 'djb2' });
  const envelope = envelopeOf(specs, user, { ...context, visibility });
  if (options.previousResponseHash === undefined) return { ...sections, envelope };

  const checksum = djb2(`${specs.lcut}${sectionsText(sections)}`);
  if (checksum !== options.previousResponseHash) {
    return { ...sections, envelope: { ...envelope, full_checksum: checksum } };
  }
  return {
    gates: [],
    configs: [],
    layers: [],
    envelope: { ...envelope, has_updates: false, full_checksum: checksum },
  };
}

function sectionsText({ gates, configs, layers }: Sections): string {
  return `"feature_gates":${objectText(gates)},"dynamic_configs":${objectText(configs)},"layer_configs":${objectText(layers)}`;
}

function objectText(entries: readonly CachedEntry[]): string {
  let text = '';
  for (const entry of entries) text += text === '' ? entry.text : `,${entry.text}`;
  return `{${text}}`;
}
