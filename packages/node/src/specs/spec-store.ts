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

  /**
   * Puts `specs` to use, unless they are older than the current ones, as a lagging edge server may send them.
   *
   * Specs without a time are taken at their sender's word, and leave `since` where it was.
   *
   * @returns Whether they are in use now.
   */
  replace(specs: CompiledSpecs): boolean {
    if (specs.lcut > 0) {
      if (this.#since !== undefined && specs.lcut < this.#since) return false;
      this.#since = specs.lcut;
    }
    this.#initialLcut ??= specs.lcut;
    this.#current = specs;
    return true;
  }
}
