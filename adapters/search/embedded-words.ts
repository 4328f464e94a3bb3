import type { DatabaseSync } from 'node:sqlite';
import type { Term } from '../../domain/search/terms.ts';
import { LARGEST_NUMBER, NUMBER_BITS } from './embedded-tables.ts';

/** Words hold letters, digits and emoji only, so a quoted token needs no escaping. */
export const phrase = (words: string, prefix: boolean): string => `"${words}"${prefix ? ' *' : ''}`;
export const ftsQuery = ({ words, prefix, numbers = [] }: Term): string =>
  [phrase(words.join(' '), prefix), ...numbers.map((number) => phrase(number.word, number.prefix))].join(' OR ');

/** The most completions of an unfinished word that are queried one by one. */
const MOST_WORDS = 12;

/**
 * Replaces unfinished words by their completions in the index. FTS5 collects all matches of an unfinished word before it answers, however small the
 * queried range is. Undefined where there are too many, or the unfinished word ends a phrase.
 */
export const finished = (db: DatabaseSync, n: number, { words, prefix, numbers = [] }: Term): string | undefined => {
  const found: string[] = [];
  for (const open of [{ word: words.join(' '), prefix }, ...numbers]) {
    if (!open.prefix) found.push(open.word);
    else if (open.word.includes(' ')) return undefined;
    else found.push(...wordsWith(db, n, open.word));
    if (found.length > MOST_WORDS) return undefined;
  }
  return found.map((word) => phrase(word, false)).join(' OR ');
};

/** Words of the index with this prefix, one more than can be used. */
function wordsWith(db: DatabaseSync, n: number, beginning: string): string[] {
  db.exec(`CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary_${n} USING fts5vocab('main', 'words_${n}', 'instance')`);
  const next = db.prepare(`SELECT term FROM temp.vocabulary_${n} WHERE term >= ? LIMIT 1`);
  const found: string[] = [];
  for (let from = beginning; found.length <= MOST_WORDS; ) {
    const term = next.get(from)?.['term'];
    if (typeof term !== 'string' || !term.startsWith(beginning)) break;
    found.push(term);
    from = `${term}\0`;
  }
  return found;
}

/** Number and length of the samples that estimate how common a word is. */
const STRETCHES = 3;
const LENGTH = 300;

/** The number of a tenant's tickets, and how common words are, from a few samples. */
export interface Spread {
  readonly tickets: number;
  /** 0 to 1. `match`: a query of FTS5 without unfinished words. */
  share(match: string): number;
}

/** Undefined for so few tickets that reading all of them is as fast. */
export const spreadOf = (db: DatabaseSync, n: number, tenant: number): Spread | undefined => {
  const first = tenant * 2 ** NUMBER_BITS;
  const last = db.prepare(`SELECT max(id) AS id FROM tickets_${n} WHERE id BETWEEN ? AND ?`).get(first, first + LARGEST_NUMBER)?.['id'];
  const tickets = typeof last === 'number' ? last - first + 1 : 0;
  if (tickets < 2 * STRETCHES * LENGTH) return undefined;
  const found = db.prepare(
    `SELECT count(DISTINCT rowid >> ${NUMBER_BITS}) AS n FROM words_${n} WHERE words_${n} MATCH ? AND rowid BETWEEN (? << ${NUMBER_BITS}) AND (? << ${NUMBER_BITS}) + ${LARGEST_NUMBER}`,
  );
  return {
    tickets,
    share: (match) => {
      if (match === '') return 0;
      let sum = 0;
      for (let stretch = 0; stretch < STRETCHES; stretch += 1) {
        const start = first + Math.floor((stretch * (tickets - LENGTH)) / (STRETCHES - 1));
        sum += Number(found.get(match, start, start + LENGTH - 1)?.['n']);
      }
      return sum / (STRETCHES * LENGTH);
    },
  };
};
