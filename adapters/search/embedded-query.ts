import type { DatabaseSync } from 'node:sqlite';
import { highlightsOf } from '../../domain/search/highlight.ts';
import { MOST_COUNTED, type SearchAnswer, type SearchHit, type SearchQuery } from '../../domain/search/port.ts';
import { isBlank, type Term, termsOf } from '../../domain/search/terms.ts';
import { tagWord } from '../../domain/search/words.ts';
import { type Position, readCursor, writeCursor } from './cursor.ts';
import { conditions, type Sql } from './embedded-filters.ts';
import { partsOfOrder } from './embedded-order.ts';
import { LARGEST_NUMBER, NUMBER_BITS } from './embedded-tables.ts';
import { type Row, walkNewest } from './embedded-walk.ts';
import { ftsQuery, phrase } from './embedded-words.ts';

/** Values of one facet; the commonest first. */
const MOST_FACET_VALUES = 100;
const FACETS = ['status', 'channel', 'agentId', 'teamId', 'priority'] as const;

/** Ranks above every word match: a search for #38 means the ticket. */
const SEQUENCE_SCORE = -1_000;
/** The documents of one tenant. */
const OF_TENANT = `rowid BETWEEN (? << ${NUMBER_BITS * 2}) AND ((? << ${NUMBER_BITS * 2}) + (1 << ${NUMBER_BITS * 2}) - 1)`;

/** The tickets of the tenant that have a word anywhere. */
function wordTable(n: number, tenant: number, match: string): Sql {
  return {
    text: `SELECT DISTINCT rowid >> ${NUMBER_BITS} AS ticket FROM words_${n} WHERE words_${n} MATCH ? AND ${OF_TENANT}`,
    values: [match, tenant, tenant],
  };
}

/** The tickets of the tenant that contain the term, each once, with one document for the highlight. */
function termTable(n: number, tenant: number, term: Term, ranked: boolean): Sql {
  const rows: Sql[] = [
    {
      text: `SELECT rowid AS doc, ${ranked ? 'rank' : '0'} AS score FROM words_${n} WHERE words_${n} MATCH ? AND ${OF_TENANT}`,
      values: [ftsQuery(term), tenant, tenant],
    },
  ];
  if (term.sequence !== undefined) {
    rows.push({ text: `SELECT id << ${NUMBER_BITS}, ${SEQUENCE_SCORE} FROM tickets_${n} WHERE tenant = ? AND sequence = ?`, values: [tenant, term.sequence] });
  }
  return {
    text: `SELECT doc >> ${NUMBER_BITS} AS ticket, max(doc) AS doc, min(score) AS score FROM (${rows.map(({ text }) => text).join(' UNION ALL ')}) GROUP BY 1`,
    values: rows.flatMap(({ values }) => values),
  };
}

/** The result of a query that can match nothing. */
export const nothing = (query: SearchQuery): SearchAnswer => ({
  hits: [],
  total: 0,
  facets: query.facets ? Object.fromEntries([...FACETS, 'tags'].map((field) => [field, {}])) : {},
  nextCursor: null,
});

/** Reads one set. Highlights are cut only for the page's tickets. */
export function answer(db: DatabaseSync, n: number, tenant: number, query: SearchQuery): SearchAnswer {
  const position = readCursor(query);
  const terms = termsOf(query.q);
  if (terms.length === 0 && !isBlank(query.q)) return nothing(query);
  const walked = walkNewest(db, n, tenant, query, terms, position);
  if (walked) return answerOf(query, terms, walked, { total: query.bare ? 0 : MOST_COUNTED, facets: {} });
  const ranked = query.sort === 'relevance' && terms.length > 0;
  const hits = hitsOf(n, tenant, query, terms, ranked);
  const rows = page(db, n, query, hits, terms.length, position);
  const counted = (): number => Number(db.prepare(`SELECT count(*) AS total FROM (${hits.text} LIMIT ${MOST_COUNTED})`).get(...hits.values)?.['total']);
  const total = query.bare ? 0 : Number(rows[0]?.['total'] ?? counted());
  return answerOf(query, terms, rows, { total, facets: query.facets ? facets(db, hits) : {} });
}

function answerOf(query: SearchQuery, terms: readonly Term[], rows: readonly Row[], counts: Pick<SearchAnswer, 'total' | 'facets'>): SearchAnswer {
  const more = rows.length > query.limit;
  const shown = more ? rows.slice(0, query.limit) : rows;
  const last = shown.at(-1);
  return {
    hits: shown.map((row) => hit(row, query.bare ? [] : terms)),
    ...counts,
    nextCursor:
      more && last
        ? writeCursor(query, { value: last[query.sort === 'relevance' ? 'score' : query.sort] as Position['value'], ticketId: String(last['ticketId']) })
        : null,
  };
}

/** All hits. Words, and the tag's word, are looked up first. */
function hitsOf(n: number, tenant: number, query: SearchQuery, terms: readonly Term[], ranked: boolean): Sql {
  const { tag } = query.filters;
  const tables = terms.map((term) => termTable(n, tenant, term, ranked));
  if (tag !== undefined) tables.push(wordTable(n, tenant, phrase(tagWord(tag), false)));
  const where = conditions(tenant, query, { tag: false });
  // CROSS JOIN fixes the order: first the few tickets that contain a word. Otherwise the planner may walk all tickets by their index.
  const joins = tables.map((table, i) => `(${table.text}) m${i} ${i > 0 ? `ON m${i}.ticket = m0.ticket ` : ''}CROSS JOIN `).join('');
  const score = ranked ? terms.map((_, i) => `m${i}.score`).join(' + ') : '0';
  const quoted = terms.map((_, i) => `, m${i}.doc AS d${i}`).join('');
  return {
    text: `SELECT t.*, ${score} AS score${quoted} FROM ${joins}tickets_${n} t ${tables.length > 0 ? 'ON t.id = m0.ticket ' : ''}WHERE ${where.text}`,
    values: [...tables.flatMap((table) => table.values), ...where.values],
  };
}

function page(db: DatabaseSync, n: number, query: SearchQuery, hits: Sql, terms: number, position: Position | null): Row[] {
  const texts = Array.from(
    { length: query.bare ? 0 : terms },
    (_, i) => `, (SELECT text FROM docs_${n} WHERE id = d${i}) AS text${i}, d${i} & ${LARGEST_NUMBER} AS number${i}`,
  ).join('');
  const own = terms > 0 && !query.bare ? `, (SELECT text FROM docs_${n} WHERE id = ticket << ${NUMBER_BITS}) AS own` : '';
  const columns = `id AS ticket, ticketId, sequence, updatedAt, createdAt, waitingSince, score${terms > 0 ? `, ${Array.from({ length: terms }, (_, i) => `d${i}`).join(', ')}` : ''}`;
  // Words are looked up once for page and count; without words the index in the page's order is walked instead.
  const kept = terms > 0 || query.filters.tag !== undefined ? 'MATERIALIZED' : 'NOT MATERIALIZED';
  const total = query.bare ? '0' : `(SELECT count(*) FROM (SELECT 1 FROM hits LIMIT ${MOST_COUNTED}))`;
  const rows: Row[] = [];
  for (const { where, order, values } of partsOfOrder(query, position)) {
    const wanted = query.limit + 1 - rows.length;
    if (wanted === 0) break;
    const sql = `WITH hits AS ${kept} (${hits.text}) SELECT ticketId, sequence, updatedAt, createdAt, waitingSince, score, ${total} AS total${texts}${own}
      FROM (SELECT ${columns} FROM hits ${where} ORDER BY ${order} LIMIT ?)`;
    rows.push(...db.prepare(sql).all(...hits.values, ...values, wanted));
  }
  return rows;
}

/** Highlights come from the newest messages that contain the terms, then from the ticket's own fields. */
function hit(row: Row, terms: readonly Term[]): SearchHit {
  const messages = terms.flatMap((_, i) => {
    const text = row[`text${i}`];
    return typeof text === 'string' && row[`number${i}`] !== 0 ? [text] : [];
  });
  const own = typeof row.own === 'string' ? (JSON.parse(row.own) as string[]) : [];
  return {
    ticketId: String(row.ticketId),
    sequence: Number(row.sequence),
    updatedAt: String(row.updatedAt),
    highlights: highlightsOf([...messages, ...own], terms),
  };
}

function facets(db: DatabaseSync, hits: Sql): Record<string, Record<string, number>> {
  const parts = FACETS.map((field) => `SELECT '${field}' AS field, ${field} AS value, count(*) AS count FROM hits WHERE ${field} IS NOT NULL GROUP BY 2`);
  parts.push(`SELECT 'tags' AS field, tag.value AS value, count(*) AS count FROM hits, json_each(hits.tags) tag GROUP BY 2`);
  const sql = `WITH hits AS MATERIALIZED (${hits.text}) ${parts.join(' UNION ALL ')} ORDER BY count DESC, value`;
  const counted = new Map<string, [string, number][]>([...FACETS, 'tags'].map((field) => [field, []]));
  for (const row of db.prepare(sql).all(...hits.values)) {
    const values = counted.get(String(row.field));
    if (values && values.length < MOST_FACET_VALUES) values.push([String(row.value), Number(row.count)]);
  }
  // Uses `fromEntries`, because a tag may be called `__proto__`.
  return Object.fromEntries([...counted].map(([field, values]) => [field, Object.fromEntries(values)]));
}
