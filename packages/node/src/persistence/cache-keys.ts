import { sha256Base64 } from '@acme/statsig-core';

/** The payload that specs come as. */
export type SpecsVersion = 'v1' | 'v2';

/** Under which keys the specs of a project are cached. */
export interface SpecsKeys {
  /** Where they are written: Statsig's own SDKs look for payloads of this version here. */
  readonly specs: string;
  /** Where the `lcut` of what is written is, so that nobody has to read the specs to know their age. */
  readonly lcut: string;
  /** Who asks the server. */
  readonly lease: string;
  /** Where specs may be that others wrote, best first. */
  readonly readable: readonly string[];
}

/**
 * The keys for a project's specs.
 *
 * What is written has the key that the legacy SDK (v1) or the server core (v2) uses, with the hash of the SDK key. Read
 * besides are the other one's, those that hold the beginning of the SDK key itself (server core's newer schema, the forward
 * proxy), and the legacy SDK's before version 6.
 */
export function specsKeys(sdkKey: string, version: SpecsVersion): SpecsKeys {
  const other = version === 'v1' ? 'v2' : 'v1';
  const keyHash = sha256Base64(sdkKey);
  const keyStart = sdkKey.slice(0, 20);
  const specs = keyOf(`/${version}/download_config_specs`, keyHash);
  return {
    specs,
    lcut: `${specs}|lcut`,
    lease: `${specs}|lease`,
    readable: [
      specs,
      keyOf(`/${other}/download_config_specs`, keyHash),
      keyOf(`/${version}/download_config_specs`, keyStart),
      keyOf(`/${other}/download_config_specs`, keyStart),
      'statsig.cache',
    ],
  };
}

/** Under which keys the ID lists of a project are cached. */
export interface IDListKeys {
  readonly manifest: string;
  list(name: string): string;
}

/** The keys for a project's ID lists: those of the legacy SDK. */
export function idListKeys(sdkKey: string): IDListKeys {
  const keyHash = sha256Base64(sdkKey);
  return {
    manifest: keyOf('/v1/get_id_lists', keyHash),
    list: (name) => keyOf(`id_list::${name}`, keyHash),
  };
}

function keyOf(what: string, whose: string): string {
  return `statsig|${what}|plain_text|${whose}`;
}
