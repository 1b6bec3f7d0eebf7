import { commonConditions } from '../../conditions/conditions.ts';
import { experimentGroupCondition } from '../../conditions/experiment-group.ts';
import { djb2 } from '../../hashing/djb2.ts';
import { operatorsOf } from '../../operators/operators.ts';
import { ownValue } from '../../user/fields.ts';
import type { Dialect } from '../dialect.ts';
import { coreCoercions } from './coercions.ts';
import { normalizeCore } from './normalize.ts';
import { coreReaders } from './readers.ts';

/** What a v2 payload means: the answers of `@statsig/statsig-node-core` 0.23. */
export const coreDialect: Dialect = {
  name: 'core',
  normalize: normalizeCore,
  operators: /* @__PURE__ */ operatorsOf(coreCoercions),
  conditions: { ...commonConditions, experiment_group: experimentGroupCondition },
  readers: coreReaders,
  results: {
    exposesNameless: false,
    listsWithoutRules: true,
    exposesUnsupported: true,
    idType: (outer) => outer,
    version: (outer, delegate) => outer ?? delegate,
    overridesPass: false,
  },
  sticky: {
    versionKey: 'config_version',
    keepsWithoutDelegate: true,
    storesNoEmptyLists: true,
    deletesUnassignedLayers: false,
    needsStorage: true,
    keepsWithoutUnit: false,
  },
  sampling: { onlyInProduction: false, specialCaseFirst: true, marksForced: false },
  clients: {
    showsGroups: false,
    showsLayerIDTypes: true,
    showsParameterStores: true,
    keepsUserEnvironment: false,
    filtersEntities: false,
    mergesLayerDefaults: false,
    unsupportedValue: null,
    isDeviceBased: (idType) => idType === 'stableID' || idType === 'stableid',
    // The last map that is there decides, also when it does not know the key.
    appOf: (clientKey, { appIDs, hashedAppIDs }, appID) => {
      if (hashedAppIDs !== null) return ownValue(hashedAppIDs, djb2(clientKey));
      return appIDs === null ? appID : ownValue(appIDs, clientKey);
    },
  },
  accepts: () => true,
};
