import {
  compileSpecs,
  type Experiment,
  evaluateDynamicConfig,
  evaluateGate,
  evaluateLayer,
  type FeatureGate,
  parseSpecs,
  type Sampled,
  type StatsigUser,
} from '@acme/statsig-core';
import { describe, expect, it } from 'vitest';
import { type PayloadParts, specsPayload } from '../specs.test-support.ts';
import { EventUser } from './event-user.ts';
import { ExposureKeys } from './exposure-keys.ts';

/** Answers to Ada, by specs that were read for them alone. */
function answers(parts: PayloadParts, source = 'Network') {
  const parsed = parseSpecs(specsPayload(parts));
  if (!parsed.ok) throw parsed.error;
  const specs = compileSpecs(parsed.value, { source });
  const [user, context] = [{ userID: 'ada' }, { now: 0 }];
  return {
    gate: (name: string, otherwise: Partial<FeatureGate> = {}): Sampled => ({
      gate: { ...evaluateGate(specs, user, name, context), ...otherwise },
    }),
    config: (name: string): Sampled => ({
      config: evaluateDynamicConfig(specs, user, name, context) as Experiment,
    }),
    layer: (name: string, parameter: string): Sampled => ({
      layer: evaluateLayer(specs, user, name, context),
      parameter,
    }),
  };
}

const parts: PayloadParts = {
  gates: { g: true, ab: true },
  configs: { g: { a: 1 } },
  layers: { g: { x: 1, y: 2 } },
};
const { gate, config, layer } = answers(parts);
const open = gate('g');
const ada = { userID: 'ada' };
const byHand = true;

type Sighting = readonly [user: StatsigUser, answer: Sampled, isManual?: boolean];

describe('ExposureKeys', () => {
  it.each<[name: string, first: Sighting, second: Sighting, isNew: boolean]>([
    ['the same again', [ada, open], [ada, open], false],
    ['the same of later specs', [ada, open], [ada, answers({ ...parts, time: 9 }).gate('g')], false],
    ['another source', [ada, open], [ada, answers(parts, 'Bootstrap').gate('g')], false],
    ['another user', [ada, open], [{ userID: 'bob' }, open], true],
    ['a user without ID', [ada, open], [{}, open], true],
    ['another value', [ada, open], [ada, gate('g', { value: false })], true],
    ['another rule', [ada, open], [ada, gate('g', { ruleID: 'other' })], true],
    ['another gate', [ada, open], [ada, gate('ab')], true],
    ['an unknown gate', [ada, open], [ada, answers({}).gate('g')], true],
    ['by hand', [ada, open], [ada, open, byHand], true],
    ['a config of that name', [ada, open], [ada, config('g')], true],
    ['a layer of that name', [ada, config('g')], [ada, layer('g', 'x')], true],
    ['another parameter', [ada, layer('g', 'x')], [ada, layer('g', 'y')], true],
    ['the same parameter', [ada, layer('g', 'x')], [ada, layer('g', 'x')], false],
    [
      'a custom ID of another name',
      [{ userID: 'u', customIDs: { x: '1' } }, open],
      [{ userID: 'u', customIDs: { y: '1' } }, open],
      true,
    ],
    [
      'IDs that are the same when joined',
      [{ userID: 'u', customIDs: { ab: 'c' } }, open],
      [{ userID: 'u', customIDs: { a: 'bc' } }, open],
      true,
    ],
    ['a number as an ID', [{ userID: 5 }, open], [{ userID: '5' }, open], false],
    ['a name that is no text', [ada, gate(5n as never)], [ada, gate(Symbol() as never)], false],
  ])('tell %s', (_name, first, second, isNew) => {
    const keys = new ExposureKeys(() => 0.3);
    const key = ([user, answer, isManual = false]: Sighting): string => {
      const { low, high } = keys.of(new EventUser(user, undefined), answer, isManual);
      return `${low} ${high}`;
    };
    expect(key(first) !== key(second)).toBe(isNew);
    expect(key(first)).toBe(key(first));
  });

  it('cannot be foreseen', () => {
    const user = new EventUser(ada, undefined);
    const other = new EventUser(ada, undefined);
    const { low, high } = new ExposureKeys(() => 0.1).of(user, open, false);
    expect(new ExposureKeys(() => 0.2).of(other, open, false)).not.toMatchObject({ low, high });
  });
});
