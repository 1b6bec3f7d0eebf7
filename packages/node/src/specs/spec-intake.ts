import {
  asksIDLists,
  type CompiledSpecs,
  hasChanges,
  hasUpdates,
  isPayloadText,
  type SpecChanges,
  type SpecIssue,
  StatsigError,
  specChanges,
} from '@acme/statsig-core';
import type { Clock } from '../time/clock.ts';
import { inSlices } from '../time/in-slices.ts';
import { readSpecs } from './read-specs.ts';
import { refuseShrinking } from './shrink-guard.ts';
import type { CacheableSpecs } from './spec-cache.ts';
import type { SpecsUpdate } from './spec-source.ts';
import type { SpecStore } from './spec-store.ts';

/** News that new specs are in use. */
export interface SpecsUpdated {
  /** When the project last changed, by the server's clock, in epoch milliseconds; 0 when the specs do not say. */
  readonly lcut: number;
  /** E.g. `Network`, `Bootstrap`. */
  readonly source: string;
  /** When the specs arrived, in epoch milliseconds. */
  readonly receivedAt: number;
  /** What is different now, by name; of the first specs everything is added. */
  readonly changes: SpecChanges;
  /** What the source delivered, as in {@link SpecsUpdate.payload}: for copies elsewhere. Must not be changed. */
  readonly payload: unknown;
}

/** What an intake needs, and whom it tells. */
export interface SpecIntakeOptions {
  readonly store: SpecStore;
  readonly clock: Clock;
  /** Whether others get the specs, so that they are kept as they came. */
  readonly isShared: boolean;
  /** An update that takes away more of the specs in use is refused. */
  readonly maxRemovedPercent: number;
  onUpdate(update: SpecsUpdated): void;
  /** Called once when specs are in use that ask ID lists. */
  onIDListsNeeded(): void;
  onError(error: StatsigError): void;
}

/** Puts updates to use: those that can be read, are not older, and are no accident. */
export class SpecIntake {
  readonly #options: SpecIntakeOptions;
  /** The last payload that came as a value: when it comes again, it costs nothing and is no news. */
  #lastValue: unknown;
  #inUse: CacheableSpecs | undefined;
  #needsIDLists = false;

  constructor(options: SpecIntakeOptions) {
    this.#options = options;
  }

  /** The specs in use as they came, for others; undefined before there are any. */
  get inUse(): CacheableSpecs | undefined {
    return this.#inUse;
  }

  /**
   * Takes an update in, a slice at a time. Not to be called again before it is over.
   *
   * @throws {StatsigError} `INVALID_SPECS`; the specs in use stay.
   */
  async take({ source, payload }: SpecsUpdate): Promise<void> {
    const { store, clock, isShared, maxRemovedPercent, onUpdate } = this.#options;
    if (payload === this.#lastValue || !hasUpdates(payload)) return;
    const receivedAt = clock.now();
    const now = (): number => clock.now();
    const previous = store.isEmpty ? undefined : store.current;
    const specs = await readSpecs(payload, { previous, source, receivedAt, onIssue: this.#onIssue, now });
    if (specs === previous) return;
    if (store.accepts(specs)) {
      const changes = await inSlices(specChanges(store.current, specs), now);
      if (previous !== undefined) refuseShrinking({ previous, next: specs, changes }, maxRemovedPercent);
      store.replace(specs);
      if (isShared) this.#inUse = { lcut: specs.lcut, payload };
      await this.#lookForIDLists(specs, previous);
      if (previous === undefined || hasChanges(changes)) {
        onUpdate({ lcut: specs.lcut, source, receivedAt, changes, payload });
      }
    }
    this.#lastValue = isPayloadText(payload) ? undefined : payload;
  }

  async #lookForIDLists(specs: CompiledSpecs, previous: CompiledSpecs | undefined): Promise<void> {
    const { clock, onIDListsNeeded } = this.#options;
    if (this.#needsIDLists) return;
    this.#needsIDLists = await inSlices(asksIDLists(specs, previous), () => clock.now());
    if (this.#needsIDLists) onIDListsNeeded();
  }

  readonly #onIssue = ({ kind, name, message, answersAsBefore }: SpecIssue): void => {
    const answers = answersAsBefore ? 'as it did before' : 'as if it did not exist';
    const text = `The ${kind} "${name}" cannot be read, and answers ${answers}: ${message}`;
    this.#options.onError(new StatsigError('INVALID_SPECS', text));
  };
}
