import { describe, expect, it } from 'vitest';
import type { Difference } from './differences.ts';
import { knownDifferences } from './known-differences.ts';

const rows = knownDifferences;

/** A plain gate that is on for one SDK only: no row may ever explain that. */
const unexplainable: Difference = {
  question: {
    dialect: 'core',
    method: 'checkGate',
    name: 'gate',
    user: { userID: 'a' },
    project: {
      gates: [
        {
          name: 'gate',
          entity: 'feature_gate',
          salt: 'salt',
          enabled: true,
          idType: 'userID',
          defaultValue: false,
          rules: [
            {
              id: 'rule',
              idType: 'userID',
              passPercentage: 50,
              returnValue: true,
              conditions: [
                { type: 'public' },
                { type: 'user_field', field: 'email', operator: 'any', targetValue: ['a'] },
              ],
            },
          ],
        },
      ],
      configs: [],
      layers: [],
      environmentTier: null,
      idLists: {},
    },
  },
  field: 'value',
  official: { reason: 'Recognized', value: true, ruleID: 'rule' },
  ours: { reason: 'Recognized', value: false, ruleID: 'rule' },
};

describe('the known differences', () => {
  it('have names of their own', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  it.each(rows)('say why: $name', ({ reason, dialect }) => {
    expect(reason).toMatch(/^.{20,}\.$/s);
    expect(dialect).not.toHaveLength(0);
  });

  it.each(rows)('do not explain a plain gate that differs: $name', (row) => {
    expect(row.applies(unexplainable)).toBe(false);
  });
});
