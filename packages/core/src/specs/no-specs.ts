import { legacyDialect } from '../dialects/legacy/legacy.ts';
import { noSampling } from '../exposures/sampling-settings.ts';
import { noClientSettings } from './client-settings.ts';
import type { CompiledSpecs } from './compiled.ts';

/** What there is before the first specs arrive: every answer has the reason `Uninitialized`. */
export const noSpecs: CompiledSpecs = {
  lcut: 0,
  source: '',
  receivedAt: 0,
  dialect: legacyDialect,
  appID: undefined,
  defaultEnvironment: undefined,
  missing: 'Uninitialized',
  gate: () => undefined,
  config: () => undefined,
  layer: () => undefined,
  bandit: () => undefined,
  parameterStore: () => undefined,
  sampling: noSampling,
  mappings: null,
  clients: noClientSettings,
  names: () => [],
  scratch: { idleRun: null, lastSerial: 0, entryCaches: new Map() },
};
