import { readFile } from 'node:fs/promises';
import {
  compileSpecs,
  evaluateDynamicConfig,
  evaluateGate,
  evaluateLayer,
  parseSpecs,
} from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { readProject } from '../project/parse-project.ts';
import type { Project } from '../project/project.ts';
import { shopProjectFile } from '../project/shop.ts';
import { idListsOf } from '../specs/id-lists.ts';
import { type Payload, v1Payload, v2Payload } from './payloads.ts';

const now = Date.UTC(2027, 0, 1);
const users = Array.from({ length: 1000 }, (_, index) => ({
  userID: `user-${index}`,
  customIDs: { companyID: `company-${index % 50}` },
  email: index % 3 === 0 ? `u${index}@shop.example` : `u${index}@mail.example`,
  country: ['NZ', 'AU', 'DE'][index % 3],
  appVersion: `${2 + (index % 3)}.1.0`,
  custom: { orders: index % 20, plan: ['free', 'team', 'business'][index % 3] },
  statsigEnvironment: { tier: index % 2 === 0 ? 'production' : 'staging' },
}));

const projectOf = (value: unknown): Project => {
  const reading = readProject(value);
  if (!reading.ok) throw new Error(JSON.stringify(reading.mistakes));
  return reading.project;
};

/** What every user gets from every spec. */
function answersOf(payload: unknown, idLists = new Map<string, ReadonlySet<string>>()) {
  const specs = parseSpecs(payload);
  if (!specs.ok) throw specs.error;
  const compiled = compileSpecs(specs.value);
  const evaluators = { gate: evaluateGate, config: evaluateDynamicConfig, layer: evaluateLayer };
  return users.map((user) =>
    (['gate', 'config', 'layer'] as const).flatMap((kind) =>
      [...specs.value[kind].keys()].sort().map((name) => {
        const { value, ruleID, groupName } = evaluators[kind](compiled, user, name, { now, idLists });
        return { name, value, ruleID, groupName };
      }),
    ),
  );
}

const shop: Payload = JSON.parse(await readFile(shopProjectFile, 'utf8'));

describe('an imported payload', () => {
  it('answers as before when it is served again, in either generation', () => {
    const project = projectOf(shop);
    const answers = answersOf(shop);
    expect(answersOf(v1Payload(project, { time: 1 }))).toEqual(answers);
    expect(answersOf(v2Payload(project, { time: 1 }))).toEqual(answers);
  });

  it('is the same project whether it was v1 or v2, and however often it travels', () => {
    const project = projectOf(shop);
    const again = projectOf(v1Payload(project, { time: 1 }));
    const throughV2 = projectOf(v2Payload(project, { time: 1 }));
    expect(throughV2).toEqual(again);
    expect(projectOf(v1Payload(again, { time: 1 }))).toEqual(again);
  });

  it('keeps what only one generation knows', () => {
    const payload = {
      ...v2Payload(projectOf(shop), { time: 1 }),
      param_stores: { home: { targetAppIDs: ['web'], parameters: { a: { ref_type: 'static', value: 1 } } } },
      sdk_configs: { sampling_mode: 'on' },
    };
    const project = projectOf(payload);
    expect(project.param_stores).toMatchObject([{ id: 'home', targetApps: ['web'] }]);
    expect(v2Payload(project, { time: 1 })).toMatchObject({
      param_stores: payload.param_stores,
      sdk_configs: payload.sdk_configs,
    });
  });
});

describe('a written project', () => {
  const project = projectOf({
    gates: [
      { id: 'beta', rules: [{ conditions: [{ type: 'passes_segment', targetValue: 'testers' }] }] },
      { id: 'half', rules: [{ passPercentage: 50 }] },
      {
        id: 'staff',
        rules: [
          { conditions: [{ type: 'email', operator: 'str_ends_with_any', targetValue: ['@shop.example'] }] },
        ],
      },
      { id: 'only_staging', rules: [{ environments: ['staging'] }] },
    ],
    segments: [{ id: 'testers', type: 'id_list', ids: ['user-1', 'user-2'] }],
    holdouts: [{ id: 'nobody_new', passPercentage: 20, gateIDs: ['half'], experimentIDs: ['button'] }],
    layers: [{ id: 'checkout', defaultValue: { color: 'grey', size: 1 } }],
    experiments: [
      {
        id: 'button',
        status: 'active',
        allocation: 60,
        layerID: 'checkout',
        targetingGateID: 'staff',
        groups: [
          { name: 'Control', size: 50, parameterValues: { color: 'blue' } },
          { name: 'Green', size: 50, parameterValues: { color: 'green' } },
        ],
      },
      {
        id: 'size',
        status: 'active',
        allocation: 40,
        layerID: 'checkout',
        groups: [{ name: 'Big', size: 100, parameterValues: { size: 9 } }],
      },
      {
        id: 'alone',
        status: 'active',
        allocation: 50,
        groups: [
          { name: 'A', size: 50, parameterValues: { n: 1 } },
          { name: 'B', size: 50, parameterValues: { n: 2 } },
        ],
      },
      { id: 'later', groups: [{ name: 'A', size: 100, parameterValues: { n: 1 } }] },
      {
        id: 'done',
        status: 'decision_made',
        launchedGroupID: 'B',
        groups: [
          { name: 'A', size: 50, parameterValues: { n: 1 } },
          { name: 'B', size: 50, parameterValues: { n: 2 } },
        ],
      },
    ],
  });
  const { members } = idListsOf(project, 'production', 1);
  const answers = answersOf(v1Payload(project, { time: 1 }), new Map(members));
  const of = (name: string) => answers.map((list) => list.find((answer) => answer.name === name)!);
  const share = (name: string, value: unknown): number =>
    of(name).filter((answer) => JSON.stringify(answer.value) === JSON.stringify(value)).length / users.length;

  it('answers the same in both generations', () => {
    expect(answersOf(v2Payload(project, { time: 1 }), new Map(members))).toEqual(answers);
  });

  it('opens gates to whom it says', () => {
    expect(of('beta').flatMap(({ value }, index) => (value ? [index] : []))).toEqual([1, 2]);
    expect(of('staff').every(({ value }, index) => value === (index % 3 === 0))).toBe(true);
    expect(of('only_staging').every(({ value }, index) => value === (index % 2 === 1))).toBe(true);
  });

  it('keeps out whom a holdout holds', () => {
    const held = of('nobody_new').map(({ value }) => value);
    expect(held.filter(Boolean).length / users.length).toBeCloseTo(0.2, 1);
    for (const [index, gate] of of('half').entries()) {
      if (held[index]) expect(gate).toMatchObject({ value: false, ruleID: 'nobody_new' });
    }
    expect(share('half', true)).toBeCloseTo(0.4, 1);
  });

  it('puts users into groups, one experiment of a layer each', () => {
    const layer = of('checkout');
    for (const [index, { ruleID, value }] of layer.entries()) {
      if (ruleID === 'Big') expect(value).toEqual({ color: 'grey', size: 9 });
      if (ruleID === 'Green') {
        expect(value).toEqual({ color: 'green', size: 1 });
        expect(index % 3).toBe(0);
      }
    }
    const rules = new Set(layer.map(({ ruleID }) => ruleID));
    expect(rules).toEqual(new Set(['Big', 'Green', 'Control', 'targetingGate', 'nobody_new']));
    expect(layer.filter(({ ruleID }) => ruleID === 'Big').length / users.length).toBeCloseTo(0.4, 1);
  });

  it('divides an experiment of its own, and lets the rest see the control', () => {
    expect(share('alone', { n: 2 })).toBeCloseTo(0.25, 1);
    expect(
      of('alone').filter(({ ruleID }) => ruleID === 'layerAssignment').length / users.length,
    ).toBeCloseTo(0.5, 1);
  });

  it('gives everyone one answer before and after an experiment', () => {
    expect(new Set(of('later').map(({ ruleID }) => ruleID))).toEqual(new Set(['prestart']));
    expect(share('done', { n: 2 })).toBe(1);
  });

  it('leaves out what other target apps have for themselves', () => {
    const gates = (targetApp: string) => {
      const apps = projectOf({ gates: [{ id: 'all' }, { id: 'web', targetApps: ['web'] }] });
      const payload = v1Payload(apps, { time: 1, targetApp });
      return (payload['feature_gates'] as { name: string }[]).map(({ name }) => name);
    };
    expect(gates('')).toEqual(['all', 'web']);
    expect(gates('web')).toEqual(['all', 'web']);
    expect(gates('ios')).toEqual(['all']);
  });
});
