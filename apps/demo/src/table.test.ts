import { describe, expect, it } from 'vitest';
import { formatTable, lostOf } from './table.ts';

describe('formatTable', () => {
  it('names each kind and subject once, and gives shares of the subject', () => {
    const table = formatTable(
      [
        { kind: 'gate', subject: 'new_checkout', name: 'fail', visitors: 1_500 },
        { kind: 'gate', subject: 'new_checkout', name: 'pass', visitors: 500 },
        { kind: 'gate', subject: 'staff_tools', name: 'fail', visitors: 3 },
        { kind: 'experiment', subject: 'search_ranking', name: 'Control', visitors: 1 },
        { kind: 'experiment', subject: 'search_ranking', name: 'Popular first', visitors: 2 },
      ],
      [
        { name: 'exposures', sent: 12_345, received: 12_345 },
        { name: 'orders', sent: 7, received: 5 },
      ],
    );
    const rule = '─'.repeat(98);
    expect(`\n${table}\n`).toBe(`
                                          group                                 visitors     share
${rule}
gate            new_checkout              fail                                     1,500    75.0 %
                                          pass                                       500    25.0 %
                staff_tools               fail                                         3   100.0 %
experiment      search_ranking            Control                                      1    33.3 %
                                          Popular first                                2    66.7 %
${rule}
                                                sent                            received      lost
exposures                                     12,345                              12,345         0
orders                                             7                                   5         2
`);
  });
});

describe('lostOf', () => {
  it.each([
    // sent, received, lost
    [10, 10, 0],
    [10, 7, 3],
    [10, 11, -1],
  ])('of %i sent and %i received is %i', (sent, received, lost) => {
    expect(lostOf({ name: 'exposures', sent, received })).toBe(lost);
  });
});
