/**
 * Tells OpenTelemetry what an SDK object does. Needs `@opentelemetry/api` 1.9 or newer, and whichever SDK of
 * OpenTelemetry the application has set up.
 *
 * @packageDocumentation
 */
export { type InstrumentStatsigOptions, instrumentStatsig } from './instrument-statsig.ts';
