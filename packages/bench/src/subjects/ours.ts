import {
  bootstrapSpecSource,
  createStatsig,
  type StatsigOptions,
  type StatsigUser,
} from '@acme/statsig-node';
import { readUserAgent } from './read-user-agent.ts';
import { type StartOptions, type Subject, sdkKey } from './subject.ts';

const unexposed = { disableExposureLogging: true };

/** Starts `@acme/statsig-node` with a v1 payload. */
export async function startOurs(options: StartOptions): Promise<Subject<StatsigUser>> {
  const statsig = createStatsig(optionsOf(options));
  const { success, error } = await statsig.initialize();
  if (!success) throw error ?? new Error('@acme/statsig-node did not start.');
  return {
    user: (description) => description,
    checkGate: (user, name) => statsig.forUser(user).checkGate(name, unexposed),
    gateRuleID: (user, name) => statsig.forUser(user).getFeatureGate(name, unexposed).ruleID,
    dynamicConfig: (user, name) => statsig.forUser(user).getDynamicConfig(name, unexposed).value,
    experiment: (user, name) => statsig.forUser(user).getExperiment(name, unexposed).value,
    layerParameter: (user, name, parameter) =>
      statsig.forUser(user).getLayer(name, unexposed).get(parameter, ''),
    exposeGate: (user, name) => statsig.forUser(user).checkGate(name),
    logEvent(user, index) {
      const metadata = { item: `item-${index}`, currency: 'EUR' };
      statsig.forUser(user).logEvent('purchase', { value: 12.5, metadata });
    },
    clientInitializeResponse: (user) =>
      statsig.forUser(user).getClientInitializeResponseText({ hash: 'djb2' }),
    flush: async () => void (await statsig.flush()),
    stop: async () => void (await statsig.shutdown()),
  };
}

function optionsOf({ payload, eventsURL, specsURL }: StartOptions): StatsigOptions {
  const options = { sdkKey, lookups: { userAgent: readUserAgent } };
  if (specsURL !== undefined) {
    return { ...options, apiURL: `${specsURL}/v1`, disableAllLogging: true, specs: { intervalMs: 1_000 } };
  }
  if (eventsURL === undefined) return { ...options, offline: true, specs: { bootstrap: payload } };
  return { ...options, apiURL: `${eventsURL}/v1`, specs: { source: bootstrapSpecSource(payload) } };
}
