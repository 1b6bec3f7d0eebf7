import type { StatsigEvent } from '@acme/statsig-node';
import { eventsOf } from '../memory-event-sink.ts';
import { payloadOf } from '../specs/payload.ts';
import type { SpecBuilder } from '../specs/spec.ts';
import { type FakeRequest, readRequest, sinceTimeOf } from './fake-request.ts';
import { inTrouble, type Trouble } from './trouble.ts';

/** What Statsig's servers are asked for by this SDK. */
export type Endpoint = 'download_config_specs' | 'log_event';

/** Statsig's servers, in memory. */
export interface FakeStatsigApi {
  /** For the SDK's option `fetch`. */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** All requests, in their order. */
  readonly requests: readonly FakeRequest[];
  /** The events that were accepted. */
  readonly events: readonly StatsigEvent[];
  /** Changes the project; polls then find something new. */
  publish(specs: readonly SpecBuilder[]): void;
  /** Makes the next requests to an endpoint fail, one after the other, each in its own way. */
  failNext(endpoint: Endpoint, ...troubles: readonly Trouble[]): void;
}

/**
 * Statsig's servers as a `fetch`: for tests of how an application starts, polls and recovers. It answers as the contract
 * says: 401 without a secret key, `has_updates: false` when nothing is new, 202 for events.
 *
 * @param specs - The project to begin with.
 * @example
 * const api = fakeStatsigApi([gate('new_checkout').rollout(100)]);
 * api.failNext('download_config_specs', 'unreachable', { status: 503 });
 * const statsig = createStatsig({ sdkKey: 'secret-test', fetch: api.fetch });
 */
export function fakeStatsigApi(specs: readonly SpecBuilder[] = []): FakeStatsigApi {
  const requests: FakeRequest[] = [];
  const troubles = new Map<string, readonly Trouble[]>();
  const backend = new Backend(specs);
  return {
    requests,
    events: backend.events,
    publish: (next) => backend.publish(next),
    failNext(endpoint, ...next) {
      troubles.set(endpoint, [...(troubles.get(endpoint) ?? []), ...next]);
    },
    async fetch(input, init) {
      const asked = new Request(input, init);
      const request = await readRequest(asked);
      requests.push(request);
      const respond = (): Response => backend.respond(request);
      const [trouble, ...later] = troubles.get(request.endpoint) ?? [];
      troubles.set(request.endpoint, later);
      return trouble === undefined ? respond() : inTrouble(trouble, { respond, signal: asked.signal });
    },
  };
}

/** A project, and the events about it. */
class Backend {
  readonly events: StatsigEvent[] = [];
  #specs: readonly SpecBuilder[];
  #time = 1;
  readonly #answers: Readonly<Record<string, (request: FakeRequest) => Response>> = {
    download_config_specs: (request) => this.#download(request),
    log_event: (request) => this.#log(request),
  };

  constructor(specs: readonly SpecBuilder[]) {
    this.#specs = specs;
  }

  publish(specs: readonly SpecBuilder[]): void {
    this.#specs = specs;
    this.#time += 1;
  }

  respond(request: FakeRequest): Response {
    if (!request.headers.get('statsig-api-key')?.startsWith('secret-')) {
      return Response.json({ message: 'Invalid API key' }, { status: 401 });
    }
    const answer = this.#answers[request.endpoint];
    return answer === undefined ? Response.json({ message: 'Not found' }, { status: 404 }) : answer(request);
  }

  #download(request: FakeRequest): Response {
    if (sinceTimeOf(request) >= this.#time) return Response.json({ has_updates: false });
    return Response.json(payloadOf(this.#specs, { time: this.#time }));
  }

  #log({ body }: FakeRequest): Response {
    this.events.push(...eventsOf(body));
    return Response.json({ success: true }, { status: 202 });
  }
}
