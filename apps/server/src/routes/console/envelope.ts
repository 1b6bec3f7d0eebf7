import type { Context } from 'hono';
import { ConsoleError } from './console-error.ts';

const maxItemsPerPage = 1_000;

/** What Statsig's Console API answers around its data. */
interface Envelope {
  readonly message: string;
  readonly data: unknown;
}

interface Page extends Envelope {
  readonly pagination: Readonly<Record<string, number | string | null>>;
}

export function envelope(message: string, data: unknown): Envelope {
  return { message, data };
}

/** One page of a list, as `?page=` and `?limit=` ask for it; 100 items without them. */
export function pageOf(context: Context, message: string, items: readonly unknown[]): Page {
  const limit = positive(context, 'limit', 100, maxItemsPerPage);
  const page = positive(context, 'page', 1, Number.MAX_SAFE_INTEGER);
  const last = Math.max(1, Math.ceil(items.length / limit));
  const link = (number: number): string | null =>
    number < 1 || number > last ? null : `${context.req.path}?page=${number}&limit=${limit}`;
  return {
    ...envelope(message, items.slice((page - 1) * limit, page * limit)),
    pagination: {
      itemsPerPage: limit,
      pageNumber: page,
      totalItems: items.length,
      nextPage: link(page + 1),
      previousPage: link(page - 1),
    },
  };
}

function positive(context: Context, name: string, fallback: number, max: number): number {
  const text = context.req.query(name);
  if (text === undefined) return fallback;
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return Math.min(number, max);
  throw new ConsoleError(400, `${name} is a number from 1.`, [
    { path: name, message: 'Not a number from 1' },
  ]);
}
