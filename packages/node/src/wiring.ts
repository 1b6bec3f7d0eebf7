import type { Logger } from './diagnostics/logger.ts';
import type { Reporter } from './diagnostics/reporter.ts';
import type { HttpClient } from './http/http-client.ts';
import type { Redact } from './http/redact.ts';
import type { IDListStore } from './id-lists/id-list-store.ts';
import type { ResolvedOptions } from './resolve-options.ts';
import type { Session } from './sdk.ts';
import type { StatsigParts } from './statsig-parts.ts';
import type { WaitUntil, WakingClock } from './time/waking-clock.ts';

/** What the parts have in common. */
export interface Wiring extends Pick<StatsigParts, 'store' | 'subscriptions' | 'polling' | 'sending'> {
  readonly logger: Logger;
  readonly options: ResolvedOptions;
  readonly clock: WakingClock;
  readonly waitUntil: WaitUntil | undefined;
  readonly redact: Redact;
  readonly session: Session;
  readonly client: HttpClient;
  readonly reporter: Reporter;
  readonly idListStore: IDListStore;
}
