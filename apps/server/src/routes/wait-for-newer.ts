import type { Context } from 'hono';
import type { KeyedEnv } from '../auth/require-key.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Snapshot } from '../specs/snapshot.ts';

const maxWaitMs = 60_000;

/** The environment's snapshot: with `?wait=` in seconds the next one, if the present one is known already. */
export async function waitForNewer(
  context: Context<KeyedEnv>,
  sinceTime: number,
  { specs, clock }: Pick<ServerParts, 'specs' | 'clock'>,
): Promise<Snapshot> {
  const { environment } = context.get('key');
  const waitMs = Math.min(Number(context.req.query('wait') ?? 0) * 1000, maxWaitMs);
  if (!(waitMs > 0) || sinceTime < specs.current(environment).time) return specs.current(environment);
  const over = new AbortController();
  const end = (): void => over.abort();
  const unsubscribe = specs.subscribe((snapshot) => {
    if (snapshot.environment === environment) end();
  });
  context.req.raw.signal.addEventListener('abort', end);
  await clock.sleep(waitMs, over.signal).catch(() => undefined);
  unsubscribe();
  context.req.raw.signal.removeEventListener('abort', end);
  return specs.current(environment);
}
