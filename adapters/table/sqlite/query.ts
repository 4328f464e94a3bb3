import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Item, Page, Query } from '../../../domain/table/port.ts';
import { prepareRows, type RowStatement } from '../../embedded/database.ts';
import { once } from '../../embedded/once.ts';
import { INDEX_KEYS } from '../indexes.ts';
import { LARGEST_PAGE } from '../memory-limits.ts';
import { itemOfText } from './item-text.ts';

/** The smallest text that is greater than every text with this prefix, by UTF-8 bytes; undefined if there is none. */
export const afterAllWith = (prefix: string): string | undefined => {
  const points = Array.from(prefix);
  while (points.length > 0) {
    const last = points.pop()?.codePointAt(0) as number;
    // Surrogates are no characters: U+E000 follows the last one before them.
    if (last < 0x10_ffff) return points.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
  }
  return undefined;
};

/** Queries of the table and its sparse indexes. A statement is prepared once for each shape of a query. */
export class Queries {
  readonly #statement: (sql: string) => RowStatement;

  constructor(db: DatabaseSync) {
    this.#statement = once((sql) => prepareRows(db, sql));
  }

  count(query: Query): number {
    const { where, values } = conditionsOf(query, false);
    return Number(this.#statement(`SELECT count(*) AS n FROM items WHERE ${where}`).get(...values)?.[0]);
  }

  /** A page ends when it exceeds 1 MB, or at the limit. On an index its items contain only their keys. */
  page(query: Query): Page {
    const { index } = query;
    const [pk, sk] = index ? INDEX_KEYS[index] : (['pk', 'sk'] as const);
    const { where, values } = conditionsOf(query, true);
    const way = query.descending ? 'DESC' : 'ASC';
    const order = index ? `${sk} ${way}, pk ${way}, sk ${way}` : `sk ${way}`;
    const columns = index ? `length(pk) + length(sk) + length(${pk}) + length(${sk}), pk, sk, ${pk}, ${sk}` : 'bytes, item';
    const statement = this.#statement(`SELECT ${columns} FROM items WHERE ${where} ORDER BY ${order} LIMIT ?`);
    const limit = query.limit ?? -1;
    const items: Item[] = [];
    let bytes = 0;
    let more = false;
    for (const [size, ...row] of statement.iterate(...values, limit < 0 ? -1 : limit + 1)) {
      if ((limit >= 0 && items.length === limit) || bytes > LARGEST_PAGE) {
        more = true;
        break;
      }
      bytes += Number(size);
      items.push(index ? ({ pk: row[0], sk: row[1], [pk]: row[2], [sk]: row[3] } as Item) : itemOfText(String(row[0])));
    }
    const last = items.at(-1);
    return { items, next: more && last ? nextOf(last, index ? [pk, sk] : []) : null };
  }
}

const nextOf = (item: Item, more: readonly string[]): Record<string, string> =>
  Object.fromEntries(['pk', 'sk', ...more].map((name) => [name, String(item[name])]));

export const conditionsOf = (query: Query, paged: boolean): { readonly where: string; readonly values: SQLInputValue[] } => {
  const [pk, sk] = query.index ? INDEX_KEYS[query.index] : (['pk', 'sk'] as const);
  const parts = [`${pk} = ?`];
  const values: SQLInputValue[] = [query.pk];
  const add = (part: string, ...given: readonly SQLInputValue[]): void => {
    parts.push(part);
    values.push(...given);
  };
  if (query.index) parts.push(`${sk} IS NOT NULL`);
  if (query.beginsWith !== undefined) {
    add(`${sk} >= ?`, query.beginsWith);
    const end = afterAllWith(query.beginsWith);
    if (end !== undefined) add(`${sk} < ?`, end);
  } else {
    if (query.from !== undefined) add(`${sk} >= ?`, query.from);
    if (query.to !== undefined) add(`${sk} <= ?`, query.to);
  }
  if (paged && query.after) {
    const than = query.descending ? '<' : '>';
    const { after } = query;
    if (query.index) add(`(${sk}, pk, sk) ${than} (?, ?, ?)`, after[sk] ?? '', after['pk'] ?? '', after['sk'] ?? '');
    else add(`sk ${than} ?`, after['sk'] ?? '');
  }
  return { where: parts.join(' AND '), values };
};
