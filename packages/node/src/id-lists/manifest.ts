import { StatsigError } from '@acme/statsig-core';

/** What the server says of one list. */
export interface ListEntry {
  readonly name: string;
  readonly url: string;
  /** How long the file is by now. */
  readonly sizeBytes: number;
  /** Another ID means another file, to be read from its beginning. */
  readonly fileID: string;
  /** When the file was begun, by the server's clock; 0 when it does not say. */
  readonly creationTime: number;
}

/** What a manifest says. */
export interface Manifest {
  readonly entries: readonly ListEntry[];
  /** All names in it, also of entries that cannot be read. */
  readonly names: ReadonlySet<string>;
}

/**
 * Reads the answer of `get_id_lists`: entries by name. A cache may hold names alone.
 *
 * @throws {StatsigError} `INVALID_SPECS` when it is no such thing. An entry that cannot be read is left out by itself.
 */
export function readManifest(text: string): Manifest {
  const parsedText = parsed(text);
  const value = Array.isArray(parsedText) ? unknownFiles(parsedText) : parsedText;
  if (!isRecord(value))
    throw new StatsigError('INVALID_SPECS', 'The manifest of ID lists is no JSON object.');
  const entries = Object.entries(value).flatMap(([name, entry]) => entryOf(name, entry));
  return { entries, names: new Set(Object.keys(value)) };
}

/** The same entries as text, in the words of the wire. */
export function manifestText(entries: readonly ListEntry[]): string {
  const wires = entries.map(({ name, url, sizeBytes, fileID, creationTime }) => [
    name,
    { name, size: sizeBytes, url, fileID, creationTime },
  ]);
  return JSON.stringify(Object.fromEntries(wires));
}

function entryOf(name: string, entry: unknown): readonly ListEntry[] {
  if (!isRecord(entry)) return [];
  const { url, size, fileID, creationTime } = entry;
  const isReadable =
    typeof url === 'string' &&
    /^https?:/i.test(url) &&
    URL.canParse(url) &&
    typeof fileID === 'string' &&
    typeof size === 'number' &&
    size >= 0;
  if (!isReadable) return [];
  return [
    { name, url, sizeBytes: size, fileID, creationTime: typeof creationTime === 'number' ? creationTime : 0 },
  ];
}

/** Entries of files that nothing is known about, so that any file is another one. */
function unknownFiles(names: readonly unknown[]): unknown {
  const entry = { url: 'https://statsig.invalid/', size: 0, fileID: '' };
  return Object.fromEntries(names.map((name) => [String(name), entry]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
