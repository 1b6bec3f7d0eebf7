import { describe, expect, it } from 'vitest';
import { readProject } from './parse-project.ts';

const group = { name: 'A', size: 100 };

describe('a mistake in a project', () => {
  it.each<[string, unknown, string]>([
    ['no object', 'gates', ''],
    ['a list', [], ''],
    ['an unknown section', { flags: [] }, 'flags'],
    ['a section that is no list', { gates: {} }, 'gates'],
    ['an entity without ID', { gates: [{}] }, 'gates.0.id'],
    ['an empty ID', { gates: [{ id: '' }] }, 'gates.0.id'],
    ['a misspelt field', { gates: [{ id: 'g', isEnable: true }] }, 'gates.0.isEnable'],
    [
      'too many percent',
      { gates: [{ id: 'g', rules: [{ passPercentage: 101 }] }] },
      'gates.0.rules.0.passPercentage',
    ],
    [
      'a condition without type',
      { gates: [{ id: 'g', rules: [{ conditions: [{ operator: 'any' }] }] }] },
      'gates.0.rules.0.conditions.0.type',
    ],
    [
      'a gate that returns parameters',
      { gates: [{ id: 'g', rules: [{ returnValue: {} }] }] },
      'gates.0.rules.0.returnValue',
    ],
    ['two gates of one ID', { gates: [{ id: 'g' }, { id: 'g' }] }, 'gates.1.id'],
    ['a gate and a holdout of one ID', { gates: [{ id: 'g' }], holdouts: [{ id: 'g' }] }, 'holdouts.0.id'],
    [
      'groups that do not add up',
      { experiments: [{ id: 'e', groups: [{ ...group, size: 60 }] }] },
      'experiments.0.groups',
    ],
    [
      'a running experiment without groups',
      { experiments: [{ id: 'e', status: 'active' }] },
      'experiments.0.groups',
    ],
    [
      'an unknown layer',
      { experiments: [{ id: 'e', layerID: 'l', groups: [group] }] },
      'experiments.0.layerID',
    ],
    [
      'an unknown targeting gate',
      { experiments: [{ id: 'e', targetingGateID: 'g', groups: [group] }] },
      'experiments.0.targetingGateID',
    ],
    [
      'a decision for no group',
      { experiments: [{ id: 'e', status: 'decision_made', groups: [group] }] },
      'experiments.0.launchedGroupID',
    ],
    [
      'more users than a layer has',
      {
        layers: [{ id: 'l' }],
        experiments: [
          { id: 'a', layerID: 'l', allocation: 60, groups: [group] },
          { id: 'b', layerID: 'l', allocation: 60, groups: [group] },
        ],
      },
      'experiments.1.allocation',
    ],
    [
      'users that two experiments of a layer want',
      {
        layers: [{ id: 'l' }],
        experiments: [
          { id: 'a', layerID: 'l', allocation: 50, groups: [group] },
          { id: 'b', layerID: 'l', allocation: 50, allocationStart: 40, groups: [group] },
        ],
      },
      'experiments.1.allocation',
    ],
    ['a payload without gates', { has_updates: true, dynamic_configs: [] }, 'feature_gates'],
  ])('has a path: %s', (_what, value, path) => {
    const reading = readProject(value);
    expect(reading.ok ? [] : reading.mistakes).toContainEqual({ path, message: expect.any(String) });
  });

  it('is one of several that are all told', () => {
    const reading = readProject({ gates: [{ id: 1 }, { id: 'g', rules: [{ passPercentage: -1 }] }] });
    expect(reading.ok ? [] : reading.mistakes.map(({ path }) => path)).toEqual([
      'gates.0.id',
      'gates.1.rules.0.passPercentage',
    ]);
  });
});

describe('a warning', () => {
  it.each([
    [
      'asks for a gate that is not there',
      { gates: [{ id: 'g', rules: [{ conditions: [{ type: 'passes_gate', targetValue: 'x' }] }] }] },
      'gates.0.rules.0.conditions.0.targetValue',
    ],
    ['holds out what is not there', { holdouts: [{ id: 'h', gateIDs: ['x'] }] }, 'holdouts.0.gateIDs.0'],
  ])('stops nothing: one %s', (_what, value, path) => {
    expect(readProject(value)).toMatchObject({ ok: true, warnings: [{ path }] });
  });
});

it('fills in what goes without saying', () => {
  expect(readProject({ gates: [{ id: 'g', rules: [{ name: 'Staff' }, {}] }] })).toMatchObject({
    ok: true,
    project: {
      gates: [
        {
          id: 'g',
          salt: 'g',
          idType: 'userID',
          isEnabled: true,
          rules: [
            { id: 'Staff', salt: 'Staff', passPercentage: 100, conditions: [] },
            { id: 'rule_2', salt: 'rule_2' },
          ],
        },
      ],
      experiments: [],
      settings: {},
    },
  });
});
