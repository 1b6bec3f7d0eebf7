import { describe, expect, it } from 'vitest';
import { fieldsNeeded } from './fields-needed.ts';
import { condition, config, gate, layer, rule, specsOf } from './fixtures.test-support.ts';
import { experimentGroups, experimentLayer, specNames } from './names.ts';
import { noSpecs } from './no-specs.ts';

const field = (type: string, name: string) =>
  condition(type, { field: name, operator: 'any', targetValue: ['x'] });
const specs = specsOf({
  feature_gates: [
    gate('plain', {
      rules: [
        rule('p', { passPercentage: 10, idType: 'companyID', conditions: [field('user_field', 'email')] }),
      ],
    }),
    gate('asks', { rules: [rule('a', { conditions: [condition('fail_gate', { targetValue: 'plain' })] })] }),
    gate('circle', {
      rules: [rule('c', { conditions: [condition('pass_gate', { targetValue: 'circle' })] })],
    }),
    gate('wide', {
      rules: [
        rule('w', {
          conditions: [
            field('ip_based', 'country'),
            field('ua_based', 'os_name'),
            field('environment_field', 'tier'),
            condition('current_time', { operator: 'after', targetValue: 1 }),
            condition('unit_id', { operator: 'any', targetValue: ['x'], idType: 'stableID' }),
          ],
        }),
      ],
    }),
    gate('segment:vip', { entity: 'segment' }),
    gate('out', { entity: 'holdout' }),
  ],
  dynamic_configs: [
    config('banner'),
    config('button', {
      entity: 'experiment',
      rules: [
        rule('t', { groupName: 'Targeting' }),
        rule('c', { groupName: 'Control', isExperimentGroup: true }),
        rule('g', { groupName: 'Test', isExperimentGroup: true, idType: 'stableID' }),
      ],
    }),
    config('tuned', { entity: 'autotune' }),
  ],
  layer_configs: [
    layer('home', {
      rules: [rule('l', { configDelegate: 'button', conditions: [field('user_field', 'plan')] })],
    }),
  ],
});

describe('specNames', () => {
  it('lists a project by what its names stand for', () => {
    expect(specNames(specs)).toEqual({
      gates: ['plain', 'asks', 'circle', 'wide'],
      dynamicConfigs: ['banner'],
      experiments: ['button'],
      autotunes: ['tuned'],
      layers: ['home'],
      parameterStores: [],
    });
  });

  it('lists nothing before there are specs', () => {
    expect(Object.values(specNames(noSpecs)).flat()).toEqual([]);
  });
});

describe('experimentGroups', () => {
  it('lists groups in order, without rules that only target', () => {
    expect(experimentGroups(specs, 'button')).toEqual([
      { groupName: 'Control', ruleID: 'c', idType: 'userID', value: { from: 'c' } },
      { groupName: 'Test', ruleID: 'g', idType: 'stableID', value: { from: 'g' } },
    ]);
  });

  it('lists none of an experiment that nobody knows', () => {
    expect(experimentGroups(specs, 'nope')).toEqual([]);
  });
});

describe('experimentLayer', () => {
  const layered = specsOf({ layers: { home: ['button', 'banner'] } });

  it.each`
    experiment  | layer
    ${'button'} | ${'home'}
    ${'banner'} | ${'home'}
    ${'alone'}  | ${null}
  `(
    'of $experiment is $layer',
    ({ experiment, layer: name }: { experiment: string; layer: string | null }) => {
      expect(experimentLayer(layered, experiment)).toBe(name);
    },
  );
});

describe('fieldsNeeded', () => {
  const none = { userFields: [], idTypes: [], environment: [], ip: false, userAgent: false, time: false };

  it.each`
    kind        | name        | needs
    ${'gate'}   | ${'plain'}  | ${{ userFields: ['email'], idTypes: ['companyID'] }}
    ${'gate'}   | ${'asks'}   | ${{ userFields: ['email'], idTypes: ['companyID'] }}
    ${'gate'}   | ${'circle'} | ${{}}
    ${'gate'}   | ${'wide'}   | ${{ userFields: ['country', 'os_name'], idTypes: ['stableID'], environment: ['tier'], ip: true, userAgent: true, time: true }}
    ${'config'} | ${'banner'} | ${{}}
    ${'layer'}  | ${'home'}   | ${{ userFields: ['plan'] }}
    ${'gate'}   | ${'nope'}   | ${{}}
  `(
    'of the $kind $name is $needs',
    ({ kind, name, needs }: { kind: 'gate'; name: string; needs: object }) => {
      expect(fieldsNeeded(specs, kind, name)).toEqual({ ...none, ...needs });
    },
  );
});
