import { commonConditions } from '../../conditions/conditions.ts';
import { multiGateCondition } from '../../conditions/gates.ts';
import { djb2 } from '../../hashing/djb2.ts';
import { operatorsOf } from '../../operators/operators.ts';
import { ownValue } from '../../user/fields.ts';
import type { Dialect } from '../dialect.ts';
import { legacyCoercions } from './coercions.ts';
import { normalizeLegacy } from './normalize.ts';
import { legacyReaders } from './readers.ts';

/** What a v1 payload means: the answers of `statsig-node` 6.5. */
export const legacyDialect: Dialect = {
  name: 'legacy',
  normalize: normalizeLegacy,
  operators: /* @__PURE__ */ operatorsOf(legacyCoercions),
  conditions: {
    ...commonConditions,
    multi_pass_gate: multiGateCondition(true),
    multi_fail_gate: multiGateCondition(false),
  },
  readers: legacyReaders,
  results: {
    exposesNameless: true,
    listsWithoutRules: false,
    exposesUnsupported: false,
    idType: (_, delegate) => delegate,
    version: (_, delegate) => delegate,
    overridesPass: true,
  },
  sticky: {
    versionKey: 'configVersion',
    keepsWithoutDelegate: false,
    storesNoEmptyLists: false,
    deletesUnassignedLayers: true,
    needsStorage: false,
    keepsWithoutUnit: true,
  },
  sampling: { onlyInProduction: true, specialCaseFirst: false, marksForced: true },
  clients: {
    showsGroups: true,
    showsLayerIDTypes: false,
    showsParameterStores: false,
    keepsUserEnvironment: true,
    filtersEntities: true,
    mergesLayerDefaults: true,
    unsupportedValue: {},
    isDeviceBased: (idType) => idType?.toLowerCase() === 'stableid',
    appOf: (clientKey, { appIDs, hashedAppIDs }) =>
      ownValue(hashedAppIDs, djb2(clientKey)) ?? ownValue(appIDs, clientKey),
  },
  accepts: ({ userID, customIDs }) =>
    typeof userID === 'string' ||
    typeof userID === 'number' ||
    (typeof customIDs === 'object' && customIDs !== null && Object.keys(customIDs).length > 0),
};
