import { describe, expect, it } from 'vitest';
import { hasChanges, type SpecChanges, specChanges } from './changes.ts';
import { compileSpecs } from './compile.ts';
import type { CompiledSpecs } from './compiled.ts';
import { config, gate, type Json, layer, payload, specsOf } from './fixtures.test-support.ts';
import { noSpecs } from './no-specs.ts';
import { parseSpecs } from './parse.ts';

const same = { added: [], changed: [], removed: [] };
const nothing: SpecChanges = {
  gates: same,
  configs: same,
  layers: same,
  parameterStores: same,
  settings: false,
};

function changes(before: CompiledSpecs, after: CompiledSpecs): SpecChanges {
  const comparing = specChanges(before, after);
  let step = comparing.next();
  while (!step.done) step = comparing.next();
  return step.value;
}

function v2(fields: Json): CompiledSpecs {
  const parsed = parseSpecs(
    JSON.stringify({ feature_gates: {}, dynamic_configs: {}, layer_configs: {}, ...fields }),
  );
  if (!parsed.ok) throw parsed.error;
  return compileSpecs(parsed.value);
}

const asking = (id: string): Json => ({ rules: [{ conditions: [id] }] });

describe('specChanges', () => {
  it('lists what came, went and changed, by kind', () => {
    const before = specsOf({
      feature_gates: [gate('kept'), gate('changed'), gate('gone')],
      dynamic_configs: [config('kept'), config('changed', { entity: 'experiment' })],
      layer_configs: [layer('gone')],
    });
    const after = specsOf({
      time: 2,
      feature_gates: [gate('new'), gate('changed', { enabled: false }), gate('kept')],
      dynamic_configs: [config('kept'), config('changed', { entity: 'autotune' })],
      layer_configs: [layer('new')],
    });
    expect(changes(before, after)).toEqual({
      ...nothing,
      gates: { added: ['new'], changed: ['changed'], removed: ['gone'] },
      configs: { ...same, changed: ['changed'] },
      layers: { ...same, added: ['new'], removed: ['gone'] },
    });
  });

  it('lists everything as added when there was nothing', () => {
    const after = specsOf({ feature_gates: [gate('a'), gate('b')] });
    expect(changes(noSpecs, after)).toEqual({ ...nothing, gates: { ...same, added: ['a', 'b'] } });
  });

  it.each<[name: string, before: Json, after: Json]>([
    ['the time', { time: 1 }, { time: 2 }],
    ['the order', { feature_gates: [gate('a'), gate('b')] }, { feature_gates: [gate('b'), gate('a')] }],
  ])('does not count %s', (_name, before, after) => {
    const found = changes(specsOf(before), specsOf(after));
    expect(found).toEqual(nothing);
    expect(hasChanges(found)).toBe(false);
  });

  it.each<[name: string, after: Json]>([
    ['the default environment', { default_environment: 'staging' }],
    ['the target app', { app_id: 'app' }],
    ['sampling', { sdk_configs: { sampling_mode: 'on' } }],
    ['which layer an experiment is in', { layers: { home: ['button'] } }],
  ])('sees that %s changed', (_name, after) => {
    const found = changes(specsOf({}), specsOf(after));
    expect(found).toEqual({ ...nothing, settings: true });
    expect(hasChanges(found)).toBe(true);
  });

  it('compares texts and values alike', () => {
    const fields = { feature_gates: [gate('a')] };
    const parsed = parseSpecs(JSON.stringify(payload(fields)));
    if (!parsed.ok) throw parsed.error;
    expect(changes(specsOf(fields), compileSpecs(parsed.value))).toEqual(nothing);
  });

  it('sees what v2 payloads keep apart: conditions, bandits and parameter stores', () => {
    const gates = { feature_gates: { a: asking('1'), b: asking('2') } };
    const before = v2({ ...gates, condition_map: { 1: { field: 'x' }, 2: {} }, cmab_configs: { old: {} } });
    const after = v2({ ...gates, condition_map: { 1: { field: 'y' }, 2: {} }, param_stores: { texts: {} } });
    expect(changes(before, after)).toEqual({
      ...nothing,
      gates: { ...same, changed: ['a'] },
      configs: { ...same, removed: ['old'] },
      parameterStores: { ...same, added: ['texts'] },
    });
  });
});
