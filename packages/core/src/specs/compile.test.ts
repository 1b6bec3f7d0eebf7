import { describe, expect, it } from 'vitest';
import { evaluateGate } from '../evaluate/evaluate.ts';
import { compileSpecs } from './compile.ts';
import {
  ada,
  condition,
  config,
  gate,
  type Json,
  layer,
  now,
  parsed,
  rule,
  specsOf,
} from './fixtures.test-support.ts';
import { noSpecs } from './no-specs.ts';
import type { SpecIssue } from './specs.ts';

const everybody = { rules: [rule('all')] };

describe('compileSpecs', () => {
  it.each`
    options                                     | expected
    ${{}}                                       | ${{ source: 'Bootstrap', receivedAt: 0 }}
    ${{ source: undefined }}                    | ${{ source: 'Bootstrap', receivedAt: 0 }}
    ${{ source: 'Network', receivedAt: 1_700 }} | ${{ source: 'Network', receivedAt: 1_700 }}
  `(
    'notes where specs come from: $options gives $expected',
    ({ options, expected }: { options: Json; expected: Json }) => {
      const specs = compileSpecs(parsed({ time: 5, feature_gates: [gate('g')] }), options);

      expect(specs).toMatchObject({ ...expected, lcut: 5 });
      expect(evaluateGate(specs, ada, 'g', { now }).details).toMatchObject({ ...expected, lcut: 5 });
    },
  );

  it('may be called without options', () => {
    expect(compileSpecs(parsed({}))).toMatchObject({ source: 'Bootstrap', receivedAt: 0, lcut: 1 });
  });

  it('compiles each spec once', () => {
    const specs = specsOf({
      feature_gates: [gate('g', everybody)],
      dynamic_configs: [config('c', everybody)],
      layer_configs: [layer('l', everybody)],
    });

    expect(specs.gate('g')).toBe(specs.gate('g'));
    expect(specs.config('c')).toBe(specs.config('c'));
    expect(specs.layer('l')).toBe(specs.layer('l'));
  });

  it('keeps gates, configs and layers of one name apart', () => {
    const specs = specsOf({ feature_gates: [gate('x')], dynamic_configs: [config('y')] });

    expect(specs.config('x')).toBeUndefined();
    expect(specs.layer('x')).toBeUndefined();
    expect(specs.gate('y')).toBeUndefined();
  });

  it('reads no spec before it is asked for', () => {
    const issues: SpecIssue[] = [];
    const specs = specsOf({ feature_gates: [{ name: 'bad' }] }, { onIssue: (issue) => issues.push(issue) });
    expect(issues).toEqual([]);

    specs.gate('bad');
    expect(issues).toHaveLength(1);
  });
});

describe('a spec that cannot be read', () => {
  it.each`
    kind        | list                 | wire                                      | message
    ${'gate'}   | ${'feature_gates'}   | ${{ name: 'bad' }}                        | ${/rules.*undefined/}
    ${'gate'}   | ${'feature_gates'}   | ${gate('bad', { rules: null })}           | ${/rules.*array.*null/i}
    ${'gate'}   | ${'feature_gates'}   | ${gate('bad', { rules: {} })}             | ${/rules.*array/i}
    ${'gate'}   | ${'feature_gates'}   | ${gate('bad', { rules: [rule('a'), 7] })} | ${/rules\.1.*7/}
    ${'gate'}   | ${'feature_gates'}   | ${gate('bad', { rules: [null] })}         | ${/rules\.0.*null/}
    ${'config'} | ${'dynamic_configs'} | ${config('bad', { rules: 'x' })}          | ${/rules.*array/i}
    ${'layer'}  | ${'layer_configs'}   | ${layer('bad', { rules: undefined })}     | ${/rules.*undefined/}
  `(
    'is a $kind that is left out alone, and reported once: $message',
    ({
      kind,
      list,
      wire,
      message,
    }: {
      kind: 'gate' | 'config' | 'layer';
      list: string;
      wire: Json;
      message: RegExp;
    }) => {
      const issues: SpecIssue[] = [];
      const good = { ...wire, ...gate('good', everybody) };
      const specs = specsOf({ [list]: [wire, good] }, { onIssue: (issue) => issues.push(issue) });

      expect(specs[kind]('bad')).toBeUndefined();
      expect(specs[kind]('bad')).toBeUndefined();
      expect(specs[kind]('good')).toBeDefined();

      expect(issues).toEqual([{ kind, name: 'bad', message: expect.stringMatching(message) as string }]);
    },
  );

  it('answers like an unknown one, to whoever asks it', () => {
    const asking = condition('fail_gate', { targetValue: 'bad' });
    const specs = specsOf({
      feature_gates: [{ name: 'bad' }, gate('asking', { rules: [rule('r', { conditions: [asking] })] })],
    });

    expect(evaluateGate(specs, ada, 'bad', { now }).details.reason).toBe('Unrecognized');
    expect(evaluateGate(specs, ada, 'asking', { now })).toMatchObject({
      value: true,
      secondaryExposures: [{ gate: 'bad', gateValue: 'false', ruleID: '' }],
    });
  });

  it('is no issue while only a condition of it cannot be read', () => {
    const issues: SpecIssue[] = [];
    const odd = gate('odd', { rules: [rule('all', { conditions: [{ operator: 'any' }] })] });
    const specs = specsOf({ feature_gates: [odd] }, { onIssue: (issue) => issues.push(issue) });

    expect(evaluateGate(specs, ada, 'odd', { now }).details.reason).toBe('Unsupported');
    expect(issues).toEqual([]);
  });
});

describe('noSpecs', () => {
  it('has nothing', () => {
    expect(noSpecs).toMatchObject({ lcut: 0, source: '', receivedAt: 0 });
    expect([noSpecs.gate('g'), noSpecs.config('c'), noSpecs.layer('l')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
