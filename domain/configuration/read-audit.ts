import type { Item, Table } from '../table/port.ts';
import { type AuditEntry, auditPk } from './audited-table.ts';

export interface AuditLine extends AuditEntry {
  readonly at: string;
  readonly by: { readonly type: string; readonly id: string | null };
  readonly correlationId: string;
}

export interface AuditPosition {
  readonly sk: string;
  /** How many entries of that item were returned. */
  readonly given: number;
}

/** Sorts before every time. */
const FIRST = '0';
const READ_AT_ONCE = 100;
const QUERIES = 5;

/** Failed sign-ins are counted in one item for each agent and hour (`people/sessions/session-audit.ts`); every other item lists its entries. */
const entriesOf = (item: Item): AuditEntry[] => {
  const { failedOf, failures, address } = item;
  if (typeof failedOf !== 'string') return JSON.parse(String(item['entries'])) as AuditEntry[];
  const changes = [
    { field: 'failedSignIns', from: 0, to: failures },
    { field: 'address', from: null, to: address },
  ];
  return [{ object: { type: 'agent', id: failedOf }, changes }];
};

/** Newest first. A page may be short: `after` says whether there is more. `since`: ISO. */
export const readAudit = async (
  table: Table,
  tenantId: string,
  {
    since = FIRST,
    actor,
    after,
    limit,
  }: { readonly since?: string | undefined; readonly actor?: string | undefined; readonly after: AuditPosition | null; readonly limit: number },
): Promise<{ readonly lines: readonly AuditLine[]; readonly after: AuditPosition | null }> => {
  const lines: AuditLine[] = [];
  let position = after;
  for (let query = 0; query < QUERIES; query += 1) {
    const page = await table.query({ pk: auditPk(tenantId), from: since, to: position?.sk ?? '~', descending: true, limit: READ_AT_ONCE, consistent: true });
    for (const item of page.items) {
      const { at, by, correlationId } = item as unknown as AuditLine;
      const entries = actor === undefined || by.id === actor ? entriesOf(item) : [];
      for (let given = position?.sk === item.sk ? position.given : 0; given < entries.length; given += 1) {
        if (lines.length === limit) return { lines, after: position };
        lines.push({ at, by, correlationId, ...(entries[given] as AuditEntry) });
        position = { sk: item.sk, given: given + 1 };
      }
      if (position?.sk !== item.sk) position = { sk: item.sk, given: entries.length };
    }
    if (page.next === null) return { lines, after: null };
  }
  return { lines, after: position };
};
