import {
  type CompiledSpecs,
  clientInitializeResponseText,
  compileSpecs,
  type Evaluation,
  type EvaluationContext,
  evaluateDynamicConfig,
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  type ParameterValues,
  parseSpecs,
  type StatsigUser,
  specNames,
} from '@acme/statsig-core';
import type { Project } from '../project/project.ts';
import { contextOf } from '../suite/context.ts';

/** What the client SDK is given for one user, what it is asked, and what core answers. Plain JSON. */
export interface ClientCase {
  readonly sdkKey: string;
  readonly user: StatsigUser;
  /** The client is set up for the one that the response is made for: it compares the two. */
  readonly environment: Readonly<Record<string, string>>;
  /** Our client initialize response, as text. */
  readonly response: string;
  readonly questions: readonly ClientQuestion[];
}

export interface ClientQuestion {
  /** The method of the client SDK. */
  readonly method: 'getFeatureGate' | 'getDynamicConfig' | 'getExperiment' | 'getLayer';
  readonly name: string;
  /** The parameters to read; none of a gate, whose value is read. */
  readonly parameters: readonly string[];
  /** JSON of `ClientAnswer`. */
  readonly expected: string;
}

/** An answer as both SDKs can give it. */
export interface ClientAnswer {
  readonly value: unknown;
  readonly ruleID: string;
  readonly groupName: string | null;
  readonly reason: string;
}

/** How many of the project's users the client SDK is started for. */
const maxUsers = 25;

/** Makes a case of each of the project's users that has all the IDs that the project asks for, as signed-in visitors do. */
export function clientCases(project: Project): readonly ClientCase[] {
  const parsed = parseSpecs(project.payload);
  if (!parsed.ok) throw parsed.error;
  const specs = compileSpecs(parsed.value);
  const users = project.users.filter(({ userID, customIDs }) => userID !== '' && customIDs !== undefined);
  return users.slice(0, maxUsers).map((fields, index) => {
    const user = fields as StatsigUser;
    const environment = user.statsigEnvironment ?? project.environment;
    const context = { ...contextOf(project), environment };
    return {
      sdkKey: `client-${index}`,
      user,
      environment,
      response: clientInitializeResponseText(specs, user, context),
      questions: questionsOf(specs, user, context),
    };
  });
}

function questionsOf(
  specs: CompiledSpecs,
  user: StatsigUser,
  context: EvaluationContext,
): readonly ClientQuestion[] {
  const { gates, dynamicConfigs, experiments, layers } = specNames(specs);
  return [
    ...[...gates, 'no_such_gate'].map((name) =>
      question('getFeatureGate', evaluateGate(specs, user, name, context)),
    ),
    ...[...dynamicConfigs, 'no_such_config'].map((name) =>
      // The client SDK knows no groups of dynamic configs.
      question('getDynamicConfig', { ...evaluateDynamicConfig(specs, user, name, context), groupName: null }),
    ),
    ...[...experiments, 'no_such_experiment'].map((name) =>
      question('getExperiment', evaluateExperiment(specs, user, name, context)),
    ),
    ...[...layers, 'no_such_layer'].map((name) =>
      question('getLayer', evaluateLayer(specs, user, name, context)),
    ),
  ];
}

function question(
  method: ClientQuestion['method'],
  { name, value, ruleID, groupName, details }: Evaluation<boolean | ParameterValues>,
): ClientQuestion {
  const answer: ClientAnswer = { value, ruleID, groupName, reason: `Bootstrap:${details.reason}` };
  const parameters = typeof value === 'boolean' ? [] : Object.keys(value);
  return { method, name, parameters, expected: JSON.stringify(answer) };
}
