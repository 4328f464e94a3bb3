import type { DatabaseSync } from 'node:sqlite';
import { indexedTexts, indexedWords, joinedTexts } from '../../domain/search/words.ts';
import { dropSet, LARGEST_NUMBER, NUMBER_BITS, recreateWords } from './embedded-tables.ts';

/**
 * Rebuilds the words of the live set from its stored texts after `WORDS_VERSION` has changed: at the first start after an update, about 50 µs a
 * message. A rebuild in progress is dropped, because part of it has the old words. Runs inside the caller's transaction.
 */
export function refold(db: DatabaseSync): void {
  const { live, next } = db.prepare('SELECT live, next FROM sets').get() as { live: number; next: number | null };
  if (next !== null) {
    dropSet(db, next);
    db.exec('UPDATE sets SET next = NULL');
  }
  recreateWords(db, live);
  const add = db.prepare(`INSERT INTO words_${live} (rowid, text) VALUES (?, ?)`);
  const documents = db.prepare(
    `SELECT d.id, d.text, t.tags FROM docs_${live} d LEFT JOIN tickets_${live} t ON d.id & ${LARGEST_NUMBER} = 0 AND t.id = d.id >> ${NUMBER_BITS} WHERE d.text IS NOT NULL`,
  );
  documents.setReadBigInts(true);
  for (const { id, text, tags } of documents.iterate()) {
    const isTicket = BigInt.asUintN(NUMBER_BITS, id as bigint) === 0n;
    const words = isTicket ? joinedTexts(indexedTexts(textsIn(text), textsIn(tags))) : indexedWords(String(text));
    if (words !== '') add.run(id as bigint, words);
  }
}

const textsIn = (json: unknown): string[] => (typeof json === 'string' ? (JSON.parse(json) as string[]) : []);
