import { isPayloadText } from '@acme/statsig-core';
import { bodyText } from '../http/read-body.ts';
import type { SpecsKeys } from '../persistence/cache-keys.ts';
import type { DataAdapter } from '../persistence/data-adapter.ts';
import type { SpecSource, SpecsUpdate } from './spec-source.ts';

/** Specs to be cached. */
export interface CacheableSpecs {
  /** Epoch milliseconds; 0 when not known. */
  readonly lcut: number;
  readonly payload: unknown;
}

/** The specs in the data adapter: a source of specs, and where those from elsewhere are written. */
export class SpecCache implements SpecSource {
  readonly name = 'DataAdapter';
  readonly #adapter: DataAdapter;
  readonly #keys: SpecsKeys;
  #lastWritten: unknown;

  constructor(adapter: DataAdapter, keys: SpecsKeys) {
    this.#adapter = adapter;
    this.#keys = keys;
  }

  /** Of what others wrote, only the first specs are read wherever they are; news comes from processes like this one. */
  async pull(since: number | undefined, signal: AbortSignal): Promise<SpecsUpdate | undefined> {
    if (since !== undefined) {
      const lcut = await this.#cachedLcut();
      if (lcut === undefined || lcut <= since) return undefined;
    }
    for (const key of since === undefined ? this.#keys.readable : [this.#keys.specs]) {
      signal.throwIfAborted();
      const payload = await this.#adapter.get(key);
      if (payload !== undefined && payload !== null) return { source: this.name, payload };
    }
    return undefined;
  }

  /**
   * Writes specs, unless what is cached is as new.
   *
   * The specs go first: whoever sees the new `lcut` finds them.
   */
  async write({ lcut, payload }: CacheableSpecs, signal: AbortSignal): Promise<void> {
    const cached = await this.#cachedLcut();
    const isCached = lcut > 0 ? cached !== undefined && cached >= lcut : payload === this.#lastWritten;
    if (isCached) return;
    signal.throwIfAborted();
    await this.#adapter.set(this.#keys.specs, textOf(payload));
    this.#lastWritten = payload;
    signal.throwIfAborted();
    await this.#adapter.set(this.#keys.lcut, String(lcut));
  }

  async #cachedLcut(): Promise<number | undefined> {
    const text = await this.#adapter.get(this.#keys.lcut);
    const lcut = Number(text ?? Number.NaN);
    return Number.isNaN(lcut) ? undefined : lcut;
  }
}

function textOf(payload: unknown): string {
  if (!isPayloadText(payload)) return JSON.stringify(payload);
  return typeof payload === 'string' ? payload : bodyText([payload].flat());
}
