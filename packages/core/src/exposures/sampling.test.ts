import { describe, expect, it } from 'vitest';
import { sha256 } from '../../oracle.test-support.ts';
import { evaluateExperiment, evaluateGate, evaluateLayer } from '../evaluate/evaluate.ts';
import type { CompiledSpecs } from '../specs/compiled.ts';
import {
  asks,
  coreExperiment,
  coreGate,
  coreLayer,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
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
} from '../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../user/user.ts';
import { type Sampled, type SamplingContext, sampleExposure } from './sampling.ts';

const rated = { samplingRate: 4 };
const asking = (name: string, fields: Json = rated): Json =>
  rule('asks', { conditions: [condition('fail_gate', { targetValue: name })], ...fields });

const lists = {
  feature_gates: [
    gate('rated', { rules: [rule('r', rated)] }),
    gate('rated_off', { rules: [rule('r', { ...rated, passPercentage: 0 })] }),
    gate('unrated', { rules: [rule('r')] }),
    gate('rated_one', { rules: [rule('r', { samplingRate: 1 })] }),
    gate('rated_zero', { rules: [rule('r', { samplingRate: 0 })] }),
    gate('rated_below', { rules: [rule('r', { samplingRate: -4 })] }),
    gate('forwarded', { forwardAllExposures: true, rules: [rule('r', rated)] }),
    gate('bare'),
    gate('disabled', { enabled: false, rules: [rule('r', rated)] }),
    gate('nobody', {
      rules: [
        rule('r', { ...rated, conditions: [condition('unit_id', { operator: 'any', targetValue: [] })] }),
      ],
    }),
    gate('asks_unrated', { rules: [asking('unrated'), rule('r', rated)] }),
    gate('asks_rated', { rules: [asking('rated'), rule('r', rated)] }),
    gate('asks_unknown', { rules: [asking('unknown')] }),
    gate('asks_segment', { rules: [asking('segment:s')] }),
    gate('segment:s'),
  ],
  dynamic_configs: [
    config('c', { rules: [rule('r', rated)] }),
    config('e', {
      explicitParameters: ['from'],
      rules: [rule('r', { ...rated, returnValue: { from: 'e', other: 1 } })],
    }),
    config('e_forwarded', { forwardAllExposures: true, rules: [rule('r', rated)] }),
  ],
  layer_configs: [
    layer('own', { rules: [rule('r', rated)] }),
    layer('l', { rules: [rule('over', { configDelegate: 'e', samplingRate: 9 })] }),
    layer('l_forwarded', { forwardAllExposures: true, rules: [rule('over', { configDelegate: 'e' })] }),
    layer('over_forwarded', { rules: [rule('over', { configDelegate: 'e_forwarded' })] }),
  ],
};

const sampling = (fields: Json): CompiledSpecs => specsOf({ ...lists, sdk_configs: fields });
const on = sampling({ sampling_mode: 'on' });

const seenBefore = { isFirst: () => false };

function decide(
  specs: CompiledSpecs,
  [kind, name, parameter = 'from']: readonly string[],
  { user = ada, ...context }: Partial<SamplingContext> = {},
): ReturnType<typeof sampleExposure> {
  const evaluated: Readonly<Record<string, () => Sampled>> = {
    gate: () => ({ gate: evaluateGate(specs, user, name!, { now }) }),
    config: () => ({ config: evaluateExperiment(specs, user, name!, { now }) }),
    layer: () => ({ layer: evaluateLayer(specs, user, name!, { now }), parameter }),
  };
  return sampleExposure(specs, evaluated[kind!]!(), { user, ...seenBefore, ...context });
}

/** Whether one unit in `rate` is drawn for this text, as the wire format defines it. */
function isDrawn(text: string, rate: number): boolean {
  return sha256(text).readBigInt64BE() % BigInt(rate) === 0n;
}

describe('an exposure that is sampled', () => {
  const user = (i: number): StatsigUser => ({ userID: `u${i}`, customIDs: { companyID: `c${i}`, seat: i } });
  const ids = (i: number): string => `u:u${i};companyID:c${i};seat:${i};`;

  it.each`
    asked                      | text                                                 | because
    ${['gate', 'rated']}       | ${(i: number) => `n:rated;${ids(i)}r:r;v:true`}      | ${'a gate is hashed with its value'}
    ${['gate', 'rated_off']}   | ${(i: number) => `n:rated_off;${ids(i)}r:r;v:false`} | ${'a gate is hashed with its value'}
    ${['config', 'c']}         | ${(i: number) => `n:c;${ids(i)}r:r`}                 | ${'a config is hashed by its rule'}
    ${['layer', 'own']}        | ${(i: number) => `n:own;e:;p:from;${ids(i)}r:r`}     | ${'a layer is hashed with its parameter'}
    ${['layer', 'l', 'from']}  | ${(i: number) => `n:l;e:e;p:from;${ids(i)}r:r`}      | ${'and with its experiment, when that sets the parameter'}
    ${['layer', 'l', 'other']} | ${(i: number) => `n:l;e:;p:other;${ids(i)}r:r`}      | ${'but not otherwise'}
  `('is drawn by $asked: $because', ({ asked, text }: { asked: string[]; text: (i: number) => string }) => {
    const drawn: number[] = [];
    for (let i = 0; i < 200; i++) {
      const expected = isDrawn(text(i), 4);
      if (expected) drawn.push(i);
      expect(decide(on, asked, { user: user(i) })).toEqual({
        isLogged: expected,
        metadata: { samplingRate: 4, shadowLogged: expected ? 'logged' : 'dropped', samplingMode: 'on' },
      });
    }
    expect(drawn.length).toBeGreaterThan(20);
    expect(drawn.length).toBeLessThan(100);
  });

  it('is drawn by an empty text for a user without ID', () => {
    const user = { customIDs: { companyID: 'x' } };

    expect(decide(on, ['gate', 'rated'], { user }).isLogged).toBe(
      isDrawn('n:rated;u:;companyID:x;r:r;v:true', 4),
    );
  });

  const drawnAsNamed = (name: string): void => {
    const gates = [gate(name, { rules: [rule('r', rated)] })];
    const specs = specsOf({ feature_gates: gates, sdk_configs: { sampling_mode: 'on' } });
    for (let i = 0; i < 30; i++) {
      const expected = isDrawn(`n:${name};u:$&${i};r:r;v:true`, 4);
      expect(decide(specs, ['gate', name], { user: { userID: `$&${i}` } }).isLogged).toBe(expected);
    }
  };

  it.each(["$&$'", '$1', '__proto__', 'é'])('may be of a gate called %s', drawnAsNamed);

  it('may be of a gate called 50%u', () => drawnAsNamed('50%u'));

  it('is logged all the same in shadow mode, and says what would have been', () => {
    const shadow = sampling({ sampling_mode: 'shadow' });
    const said = Array.from({ length: 60 }, (_, i) => decide(shadow, ['gate', 'rated'], { user: user(i) }));

    expect(said.every(({ isLogged }) => isLogged)).toBe(true);
    expect(new Set(said.map(({ metadata }) => metadata?.['shadowLogged']))).toEqual(
      new Set(['logged', 'dropped']),
    );
  });
});

describe('an exposure that no rule gave', () => {
  it.each(['bare', 'disabled', 'nobody', 'unknown'])('is drawn at a rate of its own: %s', (name) => {
    const specs = sampling({ sampling_mode: 'on', special_case_sampling_rate: 3 });
    const ruleID = { disabled: 'disabled', unknown: '' }[name] ?? 'default';
    for (let i = 0; i < 60; i++) {
      const user = { userID: `u${i}` };
      expect(decide(specs, ['gate', name], { user }).isLogged).toBe(
        isDrawn(`n:${name};u:u${i};r:${ruleID};v:false`, 3),
      );
    }
  });

  it.each([undefined, null, '3', 0, -1])('is always logged when that is %j', (rate) => {
    const specs = sampling({ sampling_mode: 'on', special_case_sampling_rate: rate });
    for (let i = 0; i < 40; i++)
      expect(decide(specs, ['gate', 'bare'], { user: { userID: `u${i}` } }).isLogged).toBe(true);
  });
});

describe('an exposure that is always logged', () => {
  it.each`
    asked                          | because
    ${['gate', 'unrated']}         | ${'its rule has no rate'}
    ${['gate', 'rated_one']}       | ${'its rule draws everybody'}
    ${['gate', 'rated_zero']}      | ${'its rule has no rate to draw by'}
    ${['gate', 'rated_below']}     | ${'its rule has no rate to draw by'}
    ${['gate', 'forwarded']}       | ${'the gate forwards all'}
    ${['gate', 'asks_unrated']}    | ${'it asked a gate that is not sampled'}
    ${['gate', 'asks_unknown']}    | ${'it asked a gate that is not sampled'}
    ${['layer', 'over_forwarded']} | ${'its experiment forwards all'}
  `('is that of $asked: $because', ({ asked }: { asked: string[] }) => {
    for (let i = 0; i < 40; i++) expect(decide(on, asked, { user: { userID: `u${i}` } }).isLogged).toBe(true);
  });

  it.each`
    asked                       | because
    ${['gate', 'asks_rated']}   | ${'the gate that it asked is sampled too'}
    ${['gate', 'asks_segment']} | ${'segments do not count'}
    ${['layer', 'l_forwarded']} | ${'its experiment decides'}
  `('is not that of $asked: $because', ({ asked }: { asked: string[] }) => {
    const said = Array.from(
      { length: 40 },
      (_, i) => decide(on, asked, { user: { userID: `u${i}` } }).isLogged,
    );

    expect(new Set(said)).toEqual(new Set([true, false]));
  });

  it('is the first of a spec and rule', () => {
    const keys: string[] = [];
    const isFirst = (key: string): boolean => keys.push(key) > 0;

    for (const asked of [
      ['gate', 'rated'],
      ['config', 'c'],
      ['layer', 'l', 'other'],
    ])
      expect(decide(on, asked, { isFirst })).toEqual({ isLogged: true, metadata: { samplingMode: 'on' } });
    expect(keys).toEqual(['rated_r', 'c_r', 'l_r']);
  });

  it.each`
    sdkConfigs                    | environment            | because
    ${{}}                         | ${undefined}           | ${'nothing is said'}
    ${{ sampling_mode: 'none' }}  | ${undefined}           | ${'nothing is sampled'}
    ${{ sampling_mode: 'other' }} | ${undefined}           | ${'the mode is not known'}
    ${{ sampling_mode: true }}    | ${undefined}           | ${'the mode is no text'}
    ${{ sampling_mode: 'on' }}    | ${{ tier: 'staging' }} | ${'only production is sampled'}
    ${{ sampling_mode: 'on' }}    | ${{ tier: '' }}        | ${'only production is sampled'}
  `(
    'is any with $sdkConfigs in $environment: $because',
    ({
      sdkConfigs,
      environment,
    }: {
      sdkConfigs: Json;
      environment: Readonly<Record<string, string>> | undefined;
    }) => {
      const specs = sampling(sdkConfigs);
      for (let i = 0; i < 40; i++)
        expect(decide(specs, ['gate', 'rated'], { user: { userID: `u${i}` }, environment }).isLogged).toBe(
          true,
        );
    },
  );

  it.each([{ tier: 'production' }, { region: 'eu' }, {}])(
    'is not any in production, which %j is',
    (environment) => {
      const said = Array.from(
        { length: 40 },
        (_, i) => decide(on, ['gate', 'rated'], { user: { userID: `u${i}` }, environment }).isLogged,
      );

      expect(said).toContain(false);
    },
  );
});

describe('sampling by a v2 payload', () => {
  const specs = coreSpecs({
    gates: {
      rated: coreGate([coreRule('default', [everyone], { samplingRate: 7 })]),
      plain: coreGate([coreRule('r', [everyone], { samplingRate: 7 })]),
      unrated: coreGate([coreRule('r', [everyone])]),
    },
    configs: {
      e: coreExperiment([
        coreRule('r', [asks('pass_gate', 'unrated'), onPlan('x')]),
        coreRule('s', [everyone], { samplingRate: 7 }),
      ]),
    },
    layers: { l: coreLayer([coreRule('r', [everyone], { samplingRate: 7 })]) },
    fields: { sdk_configs: { sampling_mode: 'on', special_case_sampling_rate: 3 } },
  });

  it('prefers the rate for answers that no rule gave, and does so in every environment', () => {
    for (let i = 0; i < 40; i++) {
      const user = { userID: `u${i}` };
      const said = decide(specs, ['gate', 'rated'], { user, environment: { tier: 'staging' } });
      expect(said).toMatchObject({
        metadata: { samplingRate: 3 },
        isLogged: isDrawn(`n:rated;u:u${i};r:default;v:true`, 3),
      });
    }
    expect(decide(specs, ['gate', 'plain']).metadata).toMatchObject({ samplingRate: 7 });
    expect(decide(specs, ['layer', 'l']).metadata).toMatchObject({ samplingRate: 7 });
  });

  it('says nothing in events that had to be logged', () => {
    expect(decide(specs, ['gate', 'plain'], { isFirst: () => true })).toEqual({
      isLogged: true,
      metadata: null,
    });
    expect(decide(specs, ['config', 'e'])).toEqual({ isLogged: true, metadata: null });
  });
});
