import { carryOutTimers, type TimerEdges } from '../../domain/timers/carry-out.ts';
import { planTimers } from '../../domain/timers/plan.ts';
import { indexChanges } from '../../domain/search/index-changes.ts';
import type { Search } from '../../domain/search/port.ts';
import { isSearched } from '../../domain/search/documents.ts';
import { projectEach } from '../../domain/queues/project.ts';
import { isTicketKey } from '../../domain/projector/change.ts';
import type { Item } from '../../domain/table/port.ts';
import { ticketOfItem } from '../../domain/tickets/store.ts';
import type { Ticket } from '../../domain/tickets/ticket.ts';
import type { LiveDeps } from './live.ts';
import type { ScratchTable } from './scratch-table.ts';

export interface ProjectionDeps {
  readonly search: Pick<Search, 'bulk'>;
  readonly timers: TimerEdges;
  readonly counterShards: number;
}

/** Documents of one transaction of the index. */
const DOCUMENTS = 4_000;

/** What the hub's stream readers would make of these items, by the projections' own commands: rows and counters into the scratch table, search, timers. */
export const project = async (
  { search, timers, counterShards }: ProjectionDeps,
  live: LiveDeps & { readonly table: ScratchTable },
  tenantId: string,
  items: readonly Item[],
): Promise<void> => {
  const tickets = items.flatMap((item): Ticket[] => {
    const ticket = isTicketKey(item.sk) ? ticketOfItem(item) : undefined;
    return ticket ? [ticket] : [];
  });
  const { failed } = await projectEach(
    { ...live, counterShards },
    tickets.map((ticket) => ({ tenantId, ticketId: ticket.id, ticket })),
  );
  if (failed[0]) throw failed[0].error;
  const searched = items.filter(isSearched);
  for (let start = 0; start < searched.length; start += DOCUMENTS) {
    const failures = await indexChanges(
      { table: live.table, search, bodies: live.bodies },
      searched.slice(start, start + DOCUMENTS).map((after) => ({ after })),
    );
    if (failures[0]) throw new Error(`search did not take a document: ${failures[0].reason}`);
  }
  const now = Date.now();
  await carryOutTimers(
    timers,
    tickets.flatMap((ticket) => planTimers(tenantId, null, ticket, now)),
  );
};
