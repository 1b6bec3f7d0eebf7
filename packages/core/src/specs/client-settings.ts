import * as v from 'valibot';
import { isRecord } from './record.ts';

type Apps = Readonly<Record<string, string>>;

/** What a project says about its client SDKs. */
export interface ClientSettings {
  /** The target app of each client key, and of the djb2 hash of each. Null when the project names none. */
  readonly appIDs: Apps | null;
  readonly hashedAppIDs: Apps | null;
  /** The gates and configs that a client key may see, by the djb2 hash of the key. */
  readonly entities: Readonly<
    Record<string, { readonly gates: readonly string[]; readonly configs: readonly string[] }>
  >;
  /** The layer of each experiment that shares its parameters. */
  readonly layerOf: ReadonlyMap<string, string>;
  readonly sessionReplay: SessionReplaySettings | null;
}

const apps = v.record(v.string(), v.string());
const triggers = v.record(
  v.string(),
  v.object({ values: v.optional(v.array(v.unknown())), sampling_rate: v.nullish(v.number()) }),
);

const sessionReplaySchema = v.object({
  sampling_rate: v.nullish(v.number()),
  targeting_gate: v.nullish(v.string()),
  recording_blocked: v.nullish(v.boolean()),
  session_recording_event_triggers: v.nullish(triggers),
  session_recording_exposure_triggers: v.nullish(triggers),
  session_recording_privacy_settings: v.nullish(v.record(v.string(), v.unknown())),
});

/** When client SDKs record sessions. */
export type SessionReplaySettings = v.InferOutput<typeof sessionReplaySchema>;

/** The part of a payload's envelope that is about clients. What cannot be read counts as absent. */
export const clientSettingsEntries = {
  sdk_keys_to_app_ids: v.fallback(v.nullish(apps), null),
  hashed_sdk_keys_to_app_ids: v.fallback(v.nullish(apps), null),
  hashed_sdk_keys_to_entities: v.fallback(
    v.nullish(v.record(v.string(), v.object({ gates: v.array(v.string()), configs: v.array(v.string()) }))),
    null,
  ),
  layers: v.optional(v.unknown()),
  session_replay_info: v.fallback(v.nullish(sessionReplaySchema), null),
};

const settingsSchema = v.object(clientSettingsEntries);

export function clientSettings(payload: v.InferOutput<typeof settingsSchema>): ClientSettings {
  return {
    appIDs: payload.sdk_keys_to_app_ids ?? null,
    hashedAppIDs: payload.hashed_sdk_keys_to_app_ids ?? null,
    entities: payload.hashed_sdk_keys_to_entities ?? {},
    layerOf: layersByExperiment(payload.layers),
    sessionReplay: payload.session_replay_info ?? null,
  };
}

function layersByExperiment(layers: unknown): ReadonlyMap<string, string> {
  const layerOf = new Map<string, string>();
  for (const [layer, experiments] of isRecord(layers) ? Object.entries(layers) : []) {
    for (const experiment of Array.isArray(experiments) ? experiments : [])
      layerOf.set(String(experiment), layer);
  }
  return layerOf;
}
