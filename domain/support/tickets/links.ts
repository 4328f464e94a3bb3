import type { Context } from '../../context.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { notFound, Problem } from '../../errors.ts';
import { answeredBefore, commit, Replayed } from '../../idempotency/commit.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Item, Key, Table } from '../../table/port.ts';
import { parseTicketId } from '../threads/keys.ts';
import { loadLeading } from './store.ts';
import type { Ticket } from './ticket.ts';

/** Maximum links per ticket. */
export const MOST_LINKS = 100;

/** A related ticket. */
export interface Link {
  readonly ticketId: string;
  readonly at: string;
}

interface Deps {
  readonly table: Table;
  readonly clock: () => number;
  /** The ticket if the caller may see it; otherwise null. */
  see(ticket: Ticket): Ticket | null;
}

/** One item in the partition of each thread, so that either ticket lists the other by one query. */
const linksOf = (tenantId: string, ticketId: string): { readonly pk: string; readonly prefix: string } => {
  const parsed = parseTicketId(ticketId);
  if (!parsed) throw notFound('ticket');
  return { pk: threadPk(tenantId, parsed.threadId), prefix: `REL#${parsed.firstNumber}#` };
};
const linkKey = (tenantId: string, ticketId: string, other: string): Key => {
  const { pk, prefix } = linksOf(tenantId, ticketId);
  return { pk, sk: `${prefix}${other}` };
};

/** @throws Problem not_found for a ticket that does not exist or that the caller may not see */
const requireVisible = async ({ table, see }: Deps, tenantId: string, ticketIds: readonly string[]): Promise<void> => {
  const leading = await loadLeading(table, tenantId, ticketIds);
  if (leading.some((ticket) => !ticket || !see(ticket))) throw notFound('ticket');
};

/** The two items of a link; none where the link exists, and where a ticket has the most links already. @throws TableUnavailable */
export const linkBetween = async (
  table: Table,
  { tenantId, at }: { readonly tenantId: string; readonly at: string },
  ticketId: string,
  otherId: string,
): Promise<readonly Item[]> => {
  const keys = [linkKey(tenantId, ticketId, otherId), linkKey(tenantId, otherId, ticketId)] as const;
  const [present] = await table.get([keys[0]], { consistent: true });
  if (present) return [];
  const counts = await Promise.all([ticketId, otherId].map((id) => table.count(beginning(tenantId, id))));
  if (counts.some((count) => count >= MOST_LINKS)) return [];
  return [
    { ...keys[0], ticketId: otherId, at },
    { ...keys[1], ticketId, at },
  ];
};

/** Links two tickets; each lists the other. Repeating it changes nothing. @throws Problem not_found, unprocessable; Replayed, TableUnavailable */
export const linkTickets = async (deps: Deps, context: Context, ticketId: string, otherId: string): Promise<Link> => {
  const { tenantId } = context;
  const { table } = deps;
  const keys = [linkKey(tenantId, ticketId, otherId), linkKey(tenantId, otherId, ticketId)] as const;
  if (ticketId === otherId)
    throw new Problem('unprocessable', 'A ticket cannot be linked to itself.', { errors: [{ path: 'ticketId', message: 'is the ticket itself' }] });
  await requireVisible(deps, tenantId, [ticketId, otherId]);
  const before = await answeredBefore(table, context);
  if (before) throw new Replayed(before);
  const [present] = await table.get([keys[0]], { consistent: true });
  const counts = present ? [] : await Promise.all([ticketId, otherId].map((id) => table.count(beginning(tenantId, id))));
  if (counts.some((count) => count >= MOST_LINKS))
    throw new Problem('unprocessable', `A ticket has at most ${MOST_LINKS} links.`, {
      errors: [{ path: 'ticketId', message: 'would exceed the maximum of links' }],
    });
  const at = present ? String(present['at']) : new Date(deps.clock()).toISOString();
  const link: Link = { ticketId: otherId, at };
  const writes = [otherId, ticketId].map((other, index) => ({ op: 'put' as const, item: { ...(keys[index] as Key), ticketId: other, at } satisfies Item }));
  await commit(table, context, writes, { status: 201, body: link });
  return link;
};

/** @throws Problem not_found, TableUnavailable */
export const unlinkTickets = async (deps: Deps, { tenantId }: Context, ticketId: string, otherId: string): Promise<void> => {
  const keys = [linkKey(tenantId, ticketId, otherId), linkKey(tenantId, otherId, ticketId)];
  await requireVisible(deps, tenantId, [ticketId]);
  const [present] = await deps.table.get(keys.slice(0, 1), { consistent: true });
  if (!present) throw notFound('link');
  await deps.table.transact(keys.map((key) => ({ op: 'delete', key })));
};

const beginning = (tenantId: string, ticketId: string) => {
  const { pk, prefix } = linksOf(tenantId, ticketId);
  return { pk, beginsWith: prefix };
};

/** The linked tickets that the caller may see, oldest link first, in their current state. @throws Problem not_found, TableUnavailable */
export const listLinks = async (deps: Deps, tenantId: string, ticketId: string): Promise<readonly { readonly link: Link; readonly ticket: Ticket }[]> => {
  const { pk, prefix } = linksOf(tenantId, ticketId);
  const [, items] = await Promise.all([requireVisible(deps, tenantId, [ticketId]), everyItem(deps.table, pk, prefix)]);
  const links = items.map((item): Link => ({ ticketId: String(item['ticketId']), at: String(item['at']) }));
  const tickets = await loadLeading(
    deps.table,
    tenantId,
    links.map((link) => link.ticketId),
  );
  const shown = links.flatMap((link, index) => {
    const found = tickets[index];
    const ticket = found ? deps.see(found) : null;
    return ticket ? [{ link, ticket }] : [];
  });
  return shown.sort((a, b) => (a.link.at < b.link.at ? -1 : 1));
};
