// Answers recorded vectors through the public API of core: what `run-vectors.mjs` asks for.
import {
  clientInitializeResponseText,
  compileSpecs,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  parseSpecs,
} from '@acme/statsig-core';
import { coreLookups, legacyLookups } from './lookups.js';

/**
 * @param {unknown} payload - A `download_config_specs` body.
 * @param {{ now: number, environment: Record<string, string> | null, idLists: Record<string, string> }} recorded
 */
export function createEvaluator(payload, { now, environment, idLists }) {
  // As text, which is how payloads arrive.
  const parsed = parseSpecs(JSON.stringify(payload));
  if (!parsed.ok) throw parsed.error;
  const specs = compileSpecs(parsed.value);
  const context = {
    now,
    environment: environment ?? undefined,
    idLists: new Map(Object.entries(idLists).map(([name, lines]) => [name, members(lines)])),
    lookups: parsed.value.dialect.name === 'core' ? coreLookups : legacyLookups,
  };
  return {
    checkGate: (user, name) => record(evaluateGate(specs, user, name, context)),
    getConfig: (user, name) => {
      const experiment = evaluateExperiment(specs, user, name, context);
      return { ...record(experiment), isExperimentGroup: experiment.isUserInExperiment };
    },
    getLayer: (user, name) => {
      const layer = evaluateLayer(specs, user, name, context);
      return {
        ...record(layer),
        undelegatedSecondaryExposures: layer.undelegatedSecondaryExposures,
        explicitParameters: layer.explicitParameters,
        allocatedExperiment: layer.allocatedExperiment,
      };
    },
    getClientInitializeResponse: (user, { hash, clientKey }) =>
      clientInitializeResponseText(specs, user, { ...context, hash, clientKey }),
  };
}

function record({ value, ruleID, groupName, idType, secondaryExposures, details: { reason } }) {
  return { value, ruleID, groupName, idType, secondaryExposures, reason };
}

function members(lines) {
  return new Set(lines.split('\n').flatMap((line) => (line.startsWith('+') ? [line.slice(1)] : [])));
}
