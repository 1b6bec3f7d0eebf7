import {
  createStatsig,
  type EventsOptions,
  type Statsig,
  type StatsigEvent,
  type StatsigOptions,
} from '@acme/statsig-node';
import { memoryEventSink } from './memory-event-sink.ts';
import { dynamicConfig } from './specs/dynamic-config.ts';
import { experiment } from './specs/experiment.ts';
import { gate } from './specs/gate.ts';
import { layer } from './specs/layer.ts';
import { type PayloadOptions, payloadOf } from './specs/payload.ts';
import type { Parameters, SpecBuilder } from './specs/spec.ts';

/** The group that everyone is in. */
export interface TestGroup {
  readonly groupName: string;
  readonly value: Parameters;
}

/** Options that the test decides, by what it says of the project. */
type Decided = 'apiURL' | 'events' | 'fetch' | 'offline' | 'sdkKey' | 'specs';

/** What the project of a test is like. */
export interface TestProject {
  /** Gates that are open or closed for everyone. */
  readonly gates?: Readonly<Record<string, boolean>> | undefined;
  /** Dynamic configs that are the same for everyone. */
  readonly dynamicConfigs?: Readonly<Record<string, Parameters>> | undefined;
  /** Experiments in which everyone is in one group. */
  readonly experiments?: Readonly<Record<string, TestGroup>> | undefined;
  /** Layers that are the same for everyone. */
  readonly layers?: Readonly<Record<string, Parameters>> | undefined;
  /** Specs with rules, made by {@link gate} and the like. */
  readonly specs?: readonly SpecBuilder[] | undefined;
}

/** What the project of a test is like, and how its SDK object differs from others. Nothing has to be said. */
export interface TestStatsigOptions extends TestProject, Omit<StatsigOptions, Decided> {
  /**
   * As which of Statsig's SDKs rules are read; parameter stores need v2.
   *
   * @defaultValue v1
   */
  readonly version?: PayloadOptions['version'];
  readonly events?: Omit<EventsOptions, 'sink'> | undefined;
}

/** An SDK object that tells what was logged. */
export interface LoggedEvents {
  /** All events so far, exposures included, in their order and as they would have travelled. */
  loggedEvents(): Promise<readonly StatsigEvent[]>;
  /** Forgets the events so far. */
  clearLoggedEvents(): Promise<void>;
}

/**
 * Creates an SDK object for a test: the real one, on specs of the test's own, without a network. It answers at once, and
 * its overrides, sticky assignments and events work as in production.
 *
 * @throws {StatsigError} `INVALID_OPTIONS` when two specs share a name.
 * @example
 * await using statsig = await createTestStatsig({
 *   gates: { new_checkout: true },
 *   experiments: { checkout_button: { groupName: 'treatment', value: { color: 'red' } } },
 * });
 * expect(statsig.checkGate({ userID: 'ada' }, 'new_checkout')).toBe(true);
 */
export async function createTestStatsig(options: TestStatsigOptions = {}): Promise<Statsig & LoggedEvents> {
  const { gates, dynamicConfigs, experiments, layers, specs, version, events, ...others } = options;
  const project = { gates, dynamicConfigs, experiments, layers, specs };
  const bootstrap = payloadOf(specsOf(project), { version });
  const sink = memoryEventSink();
  const statsig = createStatsig({
    ...others,
    offline: true,
    specs: { bootstrap },
    events: { ...events, sink },
  });
  await statsig.initialize();
  const logged: LoggedEvents = {
    async loggedEvents() {
      await statsig.flush();
      return [...sink.events];
    },
    async clearLoggedEvents() {
      await statsig.flush();
      sink.clear();
    },
  };
  return Object.assign(statsig, logged);
}

function specsOf(project: TestProject): readonly SpecBuilder[] {
  const { gates = {}, dynamicConfigs = {}, experiments = {}, layers = {}, specs = [] } = project;
  return [
    ...Object.entries(gates).map(([name, isOpen]) => (isOpen ? gate(name).rollout(100) : gate(name))),
    ...Object.entries(dynamicConfigs).map(([name, values]) => dynamicConfig(name, values)),
    ...Object.entries(experiments).map(([name, { groupName, value }]) =>
      experiment(name, { [groupName]: value }),
    ),
    ...Object.entries(layers).map(([name, values]) => layer(name, values)),
    ...specs,
  ];
}
