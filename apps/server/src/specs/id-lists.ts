import { hash } from 'node:crypto';
import { sha256Base64 } from '@acme/statsig-core';
import type { Project } from '../project/project.ts';

/** The units of a segment, as SDKs download them. */
export interface IDListFile {
  readonly name: string;
  /** Different for different contents, and not to be guessed by who does not know them: it is all that opens the file. */
  readonly fileID: string;
  /** In epoch milliseconds. */
  readonly creationTime: number;
  /** A line each: `+` and the first eight base64 characters of the SHA-256 of the unit's ID. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The ID lists of a project. */
export interface IDLists {
  readonly files: readonly IDListFile[];
  /** What the evaluator asks. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Writes the ID lists of a version of a project. */
export function idListsOf(project: Project, environment: string, time: number): IDLists {
  const lists = project.segments
    .filter(({ type }) => type === 'id_list')
    .map(({ id, ids }) => ({ name: id, hashes: new Set(ids.map((unit) => sha256Base64(unit).slice(0, 8))) }));
  return {
    files: lists.map(({ name, hashes }) => {
      const text = [...hashes].map((unit) => `+${unit}\n`).join('');
      const fileID = hash('sha256', JSON.stringify([environment, name, time, text]), 'base64url');
      return { name, fileID, creationTime: time, bytes: new TextEncoder().encode(text) };
    }),
    members: new Map(lists.map(({ name, hashes }) => [name, hashes])),
  };
}
