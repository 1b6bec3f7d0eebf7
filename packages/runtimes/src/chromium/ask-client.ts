import type { ClientAnswer, ClientCase, ClientQuestion } from './client-case.ts';

/** What the client SDK said for one user. */
export interface ClientAnswers {
  /** JSON of `ClientAnswer`, in the order of the questions. */
  readonly answers: readonly string[];
  /** What the SDK found wrong with the response. */
  readonly warnings: readonly string[];
}

/** As much of `@statsig/js-client` as is used here; it is installed on demand, so its own types are not there. */
interface StatsigClient extends Record<ClientQuestion['method'], (name: string) => Found> {
  readonly dataAdapter: { setData(data: string): void };
  initializeSync(): { readonly warnings?: readonly string[] | null };
  /** Sends what was logged. */
  shutdown(): Promise<void>;
}

/** A gate has a value, everything else parameters, and an experiment or layer a group besides. */
interface Found {
  readonly value: unknown;
  readonly ruleID: string;
  readonly groupName?: string | null;
  readonly details: { readonly reason: string };
  get(parameter: string, fallback: null): unknown;
}

export interface SDK {
  readonly StatsigClient: new (
    sdkKey: string,
    user: ClientCase['user'],
    options: Readonly<Record<'environment' | 'networkConfig', Readonly<Record<string, string>>>>,
  ) => StatsigClient;
}

/**
 * Starts the client SDK from our response, asks it everything, and lets it log what it was asked.
 *
 * Runs in a page that has the SDK for a global, and travels there as text: it may use nothing from around it.
 */
export async function askClient({ user, environment, ...given }: ClientCase): Promise<ClientAnswers> {
  const { Statsig, location } = globalThis as unknown as {
    Statsig: SDK;
    location: { readonly origin: string };
  };
  const { origin } = location;
  const client = new Statsig.StatsigClient(given.sdkKey, user, {
    environment,
    networkConfig: {
      api: origin,
      logEventUrl: `${origin}/log_event`,
      sdkExceptionUrl: `${origin}/sdk_exception`,
    },
  });
  client.dataAdapter.setData(given.response);
  const { warnings } = client.initializeSync();
  const answers = given.questions.map(({ method, name, parameters }) => {
    const found = client[method](name);
    const answer: ClientAnswer = {
      value:
        method === 'getFeatureGate'
          ? found.value
          : Object.fromEntries(parameters.map((parameter) => [parameter, found.get(parameter, null)])),
      ruleID: found.ruleID,
      groupName: found.groupName ?? null,
      reason: found.details.reason,
    };
    return JSON.stringify(answer);
  });
  await client.shutdown();
  return { answers, warnings: warnings ?? [] };
}
