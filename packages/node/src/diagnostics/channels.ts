import { type Channel, channel } from 'node:diagnostics_channel';
import type {
  DynamicConfig,
  Experiment,
  FeatureGate,
  Layer,
  ParameterStore,
  StatsigError,
  StatsigUser,
} from '@acme/statsig-core';
import type { Session } from '../sdk.ts';

/** What all messages say. */
interface Message {
  /** Which SDK object it is about: `statsig.sessionID`. */
  readonly sessionID: string;
}

/** What was asked for. */
export type AnswerKind = 'gate' | 'dynamicConfig' | 'experiment' | 'layer' | 'parameterStore';

/** What the user got. */
export type Answer = FeatureGate | DynamicConfig | Experiment | Layer | ParameterStore;

/** Published to `acme-statsig:evaluation` with each answer, exposed or not; a layer's and a parameter store's once. */
export interface EvaluationMessage extends Message {
  readonly kind: AnswerKind;
  readonly answer: Answer;
  readonly user: StatsigUser;
}

/** Published to `acme-statsig:pull` when a source of specs has answered, or failed to. */
export interface PullMessage extends Message {
  /** The source's name. */
  readonly source: string;
  readonly durationMs: number;
  /** Whether it had something that may be new. */
  readonly hasUpdate: boolean;
  /** Null when it answered. */
  readonly error: StatsigError | null;
}

/** Published to `acme-statsig:send` with each attempt to send a batch of events. */
export interface SendMessage extends Message {
  readonly batchID: string;
  readonly eventCount: number;
  /** How many attempts came before. */
  readonly retryCount: number;
  readonly durationMs: number;
  /** Null when the batch was accepted. */
  readonly error: StatsigError | null;
}

/** What this SDK publishes by `node:diagnostics_channel`. Without subscribers it costs nothing. */
export const evaluations: Channel = channel('acme-statsig:evaluation');
export const pulls: Channel = channel('acme-statsig:pull');
export const sends: Channel = channel('acme-statsig:send');

/** Tells the subscribers of `evaluations` about an answer. */
export function publishEvaluation(
  { session }: { readonly session: Session },
  evaluation: Omit<EvaluationMessage, 'sessionID'>,
): void {
  const message: EvaluationMessage = { sessionID: session.id, ...evaluation };
  evaluations.publish(message);
}
