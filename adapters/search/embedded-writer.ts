import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SEARCH_COLUMNS, textsOfTicket } from '../../domain/search/fields.ts';
import type { MessageDocument, SearchFailure, SearchWrite, TicketDocument } from '../../domain/search/port.ts';
import { indexedTexts, indexedWords, joinedTexts } from '../../domain/search/words.ts';
import { LARGEST_NUMBER, LARGEST_TENANT, NUMBER_BITS } from './embedded-tables.ts';
import { whole } from './whole.ts';

interface Statements {
  readonly findTicket: StatementSync;
  readonly lastTicket: StatementSync;
  readonly addTicket: StatementSync;
  readonly setTicket: StatementSync;
  readonly findDoc: StatementSync;
  readonly putDoc: StatementSync;
  readonly dropWords: StatementSync;
  readonly addWords: StatementSync;
}

interface TicketRow {
  readonly id: number;
  version: number;
}

const DOC = `(? << ${NUMBER_BITS} | ?)`;

function prepare(db: DatabaseSync, n: number): Statements {
  return {
    findTicket: db.prepare(`SELECT id, version FROM tickets_${n} WHERE tenant = ? AND ticketId = ?`),
    lastTicket: db.prepare(`SELECT max(id) AS id FROM tickets_${n} WHERE id BETWEEN ? AND ?`),
    addTicket: db.prepare(`INSERT INTO tickets_${n} (id, tenant, ticketId, version) VALUES (?, ?, ?, 0)`),
    setTicket: db.prepare(`UPDATE tickets_${n} SET version = ?, ${SEARCH_COLUMNS.map(({ name }) => `${name} = ?`).join(', ')} WHERE id = ?`),
    findDoc: db.prepare(`SELECT version, text FROM docs_${n} WHERE id = ${DOC}`),
    putDoc: db.prepare(
      `INSERT INTO docs_${n} (id, version, text) VALUES (${DOC}, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, text = excluded.text`,
    ),
    dropWords: db.prepare(`DELETE FROM words_${n} WHERE rowid = ${DOC}`),
    addWords: db.prepare(`INSERT INTO words_${n} (rowid, text) VALUES (${DOC}, ?)`),
  };
}

/** Applies writes to one set, inside the caller's transaction. */
export class SetWriter {
  readonly #sql: Statements;
  readonly #tenantOf: (tenantId: string) => number;

  constructor(db: DatabaseSync, n: number, tenantOf: (tenantId: string) => number) {
    this.#sql = prepare(db, n);
    this.#tenantOf = tenantOf;
  }

  /** Returns the writes that this engine cannot store. */
  apply(writes: readonly SearchWrite[]): SearchFailure[] {
    const failed: SearchFailure[] = [];
    const rows = new Map<string, TicketRow>();
    writes.forEach((write, index) => {
      const done = 'ticket' in write ? this.#ticket(rows, write.ticket) : this.#message(rows, write.message);
      if (!done) failed.push({ index, permanent: true, reason: 'the engine has no room for so many' });
    });
    return failed;
  }

  /**
   * The ticket's row. It is created if a message arrives before its ticket; queries ignore version 0. `rows`: those of this call, because a message
   * and its ticket mostly come together. They are not kept after the transaction, because other processes may write.
   */
  #row(rows: Map<string, TicketRow>, tenantId: string, ticketId: string): TicketRow | undefined {
    const name = `${tenantId}/${ticketId}`;
    const row = rows.get(name) ?? this.#readRow(tenantId, ticketId);
    if (row) rows.set(name, row);
    return row;
  }

  #readRow(tenantId: string, ticketId: string): TicketRow | undefined {
    const tenant = this.#tenantOf(tenantId);
    if (tenant > LARGEST_TENANT) return undefined;
    const found = this.#sql.findTicket.get(tenant, ticketId);
    if (found) return { id: Number(found.id), version: Number(found.version) };
    const first = tenant * 2 ** NUMBER_BITS;
    const last = this.#sql.lastTicket.get(first, first + LARGEST_NUMBER)?.id;
    const id = typeof last === 'number' ? last + 1 : first;
    if (id > first + LARGEST_NUMBER) return undefined;
    this.#sql.addTicket.run(id, tenant, ticketId);
    return { id, version: 0 };
  }

  #ticket(rows: Map<string, TicketRow>, { tenantId, ticketId, version, fields: f }: TicketDocument): boolean {
    const row = this.#row(rows, tenantId, ticketId);
    if (!row) return false;
    if (version <= row.version) return true;
    row.version = version;
    const values = f as Readonly<Record<string, unknown>>;
    const columns = SEARCH_COLUMNS.map(({ name, isList }) => (isList ? JSON.stringify(values[name]) : (values[name] as SQLInputValue)));
    this.#sql.setTicket.run(version, ...columns, row.id);
    const texts = textsOfTicket(f);
    const text = JSON.stringify(texts.map(whole));
    // A ticket changes with each message, its words rarely. The full-text index is written only if they changed.
    if (this.#sql.findDoc.get(row.id, 0)?.text !== text) this.#words(row.id, 0, version, text, joinedTexts(indexedTexts(texts, f.tags)));
    return true;
  }

  #message(rows: Map<string, TicketRow>, { tenantId, ticketId, number, version, text }: MessageDocument): boolean {
    const row = this.#row(rows, tenantId, ticketId);
    if (!row || number > LARGEST_NUMBER) return false;
    const stored = this.#sql.findDoc.get(row.id, number);
    if (stored && version <= Number(stored.version)) return true;
    // A deleted message keeps its row as a tombstone, so that an older version that arrives late does not restore it.
    this.#words(row.id, number, version, text === null ? null : whole(text), text === null ? '' : indexedWords(text), stored === undefined);
    return true;
  }

  #words(ticket: number, number: number, version: number, text: string | null, words: string, isNew = false): void {
    this.#sql.putDoc.run(ticket, number, version, text);
    if (!isNew) this.#sql.dropWords.run(ticket, number);
    if (words !== '') this.#sql.addWords.run(ticket, number, words);
  }
}
