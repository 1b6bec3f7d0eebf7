import type { ExposureSummary } from '@acme/statsig-server';
import { describe, expect, it } from 'vitest';
import { groupsOf, type NamedProject } from './groups.ts';

const project: NamedProject = {
  experiments: [
    {
      id: 'search',
      rules: [
        { id: 'holdout', name: 'company_holdout', groupName: null },
        { id: 'a', name: 'Control', groupName: 'Control' },
      ],
    },
  ],
  dynamic_configs: [
    { id: 'rates', rules: [{ id: 'nz', name: 'New Zealand', groupName: null }] },
    { id: 'broken', rules: null },
  ],
};

function summary(
  parts: Partial<ExposureSummary> & Pick<ExposureSummary, 'eventName' | 'name'>,
): ExposureSummary {
  const none = { gateValue: null, parameterName: null, allocatedExperiment: null };
  return { ...none, ruleID: 'default', exposures: 9, units: 3, ...parts };
}

const gate = { eventName: 'statsig::gate_exposure', name: 'wallet' } as const;
const config = { eventName: 'statsig::config_exposure' } as const;
const layer = { eventName: 'statsig::layer_exposure', name: 'home', parameterName: 'color' } as const;

describe('groupsOf', () => {
  it.each([
    // what is stored                                                                 kind, subject and group
    [summary({ ...gate, gateValue: true }), 'gate wallet: pass'],
    [summary({ ...gate, gateValue: false }), 'gate wallet: fail'],
    [summary({ ...config, name: 'search', ruleID: 'a' }), 'experiment search: Control'],
    [summary({ ...config, name: 'search', ruleID: 'holdout' }), 'experiment search: not in the experiment'],
    [summary({ ...config, name: 'rates', ruleID: 'nz' }), 'dynamic config rates: New Zealand'],
    [summary({ ...config, name: 'rates' }), 'dynamic config rates: default'],
    [summary({ ...config, name: 'broken', ruleID: 'nz' }), 'dynamic config broken: default'],
    [summary({ ...config, name: 'unknown', ruleID: '' }), 'dynamic config unknown: default'],
    [
      summary({ ...layer, allocatedExperiment: 'search', ruleID: 'a' }),
      'layer parameter home.color: search: Control',
    ],
    [summary({ ...layer, ruleID: 'a' }), 'layer parameter home.color: default'],
  ])('calls %j "%s"', (stored, expected) => {
    const [group] = groupsOf([stored], project);
    expect(`${group?.kind} ${group?.subject}: ${group?.name}`).toBe(expected);
    expect(group?.visitors).toBe(3);
  });

  it('adds up rules that give one answer, and puts the largest group first', () => {
    const stored = [
      summary({ ...config, name: 'search', ruleID: 'a', units: 9 }),
      summary({ ...gate, gateValue: false, ruleID: 'default', units: 2 }),
      summary({ ...gate, gateValue: true, ruleID: 'staff', units: 2 }),
      summary({ ...gate, gateValue: true, ruleID: 'loyal', units: 3 }),
    ];
    expect(groupsOf(stored, project)).toEqual([
      { kind: 'gate', subject: 'wallet', name: 'pass', visitors: 5 },
      { kind: 'gate', subject: 'wallet', name: 'fail', visitors: 2 },
      { kind: 'experiment', subject: 'search', name: 'Control', visitors: 9 },
    ]);
  });
});
