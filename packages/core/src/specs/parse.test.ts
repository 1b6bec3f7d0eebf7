import { describe, expect, it } from 'vitest';
import type { StatsigError } from '../errors.ts';
import { gate, type Json, payload } from './fixtures.test-support.ts';
import { hasUpdates, parseSpecs } from './parse.ts';
import { readPart } from './part.ts';
import type { Specs } from './specs.ts';

function read(body: unknown): Specs {
  const result = parseSpecs(body);
  if (!result.ok) throw result.error;
  return result.value;
}

function refusal(body: unknown): StatsigError {
  const result = parseSpecs(body);
  if (result.ok) throw new Error('The payload was read.');
  return result.error;
}

describe('parseSpecs', () => {
  const full: Json = {
    time: 1_700_000_000_000,
    app_id: 'web',
    default_environment: 'staging',
    feature_gates: [gate('a'), gate('b')],
    dynamic_configs: [gate('c')],
    layer_configs: [gate('d')],
  };

  it.each`
    form           | body
    ${'an object'} | ${payload(full)}
    ${'JSON text'} | ${JSON.stringify(payload(full))}
  `('reads $form', ({ body }: { body: unknown }) => {
    const specs = read(body);

    expect(specs).toMatchObject({
      lcut: 1_700_000_000_000,
      appID: 'web',
      defaultEnvironment: 'staging',
      dialect: { name: 'legacy' },
    });
    expect([...specs.gate.keys()]).toEqual(['a', 'b']);
    expect([...specs.config.keys()]).toEqual(['c']);
    expect([...specs.layer.keys()]).toEqual(['d']);
  });

  it.each`
    fields                           | expected                             | because
    ${{ time: undefined }}           | ${{ lcut: 0 }}                       | ${'it does not say when it changed'}
    ${{ time: '1700000000000' }}     | ${{ lcut: 0 }}                       | ${'a time is a number'}
    ${{ default_environment: 7 }}    | ${{ defaultEnvironment: undefined }} | ${'a tier is text'}
    ${{ default_environment: null }} | ${{ defaultEnvironment: undefined }} | ${'there is none'}
    ${{ has_updates: undefined }}    | ${{ lcut: 1 }}                       | ${'updates are taken for granted'}
    ${{ id_lists: 7, surprise: [] }} | ${{ lcut: 1 }}                       | ${'other fields do not matter'}
  `('reads $fields as $expected: $because', ({ fields, expected }: { fields: Json; expected: Json }) => {
    expect(read(payload(fields))).toMatchObject(expected);
  });

  it('leaves out what has no name', () => {
    const unnamed = [
      gate('a'),
      { ...gate('b'), name: undefined },
      { ...gate('c'), name: 7 },
      null,
      'd',
      [],
      5,
    ];

    expect([...read(payload({ feature_gates: unnamed })).gate.keys()]).toEqual(['a']);
  });

  it('takes the last of two specs with one name', () => {
    const specs = read(payload({ feature_gates: [gate('a', { salt: 'old' }), gate('a', { salt: 'new' })] }));

    expect(readPart(specs.gate.get('a'))).toMatchObject({ salt: 'new' });
  });

  it.each`
    body                                       | message                                 | because
    ${payload({ feature_gates: undefined })}   | ${/\bfeature_gates: expected array/i}   | ${'it has no gates'}
    ${payload({ feature_gates: null })}        | ${/\bfeature_gates: expected array/i}   | ${'its gates are no list'}
    ${payload({ feature_gates: 'x' })}         | ${/\bfeature_gates: expected array/i}   | ${'its gates are no list'}
    ${payload({ dynamic_configs: undefined })} | ${/\bdynamic_configs: expected array/i} | ${'it has no configs'}
    ${payload({ dynamic_configs: {} })}        | ${/\bdynamic_configs: expected array/i} | ${'its configs are no list'}
    ${payload({ layer_configs: undefined })}   | ${/\blayer_configs: expected array/i}   | ${'it has no layers'}
    ${payload({ layer_configs: 7 })}           | ${/\blayer_configs: expected array/i}   | ${'its layers are no list'}
    ${{}}                                      | ${/feature_gates/}                      | ${'it has no specs'}
    ${null}                                    | ${/no object/}                          | ${'it is no object'}
    ${undefined}                               | ${/no object/}                          | ${'it is no object'}
    ${7}                                       | ${/no object/}                          | ${'it is no object'}
    ${'null'}                                  | ${/no JSON object/}                     | ${'it is the JSON of no object'}
    ${'{"feature_gates":'}                     | ${/no JSON/}                            | ${'it is cut off'}
    ${''}                                      | ${/no JSON/}                            | ${'it is empty'}
    ${'<html>'}                                | ${/no JSON/}                            | ${'it is a page'}
    ${{ has_updates: false }}                  | ${/has_updates/}                        | ${'it says that there is nothing new'}
    ${'{"has_updates":false}'}                 | ${/has_updates/}                        | ${'it says that there is nothing new'}
    ${payload({ has_updates: false })}         | ${/has_updates/}                        | ${'it says that there is nothing new'}
  `(
    'refuses a payload, since $because: $message',
    ({ body, message }: { body: unknown; message: RegExp }) => {
      const error = refusal(body);

      expect(error).toMatchObject({ name: 'StatsigError', code: 'INVALID_SPECS' });
      expect(error.message).toMatch(message);
    },
  );

  it('keeps the reason why a text is no JSON', () => {
    expect(refusal('{').cause).toMatchObject({ message: 'unexpected end at position 1' });
    expect(refusal({}).cause).toBeUndefined();
  });
});

describe('hasUpdates', () => {
  it.each`
    body                               | expected
    ${{ has_updates: false }}          | ${false}
    ${payload({ has_updates: false })} | ${false}
    ${{ has_updates: true }}           | ${true}
    ${{ has_updates: 0 }}              | ${true}
    ${{}}                              | ${true}
    ${null}                            | ${true}
    ${'{"has_updates":false}'}         | ${false}
    ${'{"has_updates":true}'}          | ${true}
    ${'<html>'}                        | ${true}
  `('is $expected for $body', ({ body, expected }: { body: unknown; expected: boolean }) => {
    expect(hasUpdates(body)).toBe(expected);
  });
});
