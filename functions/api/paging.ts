import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { Problem } from '../../domain/errors.ts';

/** Lists answer `{items, nextCursor}`; a cursor is bound to the tenant, the route and the query it was given for. */
export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 100;

/** Spread into a list route's strict query: `z.strictObject({ ...listQuery, status: … })`. */
export const listQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_LIMIT)
    .optional()
    .meta({ description: `The maximum number of items; the default is ${DEFAULT_LIMIT}.` }),
  cursor: z.string().min(1).max(4096).optional().meta({ description: 'The `nextCursor` of the previous page; send the same query with it.' }),
};

/** The schema of a page, named after its items. */
export const listOf = <S extends z.ZodType>(item: S) => {
  const { id } = z.globalRegistry.get(item) ?? {};
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() }).meta(id === undefined ? {} : { id: `${id}Page` });
};

export interface Page {
  readonly limit: number;
  /** Where the previous page ended, or null for the first page. @throws Problem invalid_request for a cursor that was tampered with or given for something else */
  after<T>(position: z.ZodType<T>): T | null;
  /** Seals a position (JSON) into a cursor; null stays null: this is the last page. */
  cursor(next: unknown): string | null;
}

/** Everything that a cursor is bound to, except its position. */
export interface CursorScope {
  readonly tenantId: string;
  readonly route: string;
  readonly params: unknown;
  readonly query: Readonly<Record<string, string>>;
}

const badCursor = () =>
  new Problem('invalid_request', 'The cursor is not from this list.', {
    errors: [{ path: 'cursor', message: 'is not from this list and query' }],
  });

function seal(key: string, scope: CursorScope, payload: string): string {
  const query = Object.entries(scope.query)
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHmac('sha256', key)
    .update(JSON.stringify([scope.tenantId, scope.route, scope.params, query, payload]))
    .digest('base64url')
    .slice(0, 22);
}

/** `cursorKey` is a function, because only lists need the key. */
export function openPage(cursorKey: () => string, scope: CursorScope): Page {
  const limit = Number(scope.query['limit'] ?? DEFAULT_LIMIT);
  return {
    limit,
    after(position) {
      const cursor = scope.query['cursor'];
      if (cursor === undefined) return null;
      const dot = cursor.lastIndexOf('.');
      const payload = cursor.slice(0, Math.max(dot, 0));
      const given = Buffer.from(cursor.slice(dot + 1));
      const expected = Buffer.from(seal(cursorKey(), scope, payload));
      if (dot < 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) throw badCursor();
      const parsed = position.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
      // The cursor may be from an older release: its seal is valid, but the shape of its position differs.
      if (!parsed.success) throw badCursor();
      return parsed.data;
    },
    cursor(next) {
      if (next === null || next === undefined) return null;
      const payload = Buffer.from(JSON.stringify(next)).toString('base64url');
      return `${payload}.${seal(cursorKey(), scope, payload)}`;
    },
  };
}
