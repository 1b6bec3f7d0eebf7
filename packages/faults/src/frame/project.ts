import type { Reply } from './fault-server.ts';

const everyone = { type: 'public', targetValue: null, operator: null, field: null, idType: 'userID' };

/** A project with one gate, which is open for everybody, and another one each time. */
export function projectOf(time: number, paddingBytes = 0): object {
  const rule = {
    id: 'r',
    salt: 's',
    passPercentage: 100,
    idType: 'userID',
    returnValue: true,
    conditions: [everyone],
  };
  const gate = {
    name: 'open',
    salt: `salt of ${time}`,
    enabled: true,
    idType: 'userID',
    defaultValue: false,
    rules: [rule],
  };
  return {
    has_updates: true,
    time,
    feature_gates: [{ ...gate, type: 'feature_gate', entity: 'feature_gate' }],
    dynamic_configs: [],
    layer_configs: [],
    padding: 'x'.repeat(paddingBytes),
  };
}

/** Specs with gate `open`. */
export const openGate: Reply = { status: 200, body: projectOf(1_000) };

/** A server whose project changes each time it is asked. */
export const changing =
  (paddingBytes = 0) =>
  (index: number): Reply => ({ status: 200, body: projectOf(1_000 + index, paddingBytes) });
