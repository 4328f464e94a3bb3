import * as z from 'zod';
import type { Page } from './paging.ts';

const position = z.tuple([z.union([z.string(), z.number()]), z.string()]);

/** `name` ascending, `-name` descending. */
export const sortBy = <const F extends readonly [string, ...string[]]>(fields: F) =>
  z.enum(fields.flatMap((field) => [field, `-${field}`]) as [F[number] | `-${F[number]}`, ...(F[number] | `-${F[number]}`)[]]);

/** One page of a small collection in memory, in a total order: by the field, then by id. */
export function sortedPage<T extends { readonly id: string }>(items: readonly T[], sort: string, page: Page): { items: T[]; nextCursor: string | null } {
  const descending = sort.startsWith('-');
  const field = (descending ? sort.slice(1) : sort) as keyof T;
  const rank = (item: T): [string | number, string] => {
    const value = item[field];
    return [typeof value === 'number' ? value : String(value).toLowerCase(), item.id];
  };
  const compare = (a: [string | number, string], b: [string | number, string]): number => {
    const order = a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
    return descending ? -order : order;
  };
  const after = page.after(position);
  const rest = items.filter((item) => after === null || compare(rank(item), after) > 0).sort((a, b) => compare(rank(a), rank(b)));
  const shown = rest.slice(0, page.limit);
  const last = shown.at(-1);
  return { items: shown, nextCursor: page.cursor(last && rest.length > shown.length ? rank(last) : null) };
}
