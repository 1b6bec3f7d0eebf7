import type { SpecSource } from './spec-source.ts';

/**
 * Specs that the application brings along, for a start without a network.
 *
 * @param payload - A body of `download_config_specs`: JSON text, or what it parses to.
 */
export function bootstrapSpecSource(payload: unknown): SpecSource {
  return {
    name: 'Bootstrap',
    pull: async (since) => (since === undefined ? { source: 'Bootstrap', payload } : undefined),
  };
}

/** A bootstrap that can be let go of: once it is in use, tens of megabytes of text would be held for nothing. */
export interface HeldBootstrap extends SpecSource {
  release(): void;
}

/** {@link bootstrapSpecSource} for the option `specs.bootstrap`, which everyone holds who holds the options. */
export function heldBootstrap(payload: string | object): HeldBootstrap {
  let source: SpecSource | undefined = bootstrapSpecSource(payload);
  return {
    name: source.name,
    pull: async (since, signal) => source?.pull(since, signal),
    release() {
      source = undefined;
    },
  };
}
