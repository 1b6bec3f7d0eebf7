import { StatsigError } from '@acme/statsig-core';
import { errorText } from '../diagnostics/error-text.ts';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import type { Clock } from '../time/clock.ts';
import { withDeadline } from '../time/deadline.ts';
import type { CacheableSpecs, SpecCache } from './spec-cache.ts';
import type { SpecsUpdate } from './spec-source.ts';

/** What sharing needs, and whom it tells. */
export interface SpecSharingOptions {
  readonly adapter: DataAdapter;
  readonly cache: SpecCache;
  readonly leaseKey: string;
  /** Unlike any other process's. */
  readonly owner: { readonly id: string };
  /** How long the turn lasts of a process that is heard of no more. */
  readonly turnMs: number;
  /** The longest that the adapter is waited for. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  onError(error: StatsigError): void;
}

/**
 * Shares specs with other processes through a data adapter: reads theirs, writes one's own, and decides whose turn it is
 * to ask the server. Never rejects, and settles within `timeoutMs`: trouble with the adapter costs nothing but the sharing.
 */
export class SpecSharing {
  readonly #options: SpecSharingOptions;
  readonly #never = new AbortController().signal;
  #isOurTurn = true;
  #isFailing = false;

  constructor(options: SpecSharingOptions) {
    this.#options = options;
  }

  /** Whether another process asks the server, as far as is known. */
  get isFollowing(): boolean {
    return !this.#isOurTurn;
  }

  /** Specs that are newer than `since`; undefined when there are none, or they cannot be had. */
  read(since: number | undefined): Promise<SpecsUpdate | undefined> {
    const { cache } = this.#options;
    return this.#attempt((signal) => cache.pull(since, signal), undefined);
  }

  /** Takes the turn, or keeps it. Everybody has it where there are no leases: too many requests are better than none. */
  async takeTurn(): Promise<boolean> {
    const { adapter, leaseKey: key, owner, turnMs: ttlMs } = this.#options;
    const { leases } = adapter;
    if (leases === undefined) return true;
    this.#isOurTurn = await this.#attempt(() => leases.acquire(key, { owner: owner.id, ttlMs }), true);
    return this.#isOurTurn;
  }

  /** Gives the turn to whoever comes next. */
  async endTurn(): Promise<void> {
    const { adapter, leaseKey, owner } = this.#options;
    const { leases } = adapter;
    if (leases !== undefined && this.#isOurTurn) {
      await this.#attempt(() => leases.release(leaseKey, owner.id), undefined);
    }
  }

  /** Lets others have specs. Who cannot write ends its turn, so that those who can get theirs. */
  async publish(specs: CacheableSpecs): Promise<void> {
    const { cache } = this.#options;
    const isWritten = await this.#attempt((signal) => cache.write(specs, signal).then(() => true), false);
    if (!isWritten) await this.endTurn();
  }

  /** Failures in a row are one piece of news. */
  async #attempt<T>(work: (signal: AbortSignal) => Promise<T>, otherwise: T): Promise<T> {
    const { clock, timeoutMs: ms, onError } = this.#options;
    const timeoutError = (): Error => new Error(`no answer within ${ms} ms`);
    try {
      const result = await withDeadline(work, { clock, ms, signal: this.#never, timeoutError });
      this.#isFailing = false;
      return result;
    } catch (cause) {
      const message = `The data adapter failed, so specs are not shared for now: ${errorText(cause)}`;
      if (!this.#isFailing) onError(new StatsigError('STORAGE', message, { cause }));
      this.#isFailing = true;
      return otherwise;
    }
  }
}
