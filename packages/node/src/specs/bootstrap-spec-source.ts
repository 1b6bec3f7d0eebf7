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
