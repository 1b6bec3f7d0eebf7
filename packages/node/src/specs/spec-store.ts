import { type CompiledSpecs, noSpecs } from '@acme/statsig-core';

/** Holds the specs in use. They are replaced as a whole, and never by older ones. */
export class SpecStore {
  #current: CompiledSpecs = noSpecs;
  #since: number | undefined;
  #initialLcut: number | undefined;

  /** The specs to evaluate with; `noSpecs` before the first ones. */
  get current(): CompiledSpecs {
    return this.#current;
  }

  /** The newest `lcut` so far, in epoch milliseconds, to ask for what is newer; undefined before there is one. */
  get since(): number | undefined {
    return this.#since;
  }

  /** The `lcut` of the first specs; undefined before there are any. */
  get initialLcut(): number | undefined {
    return this.#initialLcut;
  }

  get isEmpty(): boolean {
    return this.#current === noSpecs;
  }

  /** Whether specs of this time may replace the current ones: older ones, as a lagging edge server may send, may not. */
  accepts({ lcut }: CompiledSpecs): boolean {
    return lcut <= 0 || this.#since === undefined || lcut >= this.#since;
  }

  /** Puts `specs` to use. Those without a time are taken at their sender's word, and leave `since` where it was. */
  replace(specs: CompiledSpecs): void {
    if (specs.lcut > 0) this.#since = specs.lcut;
    this.#initialLcut ??= specs.lcut;
    this.#current = specs;
  }
}
