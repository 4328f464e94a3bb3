import { inParallel } from '../../in-parallel.ts';
import { messageOf } from '../../support/messages/message.ts';
import { padded } from '../../support/threads/keys.ts';
import type { Ticket } from '../../support/tickets/ticket.ts';
import type { Item, Query } from '../../table/port.ts';
import type { Rebuild, Run } from '../projection.ts';
import { carryOwed, type Failed, giveUpFailed } from './carry-owed.ts';
import { overTickets } from './over-tickets.ts';
import type { FoundTicket } from './read-tickets.ts';
import type { Which } from './walk-step.ts';

export interface Owing {
  readonly which: Which;
  /** The prefix of the sort keys of a ticket's entries. */
  readonly beginsWith: string;
  /** The first sort key, if the entries of a ticket are contiguous. */
  readonly from?: (ticket: Ticket) => string;
  /** The ticket that an entry belongs to. */
  ticketOf(item: Item): string | null;
  /** Whether the entry is still pending, by the present entry and ticket. An entry that is done or obsolete is not. */
  owes(item: Item, ticket: Ticket, now: number): boolean;
}

const PAGE = 100;
/** Tickets whose logs are read in parallel. */
const WIDTH = 10;

/** Rebuilds a projection with external effects: it processes only the entries that are still pending. */
export const overLog = (owing: Owing): Rebuild =>
  overTickets(owing.which, async (run, projection, found) => {
    const failed: Failed[] = [];
    const owed = new Map<FoundTicket, readonly Item[]>();
    await inParallel(found, WIDTH, async (one) => owed.set(one, await owedBy(run, owing, one, failed)));
    const skipped = await giveUpFailed(run, projection, failed);
    const carried = await carryOwed(
      run,
      projection,
      found.flatMap((one) => owed.get(one) ?? []),
    );
    return { carried: carried.carried, skipped: skipped + carried.skipped };
  });

/** The same over messages, which are contiguous in a ticket's log. */
export const overMessages = ({ which, owes }: Pick<Owing, 'which' | 'owes'>): Rebuild =>
  overLog({ which, beginsWith: 'M#', from: ({ firstNumber }) => `M#${padded(firstNumber)}`, ticketOf: (item) => messageOf(item).ticketId, owes });

const queryOf = ({ item: { pk }, ticket }: FoundTicket, { beginsWith, from }: Owing): Query =>
  from ? { pk, from: from(ticket), to: `${beginsWith}9999999999`, limit: PAGE, consistent: true } : { pk, beginsWith, limit: PAGE, consistent: true };

/** In the order of the log. If a ticket's entries are contiguous, the first page without one ends the search. */
const owedBy = async (run: Run, owing: Owing, one: FoundTicket, failed: Failed[]): Promise<Item[]> => {
  const owed: Item[] = [];
  const query = queryOf(one, owing);
  let after: Readonly<Record<string, string>> | null | undefined;
  do {
    const page = await run.table.query({ ...query, ...(after ? { after } : {}) });
    let own = 0;
    for (const item of page.items) {
      try {
        if (owing.ticketOf(item) !== one.ticket.id) continue;
        own += 1;
        if (owing.owes(item, one.ticket, run.clock())) owed.push(item);
      } catch (error) {
        failed.push({ key: { pk: item.pk, sk: item.sk }, error });
      }
    }
    after = owing.from && own === 0 ? null : page.next;
  } while (after);
  return owed;
};
