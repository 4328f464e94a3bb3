import type { Item, Table } from '../table/port.ts';
import { activityPk, closedPk } from '../tickets/index-keys.ts';
import { loadTickets } from '../tickets/store.ts';
import { STATUSES, type Ticket } from '../tickets/ticket.ts';

const PAGE = 100;

/** Partitions of the activity index that hold the active tickets of a tenant. */
export const activePartitions = (tenantId: string, shards: number): string[] =>
  STATUSES.filter((status) => status !== 'closed').flatMap((status) => Array.from({ length: shards }, (_, shard) => activityPk(tenantId, status, shard)));

/** `2026-11` … up to the month of `to`; both ISO. */
const months = (from: string, to: string): string[] => {
  const found: string[] = [];
  const at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
  for (let month = at.toISOString().slice(0, 7); month <= to.slice(0, 7); month = at.toISOString().slice(0, 7)) {
    found.push(month);
    at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return found;
};

/** Where everything of a tenant is, for jobs that must see every ticket. `since`: ISO, no ticket is older. */
export interface Extent {
  readonly shards: number;
  readonly since: string;
  readonly now: string;
}

/** Active tickets first, then the closed ones by month: what is closed during a walk comes at its end. */
export const allPartitions = (tenantId: string, { shards, since, now }: Extent): string[] => [
  ...activePartitions(tenantId, shards),
  ...months(since, now).map((month) => closedPk(tenantId, month)),
];

/** When a tenant began, by its item. */
export const tenantSince = (tenant: Item | undefined): string => (tenant?.['createdAt'] as string | undefined) ?? '1970-01';

/** Every ticket, each once as it is when its turn comes, in batches. A ticket that is closed meanwhile may be missed or come late. @throws TableUnavailable */
export async function* everyTicket(table: Table, tenantId: string, extent: Extent): AsyncGenerator<readonly Ticket[]> {
  const seen = new Set<string>();
  for (const pk of allPartitions(tenantId, extent)) {
    let after: Readonly<Record<string, string>> | null | undefined;
    do {
      const page = await table.query({ pk, index: 'byActivity', limit: PAGE, ...(after ? { after } : {}) });
      const ids = page.items.map((item) => ticketIdOfPlace(item['aSk'])).filter((id) => !seen.has(id));
      for (const id of ids) seen.add(id);
      yield (await loadTickets(table, tenantId, ids)).filter((ticket) => ticket !== undefined);
      after = page.next;
    } while (after);
  }
}

/** `{updatedAt}#{ticketId}` → ticket id. */
export const ticketIdOfPlace = (place: unknown): string => String(place).slice(String(place).indexOf('#') + 1);
