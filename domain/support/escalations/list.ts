import { threadPk } from '../../conversations/kinds/thread.ts';
import type { Table } from '../../table/port.ts';
import { escalationsOf, parseTicketId } from '../threads/keys.ts';
import { type Escalation, escalationOf, type PublicEscalation, presentEscalation } from '../tickets/escalation.ts';
import type { Ticket } from '../tickets/ticket.ts';

interface Asked {
  /** The position of the last one of the page before, or null. */
  readonly after: string | null;
  readonly limit: number;
  readonly now: number;
}

/** Escalations of one ticket with what became of those that leave the hub: one more read where there are such. @throws TableUnavailable */
export const withDelivery = async (table: Table, tenantId: string, given: readonly Escalation[], now: number): Promise<PublicEscalation[]> => {
  const pk = threadPk(tenantId, parseTicketId(given[0]?.ticketId ?? '')?.threadId ?? '');
  const outboxKeys = [...new Set(given.flatMap(({ outbox }) => outbox ?? []))];
  const items =
    outboxKeys.length > 0
      ? await table.get(
          outboxKeys.map((sk) => ({ pk, sk })),
          { consistent: true },
        )
      : [];
  const found = new Map(outboxKeys.map((sk, at) => [sk, items[at]]));
  return given.map((one) => presentEscalation(one, found.get(one.outbox ?? ''), now));
};

/** Escalations of a ticket in the order in which they were raised. @throws TableUnavailable */
export const listEscalations = async (
  table: Table,
  tenantId: string,
  ticket: Pick<Ticket, 'threadId' | 'firstNumber'>,
  { after, limit, now }: Asked,
): Promise<{ readonly items: readonly PublicEscalation[]; readonly next: string | null }> => {
  const pk = threadPk(tenantId, ticket.threadId);
  const page = await table.query({
    pk,
    beginsWith: escalationsOf(ticket.firstNumber),
    limit,
    consistent: true,
    ...(after === null ? {} : { after: { pk, sk: after } }),
  });
  return { items: await withDelivery(table, tenantId, page.items.map(escalationOf), now), next: page.next ? (page.items.at(-1)?.sk ?? null) : null };
};
