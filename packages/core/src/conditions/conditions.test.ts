import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../oracle.test-support.ts';
import { ask, condition, type Json, now } from '../specs/fixtures.test-support.ts';

describe('conditions of a v1 payload', () => {
  it.each`
    type        | fields
    ${'public'} | ${{}}
    ${'public'} | ${{ operator: 'none', targetValue: ['ada'] }}
    ${'public'} | ${{ operator: 'no_such_operator' }}
    ${'PUBLIC'} | ${{}}
  `('lets everybody pass: $type $fields', ({ type, fields }: { type: string; fields: Json }) => {
    expect(ask(condition(type, fields))).toMatchObject({ value: true, ruleID: 'only' });
  });

  it.each`
    type            | operator
    ${'user_field'} | ${'any'}
    ${'User_Field'} | ${'any'}
    ${'USER_FIELD'} | ${'ANY'}
    ${'unit_id'}    | ${'Any'}
    ${'Unit_ID'}    | ${'ANY_CASE_SENSITIVE'}
    ${'UNIT_ID'}    | ${'Str_Starts_With_Any'}
  `('ignores the case of $type and $operator', ({ type, operator }: { type: string; operator: string }) => {
    expect(ask(condition(type, { field: 'userID', operator, targetValue: ['ada'] })).value).toBe(true);
    expect(ask(condition(type, { field: 'userID', operator, targetValue: ['bob'] })).value).toBe(false);
  });

  it.each`
    type                  | operator         | target
    ${'astrology'}        | ${'any'}         | ${['a']}
    ${'javascript'}       | ${'any'}         | ${['a']}
    ${'experiment_group'} | ${'any'}         | ${['a']}
    ${''}                 | ${'any'}         | ${['a']}
    ${'user_field'}       | ${'encoded_any'} | ${['a']}
    ${'user_field'}       | ${'in'}          | ${['a']}
    ${'user_field'}       | ${'is_null'}     | ${null}
    ${'user_field'}       | ${''}            | ${['a']}
    ${'user_field'}       | ${null}          | ${['a']}
    ${'user_field'}       | ${undefined}     | ${['a']}
    ${'unit_id'}          | ${'no_such'}     | ${['a']}
    ${'user_bucket'}      | ${'no_such'}     | ${500}
    ${'current_time'}     | ${'no_such'}     | ${0}
    ${'multi_pass_gate'}  | ${null}          | ${'one_gate'}
    ${'multi_fail_gate'}  | ${null}          | ${null}
    ${'user_field'}       | ${'constructor'} | ${['a']}
    ${'user_field'}       | ${'__proto__'}   | ${['a']}
    ${'user_field'}       | ${'toString'}    | ${['a']}
    ${'constructor'}      | ${'any'}         | ${['a']}
    ${'__proto__'}        | ${'any'}         | ${['a']}
    ${'hasOwnProperty'}   | ${'any'}         | ${['a']}
  `(
    'does not know $type $operator of $target',
    ({ type, operator, target }: Record<'type' | 'operator' | 'target', unknown>) => {
      const gate = ask(condition(String(type), { field: 'userID', operator, targetValue: target }));

      expect(gate).toMatchObject({ value: false, ruleID: '', details: { reason: 'Unsupported' } });
    },
  );

  it.each`
    operator    | target           | passes
    ${'after'}  | ${now - 1}       | ${true}
    ${'after'}  | ${now}           | ${false}
    ${'before'} | ${now + 1}       | ${true}
    ${'before'} | ${now}           | ${false}
    ${'on'}     | ${'2023-11-14'}  | ${true}
    ${'on'}     | ${'2023-11-15'}  | ${false}
    ${'gt'}     | ${now - 1}       | ${true}
    ${'lte'}    | ${now - 1}       | ${false}
    ${'eq'}     | ${now}           | ${true}
    ${'any'}    | ${[String(now)]} | ${true}
  `(
    'puts the time of the context to current_time: $operator $target is $passes',
    ({ operator, target, passes }: { operator: string; target: unknown; passes: boolean }) => {
      expect(ask(condition('current_time', { operator, targetValue: target })).value).toBe(passes);
    },
  );

  it.each`
    appID        | operator  | target     | passes
    ${'web'}     | ${'any'}  | ${['web']} | ${true}
    ${'web'}     | ${'any'}  | ${['ios']} | ${false}
    ${'web'}     | ${'none'} | ${['web']} | ${false}
    ${7}         | ${'eq'}   | ${7}       | ${true}
    ${undefined} | ${'any'}  | ${['web']} | ${false}
    ${undefined} | ${'none'} | ${['web']} | ${true}
  `(
    "puts the payload's app_id to target_app: $appID $operator $target is $passes",
    ({
      appID,
      operator,
      target,
      passes,
    }: Record<'appID' | 'target', unknown> & { operator: string; passes: boolean }) => {
      const asked = condition('target_app', { operator, targetValue: target });

      expect(ask(asked, { payload: { app_id: appID } }).value).toBe(passes);
    },
  );
});

describe('user_bucket', () => {
  const user = { userID: 'ada', customIDs: { companyID: 'acme', seat: 7 } };

  it.each`
    salt         | idType         | hashed             | because
    ${'s1'}      | ${'userID'}    | ${'s1.ada'}        | ${'salt and unit are joined by a dot'}
    ${'s1'}      | ${undefined}   | ${'s1.ada'}        | ${'units are users unless it says otherwise'}
    ${'s1'}      | ${'companyID'} | ${'s1.acme'}       | ${'the condition names its ID type'}
    ${'s1'}      | ${'COMPANYid'} | ${'s1.acme'}       | ${'the case of ID types is ignored'}
    ${'s1'}      | ${'seat'}      | ${'s1.7'}          | ${'numbers are hashed as text'}
    ${'s1'}      | ${'stableID'}  | ${'s1.'}           | ${'a missing unit is hashed as an empty text'}
    ${undefined} | ${'userID'}    | ${'undefined.ada'} | ${'a missing salt has this text'}
    ${''}        | ${'userID'}    | ${'.ada'}          | ${'an empty salt stays empty'}
    ${17}        | ${'userID'}    | ${'17.ada'}        | ${'a numeric salt counts as text'}
  `(
    'hashes $hashed: $because',
    ({ salt, idType, hashed }: { salt: unknown; idType: unknown; hashed: string }) => {
      const bucket = bucketOf(hashed, 1_000);
      const passes = (operator: string, targetValue: unknown): boolean =>
        ask(condition('user_bucket', { operator, targetValue, idType, additionalValues: { salt } }), { user })
          .value;

      expect(passes('eq', bucket)).toBe(true);
      expect(passes('lt', bucket)).toBe(false);
      expect(passes('lt', bucket + 1)).toBe(true);
      expect(passes('any', [bucket])).toBe(true);
      expect(passes('none', [bucket])).toBe(false);
      expect(passes('none', [bucket + 1])).toBe(true);
    },
  );

  it.each([[undefined], [null], ['salt']])('has no salt in additionalValues %j', (additionalValues) => {
    const bucket = bucketOf('undefined.ada', 1_000);
    const asked = condition('user_bucket', { operator: 'eq', targetValue: bucket, additionalValues });

    expect(ask(asked).value).toBe(true);
  });
});
