import { describe, expect, it } from 'vitest';
import { evaluateDynamicConfig, evaluateGate, evaluateLayer } from '../evaluate/evaluate.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  layer,
  now,
  rule,
  specsOf,
  unsupported,
} from '../specs/fixtures.test-support.ts';
import { noSpecs } from '../specs/no-specs.ts';
import { configExposure, gateExposure, layerExposure } from './exposure.ts';

const asking = (name: string): Json => condition('pass_gate', { targetValue: name });
const specs = specsOf(
  {
    time: 1_600,
    feature_gates: [
      gate('a', { rules: [rule('a1')] }),
      gate('b', { rules: [rule('b1')] }),
      gate('open', { rules: [rule('open1', { conditions: [asking('a')] })], version: 3 }),
      gate('shut'),
      gate('odd', { rules: [rule('odd1', { conditions: [unsupported] })] }),
    ],
    dynamic_configs: [
      config('banner', { rules: [rule('banner1', { conditions: [asking('a')] })] }),
      config('versioned', { version: 12 }),
      config('experiment', {
        explicitParameters: ['title'],
        version: 7,
        rules: [rule('group', { conditions: [asking('b')] })],
      }),
    ],
    layer_configs: [
      layer('home', {
        rules: [rule('home1', { configDelegate: 'experiment', conditions: [asking('a')] })],
      }),
      layer('alone', { explicitParameters: ['own'] }),
    ],
  },
  { source: 'Network', receivedAt: 1_650 },
);

const times = { configSyncTime: 1_600, initTime: 1_600, serverTime: now };
const exposureOf = (gate: string): Json => ({ gate, gateValue: 'true', ruleID: `${gate}1` });

describe('gateExposure', () => {
  it.each`
    name         | metadata
    ${'open'}    | ${{ gate: 'open', gateValue: 'true', ruleID: 'open1', configVersion: '3', reason: 'Network', ...times }}
    ${'a'}       | ${{ gate: 'a', gateValue: 'true', ruleID: 'a1', reason: 'Network', ...times }}
    ${'shut'}    | ${{ gate: 'shut', gateValue: 'false', ruleID: 'default', reason: 'Network', ...times }}
    ${'odd'}     | ${{ gate: 'odd', gateValue: 'false', ruleID: '', reason: 'Unsupported', ...times }}
    ${'unknown'} | ${{ gate: 'unknown', gateValue: 'false', ruleID: '', reason: 'Unrecognized', ...times }}
  `('says of $name exactly $metadata', ({ name, metadata }: { name: string; metadata: Json }) => {
    const exposure = gateExposure(evaluateGate(specs, ada, name, { now }), { now });

    expect(exposure.eventName).toBe('statsig::gate_exposure');
    expect(exposure.metadata).toStrictEqual(metadata);
  });

  it('carries the gates that were asked on the way', () => {
    const exposed = (name: string): unknown =>
      gateExposure(evaluateGate(specs, ada, name, { now }), { now }).secondaryExposures;

    expect(exposed('open')).toEqual([exposureOf('a')]);
    expect(exposed('a')).toEqual([]);
  });

  it('says when there were no specs', () => {
    const { metadata } = gateExposure(evaluateGate(noSpecs, ada, 'a', { now }), { now });

    expect(metadata).toMatchObject({ ruleID: '', reason: 'Uninitialized', configSyncTime: 0 });
  });
});

describe('configExposure', () => {
  it.each`
    name           | metadata
    ${'banner'}    | ${{ config: 'banner', ruleID: 'banner1', rulePassed: 'true', reason: 'Network', ...times }}
    ${'versioned'} | ${{ config: 'versioned', ruleID: 'default', rulePassed: 'false', configVersion: '12', reason: 'Network', ...times }}
    ${'unknown'}   | ${{ config: 'unknown', ruleID: '', rulePassed: 'false', reason: 'Unrecognized', ...times }}
  `('says of $name exactly $metadata', ({ name, metadata }: { name: string; metadata: Json }) => {
    const exposure = configExposure(evaluateDynamicConfig(specs, ada, name, { now }), { now });

    expect(exposure.eventName).toBe('statsig::config_exposure');
    expect(exposure.metadata).toStrictEqual(metadata);
  });

  it('carries the gates that were asked on the way', () => {
    const exposure = configExposure(evaluateDynamicConfig(specs, ada, 'banner', { now }), { now });

    expect(exposure.secondaryExposures).toEqual([exposureOf('a')]);
  });
});

describe('layerExposure', () => {
  it.each`
    name       | parameter  | metadata                                                                                                   | asked         | because
    ${'home'}  | ${'title'} | ${{ ruleID: 'group', allocatedExperiment: 'experiment', isExplicitParameter: 'true', configVersion: '7' }} | ${['a', 'b']} | ${'the experiment sets it itself'}
    ${'home'}  | ${'from'}  | ${{ ruleID: 'group', allocatedExperiment: '', isExplicitParameter: 'false', configVersion: '7' }}          | ${['a']}      | ${'it comes with the experiment only'}
    ${'alone'} | ${'own'}   | ${{ ruleID: 'default', allocatedExperiment: '', isExplicitParameter: 'true' }}                             | ${[]}         | ${'there is no experiment'}
    ${'alone'} | ${'from'}  | ${{ ruleID: 'default', allocatedExperiment: '', isExplicitParameter: 'false' }}                            | ${[]}         | ${'there is no experiment'}
  `(
    'says of $parameter in $name exactly $metadata: $because',
    ({
      name,
      parameter,
      metadata,
      asked,
    }: {
      name: string;
      parameter: string;
      metadata: Json;
      asked: string[];
    }) => {
      const exposure = layerExposure(evaluateLayer(specs, ada, name, { now }), parameter, { now });

      expect(exposure.eventName).toBe('statsig::layer_exposure');
      expect(exposure.metadata).toStrictEqual({
        config: name,
        parameterName: parameter,
        reason: 'Network',
        ...metadata,
        ...times,
      });
      expect(exposure.secondaryExposures).toEqual(asked.map(exposureOf));
    },
  );
});

describe.each([
  {
    name: 'gateExposure',
    expose: (options: Options) => gateExposure(evaluateGate(specs, ada, 'a', { now }), options),
  },
  {
    name: 'configExposure',
    expose: (options: Options) =>
      configExposure(evaluateDynamicConfig(specs, ada, 'banner', { now }), options),
  },
  {
    name: 'layerExposure',
    expose: (options: Options) => layerExposure(evaluateLayer(specs, ada, 'home', { now }), 'title', options),
  },
])('$name', ({ expose }) => {
  it.each`
    options                             | metadata                                | absent
    ${{ now: 5 }}                       | ${{ initTime: 1_600, serverTime: 5 }}   | ${'isManualExposure'}
    ${{ now, initTime: 1_500 }}         | ${{ initTime: 1_500, serverTime: now }} | ${'isManualExposure'}
    ${{ now, initTime: -1 }}            | ${{ initTime: -1 }}                     | ${'isManualExposure'}
    ${{ now, initTime: undefined }}     | ${{ initTime: 1_600 }}                  | ${'isManualExposure'}
    ${{ now, isManualExposure: false }} | ${{ serverTime: now }}                  | ${'isManualExposure'}
    ${{ now, isManualExposure: true }}  | ${{ isManualExposure: 'true' }}         | ${'manual'}
  `(
    'adds $metadata for $options',
    ({ options, metadata, absent }: { options: Options; metadata: Json; absent: string }) => {
      expect(expose(options).metadata).toMatchObject(metadata);
      expect(expose(options).metadata).not.toHaveProperty(absent);
    },
  );
});

type Options = Parameters<typeof gateExposure>[1];
