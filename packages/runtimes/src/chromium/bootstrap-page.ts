import type { SDK } from './ask-client.ts';

/** What a page is told to look for. */
export interface PageQuestions {
  /** Where the app answers with a client initialize response. */
  readonly path: string;
  readonly gates: readonly string[];
}

/** What a page found. */
export interface PageAnswers {
  readonly gates: readonly boolean[];
  /** What the client SDK found wrong with the response. */
  readonly warnings: readonly string[];
  /** The status of asking again, with the tag of the first answer. */
  readonly statusWhenKnown: number;
}

/**
 * Starts the client SDK as a page of the app would: from the app's own route.
 *
 * Runs in a page that has the SDK for a global, and travels there as text: it may use nothing from around it.
 */
export async function bootstrapPage({ path, gates }: PageQuestions): Promise<PageAnswers> {
  const { Statsig, location } = globalThis as unknown as {
    Statsig: SDK;
    location: { readonly origin: string };
  };
  const response = await fetch(path);
  const data = await response.text();
  const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
  const { status: statusWhenKnown } = await fetch(path, { headers });

  const { user } = JSON.parse(data) as { user: { statsigEnvironment?: Record<string, string> } };
  const { statsigEnvironment = {}, ...visitor } = user;
  const client = new Statsig.StatsigClient('client-key', visitor, {
    environment: statsigEnvironment,
    networkConfig: { api: location.origin, logEventUrl: `${location.origin}/log_event` },
  });
  client.dataAdapter.setData(data);
  const { warnings } = client.initializeSync();
  const found = gates.map((name) => client.getFeatureGate(name).value === true);
  await client.shutdown();
  return { gates: found, warnings: warnings ?? [], statusWhenKnown };
}
