import {
  compileSpecs,
  type Evaluation,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  parseSpecs,
  type StatsigUser,
  sha256Base64,
} from '@acme/statsig-core';
import { coreLookups, legacyLookups } from '../../lookups.js';
import type { UserDescription } from '../generate/project.ts';
import type { Answer, AnswerReason, CreateEngine } from './engine.ts';

/** Our own evaluator; the payload's shape decides which SDK it has to answer like. */
export const createOurs: CreateEngine = async (payload, { now, environmentTier, idLists }) => {
  const parsed = parseSpecs(payload);
  if (!parsed.ok) throw parsed.error;
  const specs = compileSpecs(parsed.value);
  const context = {
    now,
    environment: environmentTier === null ? undefined : { tier: environmentTier },
    idLists: new Map(Object.entries(idLists).map(([name, ids]) => [name, new Set(ids.map(listEntry))])),
    lookups: parsed.value.dialect.name === 'core' ? coreLookups : legacyLookups,
  };
  return {
    checkGate: (user, name) => answerOf(evaluateGate(specs, asUser(user), name, context)),
    getConfig: (user, name) => answerOf(evaluateDynamicConfig(specs, asUser(user), name, context)),
    getExperiment: (user, name) => {
      const experiment = evaluateExperiment(specs, asUser(user), name, context);
      return { ...answerOf(experiment), isExperimentGroup: experiment.isUserInExperiment };
    },
    getLayer: (user, name) => {
      const layer = evaluateLayer(specs, asUser(user), name, context);
      return {
        ...answerOf(layer),
        isExperimentGroup: layer.isUserInExperiment,
        undelegatedSecondaryExposures: layer.undelegatedSecondaryExposures,
        explicitParameters: layer.explicitParameters,
        allocatedExperiment: layer.allocatedExperiment,
      };
    },
    stop: async () => {},
  };
};

const reasons: Readonly<Record<string, AnswerReason>> = {
  Recognized: 'Recognized',
  Unrecognized: 'Unrecognized',
  Unsupported: 'Unsupported',
};

function answerOf(evaluation: Evaluation): Answer {
  const { value, ruleID, groupName, idType, secondaryExposures, details } = evaluation;
  return {
    value,
    ruleID,
    groupName,
    idType,
    secondaryExposures,
    reason: reasons[details.reason] ?? 'Error',
  };
}

/** Descriptions say more than the types of users allow, as applications do. */
function asUser(user: UserDescription): StatsigUser {
  return user as StatsigUser;
}

/** ID lists hold the first eight characters of a hash. */
function listEntry(unitID: string): string {
  return sha256Base64(unitID).slice(0, 8);
}
