import type { Table } from '../../table/port.ts';
import { loadTickets } from '../tickets/store.ts';
import type { Status, Ticket } from '../tickets/ticket.ts';
import { rowPk, ticketIdOfRow } from './keys.ts';

export interface QueueListDeps {
  readonly table: Table;
  /** `COUNTER_SHARDS` */
  readonly counterShards: number;
  /** The caller's visibility check. Returns the ticket under the current configuration; null: they may not see it. */
  see(ticket: Ticket): Ticket | null;
}

/** Maximum rows read per page, so that an agent who sees little gets a short page instead of a slow one. */
const LOOKED_AT = 1000;

/**
 * Active tickets of a queue: most urgent first, then longest waiting first. Rows only give the order: each ticket is read, so that an
 * outdated row shows no ticket that has left the queue, and the others appear in their current state.
 * `statuses`: filters the active ones. A page may be shorter than requested; `next` is the position to continue after, null at the end. @throws TableUnavailable
 */
export const listQueueTickets = async (
  deps: QueueListDeps,
  tenantId: string,
  queueId: string,
  order: { readonly after: string | null; readonly limit: number; readonly statuses: ReadonlySet<Status> },
): Promise<{ tickets: Ticket[]; next: string | null }> => {
  const found = new Map<string, Ticket>();
  let { after } = order;
  for (let looked = 0; looked < LOOKED_AT; ) {
    const rows = await nextRows(deps, tenantId, queueId, after, order.limit - found.size + 1);
    const tickets = await loadTickets(deps.table, tenantId, rows.map(ticketIdOfRow), { consistent: false });
    for (const [index, row] of rows.entries()) {
      const ticket = tickets[index];
      const seen = ticket && order.statuses.has(ticket.status) ? deps.see(ticket) : null;
      if (seen?.queueIds.includes(queueId) && !found.has(seen.id)) {
        if (found.size === order.limit) return { tickets: [...found.values()], next: after };
        found.set(seen.id, seen);
      }
      after = row;
    }
    looked += rows.length;
    if (rows.length === 0) return { tickets: [...found.values()], next: null };
  }
  return { tickets: [...found.values()], next: after };
};

/** The next rows of all shards, merged. Each shard returns enough to fill the page alone. */
const nextRows = async ({ table, counterShards }: QueueListDeps, tenantId: string, queueId: string, after: string | null, count: number): Promise<string[]> => {
  const pages = await Promise.all(
    Array.from({ length: counterShards }, (_, shard) =>
      // '!' sorts before any continuation of a position, and after the position itself.
      table.query({ pk: rowPk(tenantId, queueId, shard), consistent: true, limit: count, ...(after === null ? {} : { from: `${after}!` }) }),
    ),
  );
  return pages
    .flatMap(({ items }) => items.map(({ sk }) => sk))
    .sort()
    .slice(0, count);
};
