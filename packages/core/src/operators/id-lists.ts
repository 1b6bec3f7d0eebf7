import type { Coercions } from '../dialects/dialect.ts';
import { idListHash } from '../hashing/sha256.ts';
import { textOf } from '../specs/text.ts';
import type { Operator } from './operator.ts';

/** Looks the hashed value up in the ID list that the target names. */
export function inSegmentList({ listedID }: Coercions): Operator {
  return (target) => {
    const name = textOf(target);
    return (value, { context }) => {
      const list = context.idLists?.get(name);
      if (list === undefined || list.size === 0) return false;
      const id = listedID(value);
      return id !== undefined && list.has(idListHash(id));
    };
  };
}
