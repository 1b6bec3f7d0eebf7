import { compareOnly, type Difference } from './differences.ts';

/** Whether a copy that lacks something still shows the difference. */
type Accepts<T> = (candidate: T) => Promise<boolean>;

/** Fields that a description cannot do without. */
const required: ReadonlySet<string> = new Set([
  ...['project', 'user', 'gates', 'configs', 'layers', 'environmentTier', 'idLists'],
  ...['name', 'entity', 'salt', 'enabled', 'idType', 'defaultValue', 'rules'],
  ...['id', 'passPercentage', 'conditions', 'returnValue', 'type'],
]);

/**
 * Takes a project and a user apart as long as our answer still differs from the official one in the same field.
 *
 * @param counts - Whether a difference is one to look for, rather than a known one.
 */
export async function smallestOf(
  difference: Difference,
  counts: (difference: Difference) => boolean,
  now: number,
): Promise<Difference> {
  const { question, field } = difference;
  let smallest = difference;
  await withoutSpares({ project: question.project, user: question.user }, async (candidate) => {
    const differences = await compareOnly({ ...question, ...candidate }, now);
    const same = differences.find((found) => found.field === field && counts(found));
    smallest = same ?? smallest;
    return same !== undefined;
  });
  return smallest;
}

/** The part of a JSON value that is left when every element and optional field that can go has gone. */
async function withoutSpares<T>(value: T, accepts: Accepts<T>): Promise<T> {
  if (Array.isArray(value)) return (await listWithoutSpares(value, accepts as Accepts<unknown[]>)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return recordWithoutSpares(value, accepts);
}

/** Tries to drop half of the list at once, then quarters, down to single elements. */
async function listWithoutSpares(whole: unknown[], accepts: Accepts<unknown[]>): Promise<unknown[]> {
  let list = whole;
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = list.length - size; at > -size; at -= size) {
      const candidate = list.toSpliced(Math.max(at, 0), size);
      if (candidate.length < list.length && (await accepts(candidate))) list = candidate;
    }
  }
  for (let i = 0; i < list.length; i++) {
    const kept = list;
    list = list.with(i, await withoutSpares(kept[i], (element) => accepts(kept.with(i, element))));
  }
  return list;
}

async function recordWithoutSpares<T extends object>(whole: T, accepts: Accepts<T>): Promise<T> {
  let record = whole;
  for (const field of Object.keys(whole)) {
    const candidate = Object.fromEntries(Object.entries(record).filter(([name]) => name !== field)) as T;
    if (!required.has(field) && (await accepts(candidate))) record = candidate;
  }
  for (const [field, value] of Object.entries(record)) {
    const kept = record;
    const smaller: unknown = await withoutSpares(value, (part) => accepts({ ...kept, [field]: part }));
    record = { ...kept, [field]: smaller };
  }
  return record;
}
