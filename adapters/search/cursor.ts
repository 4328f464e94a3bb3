import { createHash } from 'node:crypto';
import { CursorMismatch, type SearchQuery } from '../../domain/search/port.ts';

/** The end of a page: sort value and id of its last ticket. A ticket that moves in the meantime does not repeat, and no other is skipped. */
export interface Position {
  /** Null: the ticket lacks the time. */
  readonly value: string | number | null;
  readonly ticketId: string;
}

/**
 * Binds a cursor to the tenant and the query, not to the page size. It needs no signature: every query checks tenant and visibility, so a forged
 * cursor only changes where the page begins.
 */
function fingerprint(query: SearchQuery): string {
  const filters = Object.entries(query.filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([query.tenantId, query.q, filters, query.sort, ...(query.ascending ? ['ascending'] : [])]))
    .digest('base64url')
    .slice(0, 16);
}

export function writeCursor(query: SearchQuery, position: Position): string {
  return Buffer.from(JSON.stringify([fingerprint(query), position.value, position.ticketId])).toString('base64url');
}

/** @throws CursorMismatch */
export function readCursor(query: SearchQuery): Position | null {
  if (query.cursor === null) return null;
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(query.cursor, 'base64url').toString());
  } catch {
    throw new CursorMismatch();
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw new CursorMismatch();
  const [mark, value, ticketId] = parts as unknown[];
  const isValue = query.sort === 'relevance' ? typeof value === 'number' : typeof value === 'string' || (value === null && query.sort !== 'updatedAt');
  if (mark !== fingerprint(query) || !isValue || typeof ticketId !== 'string') throw new CursorMismatch();
  return { value: value as Position['value'], ticketId };
}
