import { describe, expect, it } from 'vitest';
import { sha256 } from '../../oracle.test-support.ts';
import { legacy, type OperatorRow } from './legacy.test-support.ts';

const hashOf = (unitID: string): string => sha256(unitID).toString('base64').slice(0, 8);

const idLists = new Map([
  ['vips', new Set([hashOf('ada'), hashOf('5'), hashOf(''), hashOf('undefined')])],
  ['empty', new Set<string>()],
]);

describe('ID lists of a v1 payload', () => {
  it.each`
    value        | target       | passes   | because
    ${'ada'}     | ${'vips'}    | ${true}  | ${'its hash is listed'}
    ${'ADA'}     | ${'vips'}    | ${false} | ${'case counts'}
    ${'bob'}     | ${'vips'}    | ${false} | ${'its hash is not listed'}
    ${'5'}       | ${'vips'}    | ${true}  | ${'its hash is listed'}
    ${5}         | ${'vips'}    | ${false} | ${'only texts are listed'}
    ${['ada']}   | ${'vips'}    | ${false} | ${'only texts are listed'}
    ${undefined} | ${'vips'}    | ${false} | ${'there is no value'}
    ${null}      | ${'vips'}    | ${false} | ${'there is no value'}
    ${'ada'}     | ${'empty'}   | ${false} | ${'the list is empty'}
    ${'ada'}     | ${'unknown'} | ${false} | ${'there is no such list'}
    ${'ada'}     | ${null}      | ${false} | ${'there is no such list'}
    ${'ada'}     | ${undefined} | ${false} | ${'there is no such list'}
    ${undefined} | ${'unknown'} | ${false} | ${'there is neither'}
  `('$value is in $target: $passes, since $because', ({ value, target, passes }: OperatorRow) => {
    expect(legacy('in_segment_list', value, target, { idLists })).toBe(passes);
    expect(legacy('not_in_segment_list', value, target, { idLists })).toBe(!passes);
  });

  it('has no members without lists', () => {
    expect(legacy('in_segment_list', 'ada', 'vips')).toBe(false);
    expect(legacy('not_in_segment_list', 'ada', 'vips')).toBe(true);
  });
});
