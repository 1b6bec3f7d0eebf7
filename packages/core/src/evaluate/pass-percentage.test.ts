import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../oracle.test-support.ts';
import { gate, type Json, now, rule, specsOf } from '../specs/fixtures.test-support.ts';
import type { StatsigUser } from '../user/user.ts';
import { evaluateGate } from './evaluate.ts';

function passes(fields: Json, user: StatsigUser, gateFields: Json = {}): boolean {
  const specs = specsOf({
    feature_gates: [gate('g', { salt: 'spec', rules: [rule('r', fields)], ...gateFields })],
  });
  return evaluateGate(specs, user, 'g', { now }).value;
}

describe('the pass percentage', () => {
  it.each([0.005, 0.01, 0.015, 0.29, 0.57, 1.1, 1.15, 2.3, 8.2, 33.33, 33.333, 50, 99.99, 99.999, -1, 101])(
    'lets the buckets below %f %% of 10,000 pass',
    (passPercentage) => {
      const rules = [rule('r', { salt: 'rule', passPercentage })];
      const specs = specsOf({ feature_gates: [gate('g', { salt: 'spec', rules })] });
      const users = Array.from({ length: 1_000 }, (_, i) => `user-${i}`);

      const passing = users.filter((userID) => evaluateGate(specs, { userID }, 'g', { now }).value);

      const threshold = passPercentage * 100;
      expect(passing).toEqual(users.filter((userID) => bucketOf(`spec.rule.${userID}`, 10_000) < threshold));
    },
  );

  it('takes 0.29 % as a little under 29 buckets', () => {
    // Users of buckets 28 and 29: in doubles 0.29 * 100 is 28.999999999999996.
    const inBucket = (bucket: number): string => {
      for (let i = 0; ; i++) if (bucketOf(`spec.rule.${i}`, 10_000) === bucket) return String(i);
    };

    expect(passes({ salt: 'rule', passPercentage: 0.29 }, { userID: inBucket(28) })).toBe(true);
    expect(passes({ salt: 'rule', passPercentage: 0.29 }, { userID: inBucket(29) })).toBe(false);
  });

  it.each`
    passPercentage | value    | because
    ${100}         | ${true}  | ${'everybody passes'}
    ${0}           | ${false} | ${'nobody passes'}
    ${-0}          | ${false} | ${'nobody passes'}
    ${'100'}       | ${true}  | ${'a text counts as its number'}
    ${'0'}         | ${false} | ${'a text counts as its number'}
    ${undefined}   | ${false} | ${'it is missing'}
    ${null}        | ${false} | ${'it is missing'}
    ${'all'}       | ${false} | ${'it is no number'}
    ${{}}          | ${false} | ${'it is no number'}
  `(
    'lets pass with $passPercentage: $value, since $because',
    ({ passPercentage, value }: { passPercentage: unknown; value: boolean }) => {
      expect(passes({ passPercentage }, { userID: 'ada' })).toBe(value);
    },
  );
});

describe('the bucket of a rule', () => {
  const user = { userID: 'ada', customIDs: { companyID: 'acme', seat: 7, nothing: null as never } };

  it.each`
    gateFields                 | fields                                   | hashed                  | because
    ${{}}                      | ${{ salt: 'rule' }}                      | ${'spec.rule.ada'}      | ${'salts and unit are joined by dots'}
    ${{}}                      | ${{ salt: '' }}                          | ${'spec..ada'}          | ${'an empty salt stays empty'}
    ${{}}                      | ${{ salt: null }}                        | ${'spec.r.ada'}         | ${'without salt the ID takes its place'}
    ${{}}                      | ${{ salt: undefined }}                   | ${'spec.r.ada'}         | ${'without salt the ID takes its place'}
    ${{}}                      | ${{ salt: 17 }}                          | ${'spec.17.ada'}        | ${'a salt counts as text'}
    ${{}}                      | ${{ salt: undefined, id: undefined }}    | ${'spec.undefined.ada'} | ${'nothing has this text'}
    ${{ salt: undefined }}     | ${{ salt: 'rule' }}                      | ${'undefined.rule.ada'} | ${'nothing has this text'}
    ${{ salt: '' }}            | ${{ salt: 'rule' }}                      | ${'.rule.ada'}          | ${'an empty salt stays empty'}
    ${{}}                      | ${{ salt: 'rule', idType: 'companyID' }} | ${'spec.rule.acme'}     | ${'the rule names its ID type'}
    ${{}}                      | ${{ salt: 'rule', idType: 'COMPANYID' }} | ${'spec.rule.acme'}     | ${'the case of ID types is ignored'}
    ${{}}                      | ${{ salt: 'rule', idType: 'UserID' }}    | ${'spec.rule.ada'}      | ${'the case of ID types is ignored'}
    ${{}}                      | ${{ salt: 'rule', idType: undefined }}   | ${'spec.rule.ada'}      | ${'units are users unless it says otherwise'}
    ${{ idType: 'companyID' }} | ${{ salt: 'rule', idType: undefined }}   | ${'spec.rule.ada'}      | ${"the gate's ID type does not count"}
    ${{}}                      | ${{ salt: 'rule', idType: 'seat' }}      | ${'spec.rule.7'}        | ${'a number is hashed as text'}
    ${{}}                      | ${{ salt: 'rule', idType: 'stableID' }}  | ${'spec.rule.'}         | ${'a missing unit is hashed as an empty text'}
    ${{}}                      | ${{ salt: 'rule', idType: 'nothing' }}   | ${'spec.rule.'}         | ${'null is hashed as an empty text'}
  `(
    'hashes $hashed: $because',
    ({ gateFields, fields, hashed }: { gateFields: Json; fields: Json; hashed: string }) => {
      const bucket = bucketOf(hashed, 10_000);

      expect(passes({ ...fields, passPercentage: bucket / 100 - 0.005 }, user, gateFields)).toBe(false);
      expect(passes({ ...fields, passPercentage: bucket / 100 + 0.005 }, user, gateFields)).toBe(true);
    },
  );

  it.each`
    userID       | hashed               | because
    ${7}         | ${'spec.rule.7'}     | ${'a number is hashed as text'}
    ${''}        | ${'spec.rule.'}      | ${'an empty ID is an ID'}
    ${undefined} | ${'spec.rule.'}      | ${'a missing unit is hashed as an empty text'}
    ${'ünï😀'}   | ${'spec.rule.ünï😀'} | ${'texts are hashed in UTF-8'}
  `(
    'hashes $hashed for the user $userID: $because',
    ({ userID, hashed }: { userID: StatsigUser['userID']; hashed: string }) => {
      const bucket = bucketOf(hashed, 10_000);
      const user = { userID, customIDs: { other: 'x' } };

      expect(passes({ salt: 'rule', passPercentage: bucket / 100 - 0.005 }, user)).toBe(false);
      expect(passes({ salt: 'rule', passPercentage: bucket / 100 + 0.005 }, user)).toBe(true);
    },
  );
});
