import * as v from 'valibot';

const exposureSchema = v.object({
  user: v.unknown(),
  time: v.optional(v.unknown()),
  experimentName: v.optional(v.string()),
  configName: v.optional(v.string()),
  gateName: v.optional(v.string()),
  /** The group that was seen; of a gate, `true` or `false`. */
  group: v.optional(v.union([v.string(), v.boolean()]), ''),
});

/**
 * The event that reports an exposure which the application decided on by itself.
 *
 * What is no exposure is returned as it is, to be rejected as any malformed event.
 */
export function eventOfExposure(exposure: unknown): unknown {
  const parsed = v.safeParse(exposureSchema, exposure);
  if (!parsed.success) return exposure;
  const { user, time, gateName, group, ...names } = parsed.output;
  const name = gateName ?? names.experimentName ?? names.configName;
  if (name === undefined) return exposure;
  const common = { user, time };
  return gateName === undefined
    ? { ...common, ...manual('config', { config: name, ruleID: String(group) }) }
    : { ...common, ...manual('gate', { gate: name, gateValue: String(group), ruleID: '' }) };
}

function manual(kind: 'config' | 'gate', metadata: Readonly<Record<string, string>>) {
  return { eventName: `statsig::${kind}_exposure`, metadata: { ...metadata, isManualExposure: 'true' } };
}
