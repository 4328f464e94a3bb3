import type { DatabaseSync } from 'node:sqlite';
import { SEARCH_COLUMNS, type SearchColumn } from '../../domain/search/fields.ts';

/**
 * The embedded engine's tables. One *set* (tickets, docs, words) is live; a rebuild fills a fresh set and moves `sets.live`.
 *
 * One number contains tenant, ticket and message: ticket = tenant << 24 | number of the ticket, document = ticket << 24 | message number (0: the ticket's own
 * words). A range of document ids then limits a full-text query to one tenant, and a match needs no join to find its ticket.
 */
export const NUMBER_BITS = 24;
export const LARGEST_NUMBER = 2 ** NUMBER_BITS - 1;
/** 63 bits less two numbers. */
export const LARGEST_TENANT = 2 ** 15 - 1;

export const TABLES = ['tickets', 'docs', 'words'] as const;

export const columnSql = ({ name, isNumber }: SearchColumn): string => `${name} ${isNumber ? 'INTEGER' : 'TEXT'}`;

/** Has only tickets with tags, and their tags: finding a tag reads the rows of those that have it. */
const newestWithTags = (n: number): string =>
  `CREATE INDEX IF NOT EXISTS tickets_${n}_tagged ON tickets_${n} (tenant, updatedAt, ticketId, tags) WHERE version > 0 AND tags <> '[]';`;

/** The other orders of a list. Tickets whose customer does not wait are read by id. */
const byOtherTimes = (n: number): string => `
  CREATE INDEX IF NOT EXISTS tickets_${n}_created ON tickets_${n} (tenant, createdAt, ticketId) WHERE version > 0;
  CREATE INDEX IF NOT EXISTS tickets_${n}_waiting ON tickets_${n} (tenant, waitingSince, ticketId) WHERE version > 0 AND waitingSince IS NOT NULL;`;

const oneSet = (n: number): string => `
  CREATE TABLE tickets_${n} (
    id INTEGER PRIMARY KEY, tenant INTEGER NOT NULL, ticketId TEXT NOT NULL, version INTEGER NOT NULL,
    ${SEARCH_COLUMNS.map(columnSql).join(', ')}, UNIQUE (tenant, ticketId));
  CREATE INDEX tickets_${n}_newest ON tickets_${n} (tenant, updatedAt, ticketId) WHERE version > 0;
  ${newestWithTags(n)}
  ${byOtherTimes(n)}
  CREATE TABLE docs_${n} (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, text TEXT);
  ${madeOfWords(n)}
`;

/** Tables that depend on `WORDS_VERSION`. `embedded-refold.ts` rebuilds them. */
const madeOfWords = (n: number): string => `
  CREATE INDEX tickets_${n}_sequence ON tickets_${n} (tenant, sequence);
  CREATE VIRTUAL TABLE words_${n} USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
`;

export function recreateWords(db: DatabaseSync, n: number): void {
  db.exec(`DROP INDEX IF EXISTS tickets_${n}_sequence; DROP TABLE IF EXISTS words_${n}; ${madeOfWords(n)}`);
}

export function createSet(db: DatabaseSync, n: number): void {
  db.exec(oneSet(n));
}

/** Adds new columns and indexes to a set of an earlier release. Tickets fill the columns when they change, or in a rebuild. */
export function upgradeSet(db: DatabaseSync, n: number, columns: readonly SearchColumn[] = SEARCH_COLUMNS): void {
  const present = new Set(
    db
      .prepare(`SELECT name FROM pragma_table_info('tickets_${n}')`)
      .all()
      .map(({ name }) => name),
  );
  for (const column of columns) if (!present.has(column.name)) db.exec(`ALTER TABLE tickets_${n} ADD COLUMN ${columnSql(column)}`);
  db.exec(newestWithTags(n));
  db.exec(byOtherTimes(n));
}

export function dropSet(db: DatabaseSync, n: number): void {
  for (const table of TABLES) db.exec(`DROP TABLE IF EXISTS ${table}_${n}`);
}
