import type { Coercions } from '../dialects/dialect.ts';
import { textOf } from '../specs/text.ts';
import type { Operator } from './operator.ts';

/** Looks the hashed value up in the ID list that the target names. */
export function inSegmentList({ listedID }: Coercions): Operator {
  return (target, read) => {
    const name = textOf(target);
    return (run) => {
      const list = run.context.idLists?.get(name);
      if (list === undefined || list.size === 0) return false;
      const id = listedID(read(run));
      return id !== undefined && list.has(run.specs.scratch.kernel.idListHash(id));
    };
  };
}
