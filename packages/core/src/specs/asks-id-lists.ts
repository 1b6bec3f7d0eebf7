import { utf8 } from '../hashing/utf8.ts';
import type { CompiledSpecs } from './compiled.ts';
import type { Part } from './part.ts';

/** What both operators on ID lists have in their names. */
const needle = utf8('in_segment_list');

const last = needle.length - 1;

/** By byte, how far the needle moves when that byte stands at its end: to where it has the same one. */
const shifts = Uint8Array.from({ length: 256 }, (_, byte) => last - needle.lastIndexOf(byte, last - 1));

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
  for (let i = part.start + last; i < end; i += shifts[bytes[i]!]!) {
    if (bytes[i] === needle[last] && isNeedleAt(bytes, i - last)) return true;
  }
  return false;
}

function isNeedleAt(bytes: Uint8Array, start: number): boolean {
  return needle.every((byte, i) => bytes[start + i] === byte);
}
