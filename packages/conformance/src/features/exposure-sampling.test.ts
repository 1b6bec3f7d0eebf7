import { isDeepStrictEqual } from 'node:util';
import {
  evaluateExperiment,
  evaluateGate,
  evaluateLayer,
  hasParameter,
  type Sampled,
  type StatsigUser,
  sampleExposure,
} from '@acme/statsig-core';
import type { StatsigServer } from 'statsig-node';
import { describe, expect, it } from 'vitest';
import { knownFeatureDifferences } from './known-feature-differences.ts';
import { ourSpecs, startLegacy } from './official-sdks.test-support.ts';
import {
  everybody,
  type FeatureProject,
  gate,
  gateRule,
  now,
  type Part,
  v1Payload,
} from './payloads.test-support.ts';
import {
  type Asked,
  askedOf,
  parameters,
  sampledElsewise,
  sampledUsers,
  samplingProject,
} from './sampling-project.test-support.ts';

/** Who was asked what: the kind, name and parameter, and the user. */
type Question = string;

/** What the events of the questions that were logged say about sampling. */
type Logged = ReadonlyMap<Question, Part>;

interface SentEvent {
  readonly eventName: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly user: StatsigUser;
  readonly statsigMetadata: Part;
}

describe('P38: exposures that are logged', () => {
  it.each`
    sdkConfigs                                                    | environment
    ${{ sampling_mode: 'on' }}                                    | ${null}
    ${{ sampling_mode: 'on', special_case_sampling_rate: 4 }}     | ${{ tier: 'production' }}
    ${{ sampling_mode: 'shadow', special_case_sampling_rate: 4 }} | ${{ region: 'eu' }}
    ${{ special_case_sampling_rate: 4 }}                          | ${null}
  `('are those of the legacy SDK: $sdkConfigs in $environment', async (settings: Settings) => {
    const { differences, logged } = await differencesIn(settingOf(samplingProject, settings));

    expect(differences.slice(0, 3)).toEqual([]);
    expect(logged).toBeGreaterThan(sampledUsers.length);
  });

  it.each(Object.entries(sampledElsewise))(
    'are at least those of the legacy SDK, but differ because of %s',
    async (name, { gates, layers }) => {
      expect(knownFeatureDifferences).toHaveProperty([name]);

      const { differences } = await differencesIn(settingWith({ gates, layers }));
      expect(differences).not.toEqual([]);
      expect(differences.filter(({ actual }) => actual === undefined).slice(0, 3)).toEqual([]);
    },
  );

  it.each`
    sdkConfigs                                                  | environment
    ${{ sampling_mode: 'on', special_case_sampling_rate: 4.5 }} | ${null}
    ${{ sampling_mode: 'on', special_case_sampling_rate: 4 }}   | ${{ tier: 'staging' }}
    ${{ sampling_mode: 'none', special_case_sampling_rate: 4 }} | ${null}
  `(
    'are those of the legacy SDK, which says what it does not do: $sdkConfigs in $environment',
    async (settings: Settings) => {
      const setting = { ...settingOf(samplingProject, settings), users: sampledUsers.slice(0, 20) };

      const { differences } = await differencesIn(setting);
      expect(differences.slice(0, 3)).toEqual([]);
    },
  );

  it(`differ for the user ID zero: ${knownFeatureDifferences['the user ID zero'].reason}`, async () => {
    const gates = Array.from({ length: 40 }, (_, i) =>
      gate(`gate-${i}`, { rules: [gateRule('all', [everybody], { samplingRate: 2 })] }),
    );
    // The first one is logged for the rule.
    const users = [{ userID: 'first' }, { userID: 0 }];

    const { differences } = await differencesIn({ ...settingWith({ gates }), users });
    expect(differences).not.toEqual([]);
  });
});

async function differencesIn(
  setting: Setting,
): Promise<{ differences: readonly SamplingDifference[]; logged: number }> {
  const expected = await loggedByLegacy(setting);
  const actual = loggedByUs(setting);
  const questions = [...new Set([...expected.keys(), ...actual.keys()])];
  const differences = questions
    .map((question) => ({ question, expected: expected.get(question), actual: actual.get(question) }))
    .filter((difference) => !isDeepStrictEqual(difference.expected, difference.actual));
  return { differences, logged: expected.size };
}

/** What each SDK's event says about sampling; undefined where it logs none. */
interface SamplingDifference {
  readonly question: Question;
  readonly expected: Part | undefined;
  readonly actual: Part | undefined;
}

interface Settings {
  readonly sdkConfigs: Part;
  readonly environment: Readonly<Record<string, string>> | null;
}

interface Setting {
  readonly payload: string;
  readonly asked: Asked;
  readonly users: readonly StatsigUser[];
  readonly environment: Settings['environment'];
}

function settingOf(project: FeatureProject, { sdkConfigs, environment }: Settings): Setting {
  // Without compression, so that the events can be read.
  const fields = { sdk_configs: sdkConfigs, sdk_flags: { stop_log_event_compression: true } };
  const payload = v1Payload({ ...project, fields });
  return { payload, asked: askedOf(project), environment, users: sampledUsers };
}

/** Asks about these gates and layers only; they may refer to all others. */
function settingWith({ gates = [], layers = [] }: FeatureProject): Setting {
  const project = {
    ...samplingProject,
    gates: [...(samplingProject.gates ?? []), ...gates],
    layers: [...(samplingProject.layers ?? []), ...layers],
  };
  const settings = { sdkConfigs: { sampling_mode: 'on' }, environment: null };
  return { ...settingOf(project, settings), asked: askedOf({ gates, layers }) };
}

const kinds: Readonly<Record<string, keyof Asked>> = {
  'statsig::gate_exposure': 'gate',
  'statsig::config_exposure': 'config',
  'statsig::layer_exposure': 'layer',
};

async function loggedByLegacy({ payload, asked, environment, users }: Setting): Promise<Logged> {
  const events: SentEvent[] = [];
  const statsig = await startLegacy(payload, {
    localMode: false,
    environment,
    loggingMaxBufferSize: 1_000_000,
    networkOverrideFunc: async (url, { body }) => {
      if (url.includes('log_event'))
        events.push(...(JSON.parse(body as string) as { events: SentEvent[] }).events);
      return new Response('{}');
    },
  });
  for (const asking of users) {
    // It writes the environment into the user.
    const user = structuredClone(asking) as Parameters<StatsigServer['getConfig']>[0];
    for (const name of asked.gate) statsig.checkGate(user, name);
    for (const name of asked.config) statsig.getConfig(user, name);
    for (const name of asked.layer) {
      const layer = statsig.getLayer(user, name);
      for (const parameter of parameters) layer.get(parameter, null);
    }
  }
  await statsig.flush();
  await statsig.shutdownAsync();
  return new Map(
    events.flatMap(({ eventName, metadata, user, statsigMetadata }) => {
      const kind = kinds[eventName];
      // Diagnostics.
      if (kind === undefined) return [];
      const { gate, config, parameterName } = metadata;
      const asked = [kind, gate ?? config ?? '', ...(parameterName === undefined ? [] : [parameterName])];
      return [[questionOf(asked, user), statsigMetadata]] as const;
    }),
  );
}

function loggedByUs({ payload, asked, environment: named, users }: Setting): Logged {
  const specs = ourSpecs(payload);
  const environment = named ?? undefined;
  const seen = new Set<string>();
  const isFirst = (key: string): boolean => !seen.has(key) && Boolean(seen.add(key));
  const logged = new Map<Question, Part>();
  for (const user of users) {
    const context = { now, environment };
    const log = (question: Question, answer: Sampled): void => {
      const { isLogged, metadata } = sampleExposure(specs, answer, { user, environment, isFirst });
      if (isLogged) logged.set(question, metadata ?? {});
    };
    for (const name of asked.gate)
      log(questionOf(['gate', name], user), { gate: evaluateGate(specs, user, name, context) });
    for (const name of asked.config)
      log(questionOf(['config', name], user), { config: evaluateExperiment(specs, user, name, context) });
    for (const name of asked.layer) {
      const layer = evaluateLayer(specs, user, name, context);
      const read = parameters.filter((parameter) => hasParameter(layer.value, parameter, null));
      for (const parameter of read) log(questionOf(['layer', name, parameter], user), { layer, parameter });
    }
  }
  return logged;
}

function questionOf(asked: readonly string[], { userID, customIDs }: StatsigUser): Question {
  return JSON.stringify([...asked, userID, customIDs ?? null]);
}
