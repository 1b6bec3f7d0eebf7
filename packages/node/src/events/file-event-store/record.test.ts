import { describe, expect, it } from 'vitest';
import { decodeRecords, encodeRecord } from './record.ts';

const texts = ['{"sessionID":"1"}', '{"eventName":"grün"}', '', '{"a":1},{"b":2}'];
const records = texts.map((text, eventCount) => ({ eventCount, text }));
const parts = records.map(encodeRecord);
const bytes = Buffer.concat(parts);
const ends = parts.map((_, index) => Buffer.concat(parts.slice(0, index + 1)).length);

describe('the records of a file', () => {
  it('are read as they were written', () => {
    expect(decodeRecords(bytes)).toEqual({ records, damagedBytes: 0 });
  });

  it('are those before a torn end, wherever that is', () => {
    for (let length = 0; length <= bytes.length; length += 1) {
      const whole = ends.filter((end) => end <= length).length;
      expect(decodeRecords(bytes.subarray(0, length))).toEqual({
        records: records.slice(0, whole),
        damagedBytes: 0,
      });
    }
  });

  it('do without what a torn write left at the end', () => {
    const torn = Buffer.from(bytes);
    torn.fill(0, bytes.length - 5);
    expect(decodeRecords(torn)).toEqual({ records: records.slice(0, 3), damagedBytes: 0 });
  });

  it('do without one that is damaged, and say how large it was', () => {
    const start = ends[0] ?? 0;
    const end = ends[1] ?? 0;
    // The bytes of the length are left alone: from a wrong length on, nothing can be told apart.
    for (let position = start + 4; position < end; position += 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(position) ^ 1, position);
      const rest = records.filter((_, index) => index !== 1);
      expect(decodeRecords(damaged)).toEqual({ records: rest, damagedBytes: end - start });
    }
  });

  it.each(['', 'x', '\0'.repeat(11), '\0'.repeat(500), 'not a file of ours, but a text of some length'])(
    'are none in %j',
    (text) => {
      expect(decodeRecords(Buffer.from(text)).records).toEqual([]);
    },
  );
});
