import { isDeepStrictEqual } from 'node:util';
import { type Entity, type Project, type Section, sections } from './project.ts';

/** What became of one part of a project. */
export interface Change {
  readonly section: Section | 'settings';
  /** Of the part; of a setting, its name. */
  readonly id: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** The fields that differ, as they were and as they are; only of what changed. */
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

/** Tells what differs between two versions of a project, part by part. A change of order alone is none. */
export function diffProjects(before: Project, after: Project): readonly Change[] {
  return [
    ...sections.flatMap((section) => diff(section, byID(before[section]), byID(after[section]))),
    ...diff('settings', boxed(before.settings), boxed(after.settings)),
  ];
}

type Parts = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function byID(entities: readonly Entity[]): Parts {
  return new Map(entities.map((entity) => [entity.id, { ...entity }]));
}

function boxed(settings: Project['settings']): Parts {
  return new Map(Object.entries(settings).map(([name, value]) => [name, { value }]));
}

function diff(section: Change['section'], before: Parts, after: Parts): readonly Change[] {
  const added = [...after.keys()].filter((id) => !before.has(id));
  const removed = [...before.keys()].filter((id) => !after.has(id));
  const kept = [...after].flatMap(([id, entity]): readonly Change[] => {
    const fields = changedFields(before.get(id) ?? entity, entity);
    return fields.length === 0 ? [] : [{ section, id, change: 'changed', fields }];
  });
  return [
    ...removed.map((id): Change => ({ section, id, change: 'removed', fields: [] })),
    ...added.map((id): Change => ({ section, id, change: 'added', fields: [] })),
    ...kept,
  ];
}

function changedFields(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Change['fields'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}
