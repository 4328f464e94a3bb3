import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Merged, MergedPage, MergeQuery, Query, SortQuery } from '../../../domain/table/port.ts';
import { prepareRows, type Row, type RowStatement } from '../../embedded/database.ts';
import { once } from '../../embedded/once.ts';
import { INDEX_KEYS } from '../indexes.ts';
import { itemOfText } from './item-text.ts';
import { conditionsOf } from './query.ts';
import { BY_ACTIVITY } from './schema.ts';
import { COLUMNS } from './writer.ts';

/** Rows that are scanned for one page: about a microsecond each. */
const LOOKED_AT = 5_000;
/** Rows that are scanned in the time of reading one whole item. */
const ROWS_OF_AN_ITEM = 10;

/** Partitions of an index as one list, and one in another order than its own, with whole items: SQLite takes them from the rows that the index refers to. */
export class Merges {
  readonly #statement: (sql: string) => RowStatement;

  constructor(db: DatabaseSync) {
    this.#statement = once((sql) => prepareRows(db, sql));
  }

  /** SQLite walks the partitions in parallel, each in its order, and stops at the limit. */
  merge({ index, pks, descending, limit, where = {}, ...range }: MergeQuery): MergedPage {
    const [, sk] = INDEX_KEYS[index];
    const way = descending ? 'DESC' : 'ASC';
    const each = pks.map((pk) => conditionsOf({ pk, index, ...boundsOf(range) }, false));
    const values = each.flatMap((one) => one.values);
    const columns = Object.keys(where).map((path, n) => `${columnOf(path)} AS w${n}`);
    const texts = Object.values(where);
    const select = ['id', 'pk', 'sk', `${sk} AS position`, ...columns].join(', ');
    const merged = `${each.map((one) => `SELECT ${select} FROM items WHERE ${one.where}`).join(' UNION ALL ')} ORDER BY position ${way}, pk ${way}, sk ${way}`;
    const wanted = texts.map((some, n) => `w${n} IN (${some.map(() => '?').join(', ')})`);
    const looked = wanted.length > 0 ? `(${merged} LIMIT ${LOOKED_AT})` : `(${merged})`;
    const sql = `SELECT pk, sk, position, (SELECT item FROM items WHERE id = m.id) AS item FROM ${looked} m ${wanted.length > 0 ? `WHERE ${wanted.join(' AND ')}` : ''} LIMIT ?`;
    const items = this.#statement(sql)
      .all(...values, ...texts.flat(), limit)
      .map(mergedOf);
    if (items.length === limit) return { items, next: items.at(-1)?.position ?? null, looked: items.length };
    if (wanted.length === 0) return { items, next: null, looked: items.length };
    const last = this.#statement(`SELECT position FROM (${merged} LIMIT 1 OFFSET ${LOOKED_AT - 1})`).get(...values)?.[0];
    return { items, next: typeof last === 'string' ? last : null, looked: items.length + LOOKED_AT / ROWS_OF_AN_ITEM };
  }

  sorted({ index, pk, by, where = {}, limit, most, descending, ...range }: SortQuery): Merged[] | null {
    const held = conditionsOf({ pk, index }, false);
    const through = by === 'byActivity' ? BY_ACTIVITY.find((one) => one.index === index)?.name : undefined;
    if (through === undefined) {
      const count = this.#statement(`SELECT count(*) FROM (SELECT 1 FROM items WHERE ${held.where} LIMIT ?)`).get(...held.values, most + 1)?.[0];
      if (Number(count) > most) return null;
    }
    const [, sk] = INDEX_KEYS[by];
    const way = descending ? 'DESC' : 'ASC';
    const parts = [held.where, `${INDEX_KEYS[index][1]} IS NOT NULL`];
    const values: SQLInputValue[] = [...held.values];
    const add = (part: string, value: string | undefined): void => {
      if (value === undefined) return;
      parts.push(part);
      values.push(value);
    };
    add(`${sk} >= ?`, range.from);
    add(`${sk} <= ?`, range.to);
    for (const [path, texts] of Object.entries(where)) {
      parts.push(`${columnOf(path)} IN (${texts.map(() => '?').join(', ')})`);
      values.push(...texts);
    }
    const sql = `SELECT pk, sk, position, (SELECT item FROM items WHERE id = m.id) AS item FROM (SELECT id, pk, sk, ${sk} AS position FROM items INDEXED BY ${through ?? index}
      WHERE ${parts.join(' AND ')} AND ${sk} IS NOT NULL ORDER BY ${sk} ${way}, pk ${way}, sk ${way} LIMIT ?) m`;
    return this.#statement(sql)
      .all(...values, limit)
      .map(mergedOf);
  }
}

const boundsOf = ({ from, to }: Pick<Query, 'from' | 'to'>): Pick<Query, 'from' | 'to'> => ({
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});

/** Of the columns `pk, sk, position, item`. */
const mergedOf = ([pk, sk, position, item]: Row): Merged => ({
  position: String(position),
  key: { pk: String(pk), sk: String(sk) },
  item: itemOfText(String(item)),
});

/** Keys of indexes have columns; all other paths are read from the item. Paths come from our own code. */
const columnOf = (path: string): string => {
  if ((COLUMNS as readonly string[]).includes(path)) return path;
  if (!/^\w+(?:\.\w+)*$/.test(path)) throw new Error(`${path} is no path of an attribute`);
  return `json_extract(item, '$.${path}')`;
};
