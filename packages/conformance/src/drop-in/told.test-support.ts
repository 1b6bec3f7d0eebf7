/** A result as plain values, so that those of both SDKs can be compared: times of the machine are left out. */
export function told(result: unknown): unknown {
  if (result instanceof Error) return { throws: result.constructor.name };
  if (typeof result !== 'object' || result === null || Array.isArray(result)) return result;
  if (isAnswer(result)) return answer(result);
  if ('feature_gates' in result) return clientResponse(result);
  const { evaluationDetails, ...rest } = result as { readonly evaluationDetails?: object };
  return evaluationDetails === undefined ? rest : { ...rest, evaluationDetails: details(evaluationDetails) };
}

/** What `DynamicConfig` and `Layer` have in common, and what only one has. */
interface Answer {
  readonly name: string;
  readonly value?: unknown;
  getRuleID(): string;
  getGroupName(): string | null;
  getIDType(): string | null;
  getEvaluationDetails(): object | null;
  getAllocatedExperimentName?(): string | null;
  _getSecondaryExposures?(): unknown;
}

function answer(config: Answer): unknown {
  return {
    name: config.name,
    value: config.value,
    ruleID: config.getRuleID(),
    groupName: config.getGroupName(),
    // What is overridden has none here; there it has one of three, by whom the override is for.
    idType: config.getRuleID() === 'override' ? null : config.getIDType(),
    details: details(config.getEvaluationDetails()),
    allocatedExperiment: config.getAllocatedExperimentName?.(),
    secondaryExposures: config._getSecondaryExposures?.(),
  };
}

function isAnswer(result: object): result is Answer {
  return 'getRuleID' in result;
}

/** Who made it is the one thing that differs. */
function clientResponse(response: object): unknown {
  const {
    generator: _theirs,
    sdkInfo: _ours,
    ...rest
  } = JSON.parse(JSON.stringify(response)) as Record<string, unknown>;
  return rest;
}

function details(given: object | null): unknown {
  return given === null ? null : { ...given, serverTime: 0 };
}
