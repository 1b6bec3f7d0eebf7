import {
  type CompiledSpecs,
  compileSpecs,
  evaluateExperiment,
  evaluateGate,
  parseSpecs,
} from '@acme/statsig-core';

/** What the worker is bound to: a key-value store, into which someone else writes `download_config_specs`. */
export interface Environment {
  readonly SPECS: { get(key: string): Promise<string | null> };
}

/** How long an isolate answers from the specs that it has. */
const freshMs = 10_000;
let current: { readonly specs: CompiledSpecs; readonly readAt: number } | undefined;

/** Reads the specs at most once in a while; specs that cannot be read leave the ones in use. */
async function specsOf({ SPECS }: Environment, now: number): Promise<CompiledSpecs | undefined> {
  if (current !== undefined && now - current.readAt < freshMs) return current.specs;
  const parsed = parseSpecs(await SPECS.get('specs'));
  const specs = parsed.ok ? compileSpecs(parsed.value) : current?.specs;
  if (specs !== undefined) current = { specs, readAt: now };
  return specs;
}

// biome-ignore lint/style/noDefaultExport: where a worker's platform looks.
export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const now = Date.now();
    const specs = await specsOf(environment, now);
    if (specs === undefined) return new Response('There are no specs yet.', { status: 503 });

    const user = {
      userID: request.headers.get('x-user-id') ?? '',
      country: request.headers.get('x-country') ?? undefined,
    };
    const gate = evaluateGate(specs, user, 'new_checkout', { now });
    const button = evaluateExperiment(specs, user, 'checkout_button', { now });
    return Response.json({
      newCheckout: gate.value,
      because: gate.details.reason,
      color: button.get('color', 'blue'),
    });
  },
};
