import { describe, expect, it } from 'vitest';
import { createOverrides } from '../evaluate/overrides.ts';
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
import { noSpecs } from '../specs/no-specs.ts';
import {
  type ClientInitializeOptions,
  clientInitializeResponse,
  clientInitializeResponseText,
} from './client-initialize-response.ts';

const everybody = condition('public');
const shop: Json = {
  time: 42,
  feature_gates: [
    gate('open', { rules: [rule('all', { conditions: [everybody] })], targetAppIDs: ['web'] }),
    gate('asks', {
      rules: [rule('asked', { conditions: [condition('pass_gate', { targetValue: 'open' })] })],
    }),
    gate('segment:vip', { entity: 'segment' }),
    gate('out', { entity: 'holdout' }),
    gate('broken', { rules: [rule('x', { conditions: [condition('astrology')] })] }),
  ],
  dynamic_configs: [
    config('banner', { rules: [rule('b', { groupName: 'Blue' })], targetAppIDs: ['web'] }),
    config('button', {
      entity: 'experiment',
      isActive: true,
      hasSharedParams: true,
      explicitParameters: ['from'],
      idType: 'stableID',
      rules: [rule('g', { groupName: 'Test', isExperimentGroup: true })],
    }),
    config('tuned', { entity: 'autotune', rules: [rule('t')] }),
    config('odd', { rules: [rule('x', { conditions: [condition('astrology')] })] }),
  ],
  layer_configs: [
    layer('home', { defaultValue: { theme: 'light' }, rules: [rule('l', { configDelegate: 'button' })] }),
    layer('plain'),
  ],
  layers: { home: ['button'] },
};

function respond(options: Partial<ClientInitializeOptions> = {}, fields: Json = shop, user = ada) {
  return clientInitializeResponse(specsOf(fields), user, { now, hash: 'none', ...options });
}

describe('an entry of a client initialize response', () => {
  const common = { secondary_exposures: [], id_type: 'userID' };

  it.each`
    section              | name        | entry
    ${'feature_gates'}   | ${'open'}   | ${{ name: 'open', value: true, rule_id: 'all', ...common }}
    ${'feature_gates'}   | ${'broken'} | ${{ name: 'broken', value: false, rule_id: '', ...common }}
    ${'dynamic_configs'} | ${'banner'} | ${{ name: 'banner', value: { from: 'b' }, rule_id: 'b', group: 'b', group_name: 'Blue', is_device_based: false, passed: true, ...common }}
    ${'dynamic_configs'} | ${'button'} | ${{ name: 'button', value: { theme: 'light', from: 'g' }, rule_id: 'g', group: 'g', group_name: 'Test', is_device_based: true, is_user_in_experiment: true, is_experiment_active: true, is_in_layer: true, explicit_parameters: ['from'], ...common, id_type: 'stableID' }}
    ${'dynamic_configs'} | ${'tuned'}  | ${{ name: 'tuned', value: { from: 't' }, rule_id: 't', group: 't', is_device_based: false, ...common }}
    ${'dynamic_configs'} | ${'odd'}    | ${{ name: 'odd', value: {}, rule_id: '', group: '', is_device_based: false, passed: false, ...common }}
    ${'layer_configs'}   | ${'home'}   | ${{ name: 'home', value: { from: 'g' }, rule_id: 'g', group: 'g', group_name: 'Test', is_device_based: false, allocated_experiment_name: 'button', is_user_in_experiment: true, is_experiment_active: true, explicit_parameters: ['from'], secondary_exposures: [], undelegated_secondary_exposures: [] }}
    ${'layer_configs'}   | ${'plain'}  | ${{ name: 'plain', value: { from: 'default' }, rule_id: 'default', group: 'default', is_device_based: false, explicit_parameters: [], secondary_exposures: [], undelegated_secondary_exposures: [] }}
  `(
    'says all about $name of $section',
    ({ section, name, entry }: { section: string; name: string; entry: Json }) => {
      expect((respond()[section] as Record<string, unknown>)[name]).toEqual(entry);
    },
  );

  it('shows what was asked on the way', () => {
    expect(respond().feature_gates['asks']).toMatchObject({
      secondary_exposures: [{ gate: 'open', gateValue: 'true', ruleID: 'all' }],
    });
  });
});

describe('a client initialize response', () => {
  it('leaves segments and holdouts out', () => {
    expect(Object.keys(respond().feature_gates)).toEqual(['open', 'asks', 'broken']);
  });

  it.each`
    hash         | name                                              | because
    ${'none'}    | ${'open'}                                         | ${'names are left as they are'}
    ${'djb2'}    | ${'3417674'}                                      | ${'31 h + c over its letters'}
    ${'sha256'}  | ${'I0j5mHRCElddhZWWdPlgerJvZ3CKkXFXRygyOGM3yQQ='} | ${'base64 of its SHA-256'}
    ${undefined} | ${'3417674'}                                      | ${'djb2 is the default'}
  `(
    'writes the name `open` as $name with $hash: $because',
    ({ hash, name }: { hash: 'none'; name: string }) => {
      const { feature_gates: gates } = respond({ hash });

      expect(gates[name]).toMatchObject({ name });
      expect(
        Object.values(gates).filter(({ secondary_exposures: asked }) =>
          JSON.stringify(asked).includes(`"${name}"`),
        ),
      ).toHaveLength(1);
    },
  );

  it('is the same as text', () => {
    for (const hash of ['none', 'djb2', 'sha256'] as const) {
      const text = clientInitializeResponseText(specsOf(shop), ada, { now, hash });
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(respond({ hash }))));
    }
  });

  it('is text of an empty project before there are specs', () => {
    expect(JSON.parse(clientInitializeResponseText(noSpecs, ada, { now }))).toMatchObject({
      feature_gates: {},
      dynamic_configs: {},
      layer_configs: {},
      time: 0,
    });
  });

  it('says whom it is for, without what is private', () => {
    const user = { userID: 'ada', customIDs: { stableID: 's' }, privateAttributes: { age: 36 } };

    const response = respond({ environment: { tier: 'staging' }, sdkInfo: { sdkType: 'x' } }, shop, user);

    expect(response).toMatchObject({
      has_updates: true,
      time: 42,
      hash_used: 'none',
      evaluated_keys: { userID: 'ada', customIDs: { stableID: 's' } },
      user: { userID: 'ada', customIDs: { stableID: 's' }, statsigEnvironment: { tier: 'staging' } },
      sdkInfo: { sdkType: 'x' },
      sdkParams: {},
    });
    expect(JSON.stringify(response)).not.toContain('36');
  });

  it('answers with the overrides that it is given', () => {
    const overrides = createOverrides();
    overrides.set('gate', 'open', { value: false });
    overrides.set('experiment', 'button', { value: { from: 'me' } });

    const response = respond({ overrides });

    expect(response.feature_gates['open']).toMatchObject({ value: false, rule_id: 'override' });
    expect(response.dynamic_configs['button']).toMatchObject({ rule_id: 'override' });
    expect(response.layer_configs['home']).toMatchObject({ value: { from: 'me' } });
  });
});

describe('a client initialize response for a client key', () => {
  const app = { sdk_keys_to_app_ids: { 'client-web': 'web', 'client-tv': 'tv' } };

  it.each`
    clientKey       | fields                                                                               | gates                         | because
    ${undefined}    | ${app}                                                                               | ${['open', 'asks', 'broken']} | ${'nobody asks'}
    ${'client-web'} | ${app}                                                                               | ${['open']}                   | ${'only one is for the web'}
    ${'client-tv'}  | ${app}                                                                               | ${[]}                         | ${'none is for television'}
    ${'client-new'} | ${app}                                                                               | ${['open', 'asks', 'broken']} | ${'the key has no app'}
    ${'client-web'} | ${{}}                                                                                | ${['open', 'asks', 'broken']} | ${'no key has an app'}
    ${'client-web'} | ${{ hashed_sdk_keys_to_entities: { 1101289042: { gates: ['asks'], configs: [] } } }} | ${['asks']}                   | ${'the key is bound to one gate'}
  `(
    'has $gates for $clientKey: $because',
    ({ clientKey, fields, gates }: { clientKey: string; fields: Json; gates: string[] }) => {
      expect(Object.keys(respond({ clientKey }, { ...shop, ...fields }).feature_gates)).toEqual(gates);
    },
  );

  it('has only what the caller wants', () => {
    const response = respond({ only: { feature_gate: new Set(['asks']), experiment: new Set() } });

    expect(Object.keys(response.feature_gates)).toEqual(['asks']);
    expect(Object.keys(response.dynamic_configs)).toEqual(['banner', 'tuned', 'odd']);
  });
});

describe('the checksum of a client initialize response', () => {
  it('is absent unless it is asked for', () => {
    expect(respond()).not.toHaveProperty('full_checksum');
  });

  it('says that nothing changed to a client that has the same', () => {
    const first = respond({ previousResponseHash: '' });

    const second = respond({ previousResponseHash: first['full_checksum'] as string });

    expect(first).toMatchObject({ has_updates: true });
    expect(second).toMatchObject({
      has_updates: false,
      feature_gates: {},
      full_checksum: first['full_checksum'],
    });
  });

  it('differs when an answer differs', () => {
    const other = { ...shop, feature_gates: [gate('open')] };

    expect(respond({ previousResponseHash: '' }, other)['full_checksum']).not.toBe(
      respond({ previousResponseHash: '' })['full_checksum'],
    );
  });
});

describe('session replay', () => {
  const replay = (fields: Json): Json => ({ ...shop, session_replay_info: fields });

  it.each`
    settings                                                                                | random | said
    ${{}}                                                                                   | ${0.5} | ${{ can_record_session: true }}
    ${{ recording_blocked: true }}                                                          | ${0}   | ${{ can_record_session: false, recording_blocked: true }}
    ${{ sampling_rate: 0.4 }}                                                               | ${0.5} | ${{ can_record_session: false, session_recording_rate: 0.4 }}
    ${{ sampling_rate: 0.6 }}                                                               | ${0.5} | ${{ can_record_session: true, session_recording_rate: 0.6 }}
    ${{ targeting_gate: 'open' }}                                                           | ${0.5} | ${{ can_record_session: true, passes_session_recording_targeting: true }}
    ${{ targeting_gate: 'nope' }}                                                           | ${0.5} | ${{ can_record_session: false, passes_session_recording_targeting: false }}
    ${{ session_recording_event_triggers: { buy: { values: ['a'], sampling_rate: 0.4 } } }} | ${0.5} | ${{ session_recording_event_triggers: { buy: { values: ['a'], passes_sampling: false } } }}
  `(
    'with $settings and $random says $said',
    ({ settings, random, said }: { settings: Json; random: number; said: Json }) => {
      expect(respond({ random: () => random }, replay(settings))).toMatchObject(said);
    },
  );

  it('is not mentioned by projects that do not use it', () => {
    expect(respond()).not.toHaveProperty('can_record_session');
  });
});

describe('a user who cannot be shown', () => {
  const throwing = Object.defineProperty({ ...ada }, 'email', {
    enumerable: true,
    get: () => {
      throw new Error('getter');
    },
  });

  it.each([
    ['has a getter that throws', throwing],
    ['holds what JSON has no text for', { ...ada, custom: { big: 1n as never } }],
  ])('is left out, and gets its answers: one who %s', (_name, user) => {
    const text = clientInitializeResponseText(specsOf(shop), user, { now, hash: 'none' });
    const response = JSON.parse(text) as Json;
    expect(response['user']).toEqual({});
    expect(response['feature_gates']).toMatchObject({ open: { value: true } });
    expect(respond({}, shop, user).feature_gates['open']).toMatchObject({ value: true });
  });
});
