import { utf8 } from '../hashing/utf8.ts';
import type { CompiledSpecs } from './compiled.ts';
import type { Part } from './part.ts';

/** What both operators on ID lists have in their names. */
const needle = utf8('in_segment_list');

/** By byte, how far the needle moves when that byte stands at its end: to where it has the same one. */
const shifts: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  const place = needle.subarray(0, -1).lastIndexOf(byte);
  return needle.length - 1 - place;
});

/**
 * Whether specs have a condition on an ID list; of a payload that came as a value it is taken for granted.
 *
 * A generator, so that its caller can stop between any two specs and let others work.
 *
 * @param previous - Specs that have none: what stands in both is not looked at again.
 */
export function* asksIDLists(
  { wires }: CompiledSpecs,
  previous: CompiledSpecs | undefined,
): Generator<void, boolean> {
  const before = previous?.wires.payload.sections;
  for (const [member, section] of wires.payload.sections) {
    const known = before?.get(member);
    for (const part of section === known ? [] : section.parts) {
      const isKnown = part.name !== undefined && known?.byName.get(part.name) === part;
      if (!isKnown && mentionsIDLists(part)) return true;
      yield;
    }
  }
  return false;
}

function mentionsIDLists(part: Part): boolean {
  if ('value' in part) return true;
  const { bytes, end } = part;
  for (let i = part.start + needle.length - 1; i < end; i += shifts[bytes[i]!]!) {
    const from = i - needle.length + 1;
    if (needle.every((byte, k) => bytes[from + k] === byte)) return true;
  }
  return false;
}
