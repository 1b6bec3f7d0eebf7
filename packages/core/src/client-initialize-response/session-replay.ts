import type { SessionReplaySettings } from '../specs/client-settings.ts';
import type { ClientEntry, WriteName } from './entries.ts';

type Triggers = NonNullable<SessionReplaySettings['session_recording_event_triggers']>;

/**
 * Says whether a client records its session.
 *
 * @param passesGate - Asks the targeting gate.
 * @param random - From 0 up to 1; decides about all sampling of the session.
 */
export function sessionReplayEntry(
  settings: SessionReplaySettings,
  { write, passesGate, random }: { write: WriteName; passesGate: (gate: string) => boolean; random: number },
): ClientEntry {
  const { sampling_rate: rate, targeting_gate: gate, recording_blocked: blocked } = settings;
  const passesTargeting = typeof gate === 'string' ? passesGate(gate) : undefined;
  const isSampled = typeof rate !== 'number' || random <= rate;
  const { session_recording_event_triggers: events, session_recording_exposure_triggers: exposures } =
    settings;
  const privacy = settings.session_recording_privacy_settings;
  return {
    can_record_session: blocked !== true && isSampled && passesTargeting !== false,
    ...(typeof blocked === 'boolean' ? { recording_blocked: blocked } : undefined),
    ...(typeof rate === 'number' ? { session_recording_rate: rate } : undefined),
    ...(passesTargeting === undefined ? undefined : { passes_session_recording_targeting: passesTargeting }),
    ...(events ? { session_recording_event_triggers: sampled(events, (name) => name, random) } : undefined),
    ...(exposures ? { session_recording_exposure_triggers: sampled(exposures, write, random) } : undefined),
    ...(privacy ? { session_recording_privacy_settings: privacy } : undefined),
  };
}

function sampled(triggers: Triggers, write: WriteName, random: number): ClientEntry {
  const entries = Object.entries(triggers).map(([name, { values, sampling_rate: rate }]) => [
    write(name),
    {
      ...(values === undefined ? undefined : { values }),
      ...(typeof rate === 'number' ? { passes_sampling: random <= rate } : undefined),
    },
  ]);
  return Object.fromEntries(entries) as ClientEntry;
}
