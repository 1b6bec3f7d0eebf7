import type { Reply } from '../frame/fault-server.ts';

const everyone = { type: 'public', targetValue: null, operator: null, field: null, idType: 'userID' };

/** Specs with one gate, `open`, which everyone passes. */
export const openGate: Reply = {
  status: 200,
  body: {
    has_updates: true,
    time: 1_000,
    feature_gates: [
      {
        name: 'open',
        type: 'feature_gate',
        entity: 'feature_gate',
        salt: 'salt',
        enabled: true,
        idType: 'userID',
        defaultValue: false,
        rules: [
          {
            id: 'everyone',
            name: 'everyone',
            salt: 'rule-salt',
            idType: 'userID',
            passPercentage: 100,
            conditions: [everyone],
            returnValue: true,
          },
        ],
      },
    ],
    dynamic_configs: [],
    layer_configs: [],
  },
};
