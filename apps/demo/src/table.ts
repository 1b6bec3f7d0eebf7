import type { Group } from './groups.ts';

/** What became of events of one sort. */
export interface Tally {
  readonly name: string;
  /** By the application's own count. */
  readonly sent: number;
  /** By the server's database. */
  readonly received: number;
}

type Row = readonly [kind: string, subject: string, group: string, visitors: string, share: string];

/** In characters; numbers stand at their right end. */
const widths = { kind: 16, subject: 26, group: 36, number: 10 };

/** How many events never arrived. Below 0 when some arrived twice. */
export function lostOf({ sent, received }: Tally): number {
  return sent - received;
}

/** Writes groups and tallies as one table of plain text. */
export function formatTable(groups: readonly Group[], tallies: readonly Tally[]): string {
  const rule = '─'.repeat(widths.kind + widths.subject + widths.group + 2 * widths.number);
  const tallied = tallies.map((tally): Row => {
    const lost = lostOf(tally);
    return [tally.name, '', count(tally.sent).padStart(widths.number), count(tally.received), count(lost)];
  });
  return [
    line(['', '', 'group', 'visitors', 'share']),
    rule,
    ...groupRows(groups).map(line),
    rule,
    line(['', '', 'sent'.padStart(widths.number), 'received', 'lost']),
    ...tallied.map(line),
  ].join('\n');
}

/** A kind or subject is named once, where it begins. */
function groupRows(groups: readonly Group[]): readonly Row[] {
  const totals = new Map<string, number>();
  for (const group of groups) {
    totals.set(group.subject, (totals.get(group.subject) ?? 0) + group.visitors);
  }
  return groups.map(({ kind, subject, name, visitors }, index) => {
    const previous = groups[index - 1];
    const share = (100 * visitors) / (totals.get(subject) ?? visitors);
    return [
      kind === previous?.kind ? '' : kind,
      kind === previous?.kind && subject === previous.subject ? '' : subject,
      name,
      count(visitors),
      `${share.toFixed(1)} %`,
    ];
  });
}

function line([kind, subject, group, visitors, share]: Row): string {
  const texts = kind.padEnd(widths.kind) + subject.padEnd(widths.subject) + group.padEnd(widths.group);
  return (texts + visitors.padStart(widths.number) + share.padStart(widths.number)).trimEnd();
}

function count(value: number): string {
  return value.toLocaleString('en');
}
