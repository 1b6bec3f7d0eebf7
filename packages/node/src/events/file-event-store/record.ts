import { zlib } from '../../builtins.ts';

/** What stands in a file at once: it is there as a whole, or it does not count. */
export interface FileRecord {
  readonly eventCount: number;
  readonly text: string;
}

/** What could be read of a file. */
export interface FileReading {
  readonly records: readonly FileRecord[];
  /** How many bytes make no sense although something follows them, or they are all there: not what a crash leaves. */
  readonly damagedBytes: number;
}

/** The length of the text, the number of events, and the checksum of both and the text, four bytes each. */
const headerBytes = 12;

/** Makes the bytes of a record. */
export function encodeRecord({ eventCount, text }: FileRecord): Buffer {
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(headerBytes + length);
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt32LE(eventCount, 4);
  bytes.write(text, headerBytes);
  bytes.writeUInt32LE(checksum(bytes), 8);
  return bytes;
}

/**
 * Reads records, one after the other.
 *
 * A record that ends before its length says, or the last one if its checksum is wrong, is what a crash leaves: it was never
 * confirmed, and ends the file. A wrong checksum in the middle is damage: that record is left out.
 */
export function decodeRecords(bytes: Buffer): FileReading {
  const records: FileRecord[] = [];
  let damagedBytes = 0;
  for (let start = 0; start + headerBytes <= bytes.length; ) {
    const end = start + headerBytes + bytes.readUInt32LE(start);
    if (end > bytes.length) break;
    const record = bytes.subarray(start, end);
    if (record.readUInt32LE(8) === checksum(record)) {
      records.push({ eventCount: record.readUInt32LE(4), text: record.toString('utf8', headerBytes) });
    } else if (end < bytes.length) {
      damagedBytes += record.length;
    }
    start = end;
  }
  return { records, damagedBytes };
}

function checksum(record: Buffer): number {
  const { crc32 } = zlib();
  return crc32(record.subarray(headerBytes), crc32(record.subarray(0, 8)));
}
