import type { DatabaseSync } from 'node:sqlite';
import { MOST_COUNTED, type SearchQuery } from '../../domain/search/port.ts';
import type { Term } from '../../domain/search/terms.ts';
import { tagWord } from '../../domain/search/words.ts';
import type { Position } from './cursor.ts';
import { conditions } from './embedded-filters.ts';
import { LARGEST_NUMBER, NUMBER_BITS } from './embedded-tables.ts';
import { finished, phrase, type Spread, spreadOf } from './embedded-words.ts';

export type Row = Record<string, unknown>;

/** A term as it is looked up in one ticket. */
interface Sought {
  readonly match: string;
  readonly sequence: number | undefined;
}

/**
 * Measured costs in microseconds, beside reading a ticket's row: looking up a term in one ticket; comparing tags; reading one document that has a
 * word.
 */
const LOOK_UP = 25;
const TAGS = 2;
const DOCUMENT = 1.5;
/** Sample of the newest tickets that estimates how many tickets pass the filters. */
const SAMPLE = 300;
/** The walk stops after so many rows: the term is common, but not in the newest tickets. */
const GIVES_UP = 20_000;

/**
 * Finds the page by walking tickets from the newest and checking each for the words. For a common word, the time does not depend on the number of
 * hits. Undefined if collecting all hits is faster (rare words, or a `total` that must be counted).
 */
export function walkNewest(
  db: DatabaseSync,
  n: number,
  tenant: number,
  query: SearchQuery,
  terms: readonly Term[],
  position: Position | null,
): Row[] | undefined {
  if (query.sort !== 'updatedAt' || query.ascending || query.facets) return undefined;
  const spread = spreadOf(db, n, tenant);
  if (!spread) return undefined;
  const sought: Sought[] = [];
  for (const term of terms) {
    const match = finished(db, n, term);
    if (match === undefined) return undefined;
    sought.push({ match, sequence: term.sequence });
  }
  if (!isQuicker(db, n, tenant, query, sought, spread)) return undefined;
  return walk(db, n, tenant, query, sought, position);
}

function isQuicker(db: DatabaseSync, n: number, tenant: number, query: SearchQuery, sought: readonly Sought[], { tickets, share }: Spread): boolean {
  const { tag, ...others } = query.filters;
  const shares = sought.map(({ match }) => share(match));
  const tagged = tag === undefined ? 1 : share(phrase(tagWord(tag), false));
  const passed = query.wall || Object.values(others).some((value) => value !== undefined) ? passing(db, n, tenant, query) : 1;
  const worded = shares.reduce((all, one) => all * one, 1);
  const matches = tickets * worded * tagged * passed;
  if (!query.bare && matches < 2 * MOST_COUNTED) return false;
  // Without a word, collecting also walks all tickets.
  if (sought.length === 0 && tag === undefined) return true;
  if (matches === 0) return false;
  const rows = (query.limit + 1) / (worded * tagged * passed);
  const walking = rows * (1 + (tag === undefined ? 0 : TAGS)) + (sought.length > 0 ? rows * tagged * passed * LOOK_UP * (1 + shares.length / 4) : 0);
  const collecting = [...shares, ...(tag === undefined ? [] : [tagged])].reduce((sum, one) => sum + one * tickets * DOCUMENT, 0);
  return rows < GIVES_UP && walking < collecting;
}

/** The share of the newest tickets that match the filters, except for the tag, and the visibility. */
function passing(db: DatabaseSync, n: number, tenant: number, query: SearchQuery): number {
  const { text, values } = conditions(tenant, query, { tag: false });
  const sql = `SELECT avg(passes) AS share FROM (SELECT (${text}) AS passes FROM tickets_${n} t INDEXED BY tickets_${n}_newest
    WHERE t.tenant = ? AND t.version > 0 ORDER BY t.updatedAt DESC, t.ticketId DESC LIMIT ${SAMPLE})`;
  return Number(db.prepare(sql).get(...values, tenant)?.['share'] ?? 0);
}

function walk(db: DatabaseSync, n: number, tenant: number, query: SearchQuery, sought: readonly Sought[], position: Position | null): Row[] | undefined {
  const { text, values } = conditions(tenant, query, { tag: true });
  const after = position ? ' AND (t.updatedAt, t.ticketId) < (?, ?)' : '';
  const newest = db.prepare(
    `SELECT t.id AS id, t.ticketId AS ticketId, t.sequence AS sequence, t.updatedAt AS updatedAt FROM tickets_${n} t INDEXED BY tickets_${n}_${query.filters.tag === undefined ? 'newest' : 'tagged'}
      WHERE ${text}${after} ORDER BY t.updatedAt DESC, t.ticketId DESC`,
  );
  // From the oldest: FTS5 seeks forwards in a word's list, but reads the whole list to find the last entry (also for `max`).
  const lookUp = db.prepare(
    `SELECT rowid & ${LARGEST_NUMBER} AS number FROM words_${n} WHERE words_${n} MATCH ?
      AND rowid BETWEEN (? << ${NUMBER_BITS}) AND (? << ${NUMBER_BITS}) + ${LARGEST_NUMBER}`,
  );
  const textOf = db.prepare(`SELECT text FROM docs_${n} WHERE id = (? << ${NUMBER_BITS}) + ?`);
  /** The newest document of the ticket with the term; 0 is the ticket's own. */
  const documentOf = (id: number, { match, sequence }: Sought, row: Row): number | undefined => {
    const number = match === '' ? undefined : lookUp.all(match, id, id).at(-1)?.['number'];
    if (typeof number === 'number') return number;
    return sequence !== undefined && row['sequence'] === sequence ? 0 : undefined;
  };
  const rows: Row[] = [];
  let walked = 0;
  for (const row of newest.iterate(...values, ...(position ? [position.value, position.ticketId] : [])) as Iterable<Row>) {
    walked += 1;
    if (walked > GIVES_UP) return undefined;
    const id = Number(row['id']);
    const numbers: number[] = [];
    for (const one of sought) {
      const number = documentOf(id, one, row);
      if (number === undefined) break;
      numbers.push(number);
    }
    if (numbers.length < sought.length) continue;
    const texts = query.bare ? [] : numbers.flatMap((number, i) => [[`text${i}`, textOf.get(id, number)?.['text']] as const, [`number${i}`, number] as const]);
    const own = query.bare || sought.length === 0 ? undefined : textOf.get(id, 0)?.['text'];
    rows.push({ ...row, ...Object.fromEntries(texts), own });
    if (rows.length > query.limit) break;
  }
  return rows;
}
