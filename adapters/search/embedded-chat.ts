import type { DatabaseSync } from 'node:sqlite';
import type { ChatQuery } from '../../domain/search/port.ts';
import { termsOf } from '../../domain/search/terms.ts';
import { LARGEST_NUMBER, NUMBER_BITS } from './embedded-tables.ts';
import { finished, ftsQuery } from './embedded-words.ts';

/** The messages of one conversation that have every term. Its row among the tickets has version 0, so that no search for tickets finds it. */
export function numbersInChat(db: DatabaseSync, n: number, tenant: number, { conversationId, q, limit, before }: ChatQuery): number[] {
  const terms = termsOf(q);
  const row = db.prepare(`SELECT id FROM tickets_${n} WHERE tenant = ? AND ticketId = ?`).get(tenant, conversationId)?.['id'];
  if (terms.length === 0 || typeof row !== 'number') return [];
  const matches = terms.map((term) => finished(db, n, term) ?? ftsQuery(term));
  // An unfinished word without completions.
  if (matches.includes('')) return [];
  const last = Math.min((before ?? LARGEST_NUMBER + 1) - 1, LARGEST_NUMBER);
  return db
    .prepare(
      `SELECT rowid & ${LARGEST_NUMBER} AS number FROM words_${n} WHERE words_${n} MATCH ?
        AND rowid BETWEEN (? << ${NUMBER_BITS}) AND (? << ${NUMBER_BITS} | ?) ORDER BY rowid DESC LIMIT ?`,
    )
    .all(matches.map((match) => `(${match})`).join(' AND '), row, row, last, limit)
    .map(({ number }) => Number(number));
}
