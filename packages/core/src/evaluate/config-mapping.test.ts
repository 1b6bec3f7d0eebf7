import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../oracle.test-support.ts';
import { configExposure } from '../exposures/exposure.ts';
import { compileSpecs } from '../specs/compile.ts';
import {
  asks,
  type CoreProject,
  coreConfig,
  coreExperiment,
  coreGate,
  coreLayer,
  corePayload,
  coreRule,
  coreSpecs,
  everyone,
  onPlan,
} from '../specs/core-fixtures.test-support.ts';
import { ada, type Json, now, unsupported } from '../specs/fixtures.test-support.ts';
import { parseSpecs } from '../specs/parse.ts';
import { evaluateDynamicConfig, evaluateExperiment, evaluateGate, evaluateLayer } from './evaluate.ts';
import { createOverrides } from './overrides.ts';

const to = (newConfigName: string, ...rules: readonly (string | Json)[]): Json => ({
  new_config_name: newConfigName,
  rules: rules.map((one) => (typeof one === 'string' ? { rule_name: one } : one)),
});

const project: CoreProject = {
  gates: {
    asked: coreGate([], { salt: 'asked-salt' }),
    first: coreGate([coreRule('first', [everyone])]),
    second: coreGate([coreRule('second', [everyone])]),
    on: coreGate([coreRule('all', [everyone])]),
    asking: coreGate([coreRule('asking', [asks('pass_gate', 'asked')])]),
  },
  configs: {
    c: coreConfig(),
    other: coreExperiment([coreRule('o', [everyone], { groupName: 'O', isExperimentGroup: true })], {
      version: 7,
    }),
  },
  layers: { l: coreLayer(), m: coreLayer([coreRule('m', [everyone])]) },
  mappingRules: {
    all: coreRule('all', [everyone]),
    pro: coreRule('pro', [onPlan('pro')]),
    nobody: coreRule('nobody', [everyone], { passPercentage: 0 }),
    gated: coreRule('gated', [asks('pass_gate', 'on')]),
    odd: coreRule('odd', [unsupported]),
    half: coreRule('half', [everyone], { passPercentage: 50 }),
  },
};

describe('a spec that others answer for', () => {
  it.each`
    mappings                                                           | ruleID       | because
    ${[to('first', 'all'), to('second', 'all')]}                       | ${'first'}   | ${'the first mapping is tried first'}
    ${[to('first', 'pro'), to('second', 'all')]}                       | ${'second'}  | ${'the user passes no rule of the first'}
    ${[to('first', 'pro', 'all')]}                                     | ${'first'}   | ${'one rule is enough'}
    ${[to('no_such', 'all'), to('second', 'all')]}                     | ${'second'}  | ${'the first names nothing'}
    ${[to('first', 'nobody')]}                                         | ${'default'} | ${'the user misses the percentage'}
    ${[to('first', 'odd'), to('second', 'all')]}                       | ${'second'}  | ${'an unsupported rule passes nobody'}
    ${[to('first')]}                                                   | ${'default'} | ${'it has no rules'}
    ${[to('first', 'lost')]}                                           | ${'default'} | ${'its rule is not there'}
    ${[]}                                                              | ${'default'} | ${'there is no mapping'}
    ${[to('first', { rule_name: 'all', start_time: now + 1 })]}        | ${'default'} | ${'its time has not come'}
    ${[to('first', { rule_name: 'all', start_time: now })]}            | ${'first'}   | ${'its time has come'}
    ${[to('first', { rule_name: 'all', start_time: null })]}           | ${'first'}   | ${'it is always time'}
    ${[to('first', { rule_name: 'all', start_time: now + 1 }, 'all')]} | ${'first'}   | ${'each rule has its own time'}
    ${[to('asked', 'all')]}                                            | ${'default'} | ${'it may name itself, and answers'}
    ${[to('c', 'all'), to('second', 'all')]}                           | ${'second'}  | ${'gates are mapped to gates'}
  `('answers by $ruleID: $because', ({ mappings, ruleID }: { mappings: readonly Json[]; ruleID: string }) => {
    const specs = coreSpecs({ ...project, mappings: { asked: mappings } });

    expect(evaluateGate(specs, ada, 'asked', { now })).toMatchObject({ name: 'asked', ruleID });
  });

  const passesByItsOwnSalt = (payload: unknown): void => {
    const parsed = parseSpecs(payload);
    if (!parsed.ok) throw parsed.error;
    const specs = compileSpecs(parsed.value);
    const users = Array.from({ length: 200 }, (_, i) => `user-${i}`);

    const mapped = users.filter((userID) => evaluateGate(specs, { userID }, 'asked', { now }).value);
    expect(mapped).toEqual(users.filter((userID) => bucketOf(`asked-salt.rule.${userID}`, 10_000) < 5_000));
  };
  const halved = corePayload({ ...project, mappings: { asked: [to('first', 'half')] } });

  it('passes by the salt that it has itself', () => passesByItsOwnSalt(halved));

  it('passes by the salt that it has itself, also when the payload is text', () =>
    passesByItsOwnSalt(JSON.stringify(halved)));

  it('passes by no salt when there is no spec of its name', () => {
    const specs = coreSpecs({ ...project, mappings: { ghost: [to('other', 'half')] } });
    const users = Array.from({ length: 200 }, (_, i) => `user-${i}`);

    const mapped = users.filter(
      (userID) => evaluateDynamicConfig(specs, { userID }, 'ghost', { now }).ruleID === 'o',
    );
    expect(mapped).toEqual(users.filter((userID) => bucketOf(`.rule.${userID}`, 10_000) < 5_000));
  });

  it('keeps its name, and says who answered', () => {
    const specs = coreSpecs({ ...project, mappings: { c: [to('other', 'all')], l: [to('m', 'all')] } });
    const config = evaluateExperiment(specs, ada, 'c', { now });

    expect(config).toMatchObject({
      name: 'c',
      value: { from: 'o' },
      groupName: 'O',
      isUserInExperiment: true,
      details: { reason: 'Recognized', version: 7, overrideConfigName: 'other' },
    });
    expect(configExposure(config, { now }).metadata).toMatchObject({
      config: 'c',
      overrideConfigName: 'other',
    });
    expect(evaluateDynamicConfig(specs, ada, 'c', { now }).value).toEqual({ from: 'o' });
    expect(evaluateLayer(specs, ada, 'l', { now })).toMatchObject({ name: 'l', ruleID: 'm' });
    expect(evaluateExperiment(specs, ada, 'other', { now }).details.overrideConfigName).toBeNull();
  });

  it('answers so to whoever asks it, under its own name', () => {
    const specs = coreSpecs({ ...project, mappings: { asked: [to('first', 'all')] } });

    expect(evaluateGate(specs, ada, 'asking', { now })).toMatchObject({
      value: true,
      secondaryExposures: [{ gate: 'asked', gateValue: 'true', ruleID: 'first' }],
    });
  });

  it('exposes nothing of what its mapping asked', () => {
    const specs = coreSpecs({ ...project, mappings: { asked: [to('first', 'gated')] } });

    expect(evaluateGate(specs, ada, 'asked', { now })).toMatchObject({
      ruleID: 'first',
      secondaryExposures: [],
    });
  });

  it('is overridden all the same', () => {
    const specs = coreSpecs({ ...project, mappings: { asked: [to('first', 'all')] } });
    const overrides = createOverrides();
    overrides.set('gate', 'asked', { value: false });

    expect(evaluateGate(specs, ada, 'asked', { now, overrides }).ruleID).toBe('override');
  });

  it.each(['__proto__', 'constructor', 'toString'])('may be called %s', (name) => {
    const named = JSON.parse(`{ "${name}": ${JSON.stringify([to('first', 'all')])} }`) as Json;

    expect(evaluateGate(coreSpecs({ ...project, mappings: named }), ada, name, { now }).ruleID).toBe('first');
    expect(evaluateGate(coreSpecs({ ...project, mappings: { asked: [] } }), ada, name, { now }).ruleID).toBe(
      '',
    );
  });
});
