import type { Person } from '../messages/inbound-event.ts';
import type { ChannelName } from '../origins/channels.ts';
import type { Item } from '../table/port.ts';
import { ticketIndexKeys } from '../tickets/index-keys.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { headKey } from './keys.ts';

/**
 * The head of a thread: the tails of its two logs, and its active ticket inside. Everything that changes a thread goes
 * through one conditional write of this item, which is what makes numbers dense and two writers safe.
 */
export interface ThreadHead {
  /** Rises by one with every transaction on the thread; the optimistic lock. */
  readonly revision: number;
  readonly lastNumber: number;
  readonly lastAmendment: number;
  readonly origin: { readonly id: string; readonly channel: ChannelName };
  readonly customer: Person;
  /** The active ticket; null when there is none. A closed one lies at `K#{first}`. */
  readonly ticket: Ticket | null;
  /** First number of the newest closed ticket, 0 when none. */
  readonly closedFirst: number;
  /** First number of the open shadow span (messages while the origin is disabled), 0 when none. */
  readonly shadowFirst: number;
}

export const parseHead = (item: Item): ThreadHead => {
  const { pk: _pk, sk: _sk, aPk: _aPk, aSk: _aSk, oPk: _oPk, oSk: _oSk, gPk: _gPk, gSk: _gSk, nPk: _nPk, nSk: _nSk, ...rest } = item;
  return { ticket: null, closedFirst: 0, shadowFirst: 0, lastAmendment: 0, ...(rest as unknown as Partial<ThreadHead>) } as ThreadHead;
};

/** The item to store for a head; index keys come from its ticket. `shards`: write shards of the activity index. */
export const headItem = (tenantId: string, threadId: string, head: ThreadHead, shards: number): Item => ({
  ...headKey(tenantId, threadId),
  revision: head.revision,
  lastNumber: head.lastNumber,
  ...(head.lastAmendment ? { lastAmendment: head.lastAmendment } : {}),
  origin: head.origin,
  customer: head.customer,
  ...(head.closedFirst ? { closedFirst: head.closedFirst } : {}),
  ...(head.shadowFirst ? { shadowFirst: head.shadowFirst } : {}),
  ...(head.ticket ? { ticket: head.ticket, ...ticketIndexKeys(tenantId, head.ticket, shards) } : {}),
});
