import type { RuleCalls } from '../../automation/outgoing-budget.ts';
import { type LogHead, tailsOf } from '../../conversations/log/head.ts';
import type { ChannelName } from '../../origins/channels.ts';
import type { Item } from '../../table/port.ts';
import type { Person } from '../messages/content.ts';
import { closedTicketKey, ticketIdOf } from '../threads/keys.ts';
import { PACKING } from './fields.ts';
import { ticketIndexKeys } from './index-keys.ts';
import { type OldDeadlines, oldFieldsOf, readDeadlines } from './old-deadlines.ts';
import type { Ticket } from './ticket.ts';

/**
 * The head of a thread: the tails of its two logs, and its active ticket. Every change of a thread is one conditional write of this
 * item, which makes numbers gapless and simultaneous writers safe.
 */
export interface ThreadHead extends LogHead {
  readonly origin: { readonly id: string; readonly channel: ChannelName };
  readonly customer: Person;
  /** The active ticket; null if there is none. A closed one is at `K#{first}`. */
  readonly ticket: Ticket | null;
  /** First number of the newest closed ticket, 0 when none. */
  readonly closedFirst: number;
  /** First number of the newest ticket that was merged into one of another thread; missing when none. */
  readonly mergedFirst?: number | undefined;
  /** First number of the open shadow span (messages while the origin is disabled), 0 when none. */
  readonly shadowFirst: number;
  /** Rules' calls and replies in this hour. */
  readonly calls?: RuleCalls | undefined;
}

type StoredTicket = Omit<Ticket, 'id' | 'threadId' | 'origin' | 'author' | 'deadlines'> & OldDeadlines & { readonly author?: Person };

/** A ticket's item omits what is in the head, and what is empty. */
const packTicket = (ticket: Ticket, customer: Person): Record<string, unknown> => {
  const { author } = ticket;
  const packed: Record<string, unknown> = { ...PACKING.pack(ticket), ...oldFieldsOf(ticket.deadlines) };
  if (author.id !== customer.id || author.name !== customer.name || author.handle !== customer.handle) packed['author'] = author;
  return packed;
};

const unpackTicket = (stored: StoredTicket, threadId: string, origin: ThreadHead['origin'], customer: Person): Ticket => {
  const { closesAt, followupAt, deadlines, ...ticket } = stored;
  return {
    ...PACKING.empty,
    author: customer,
    ...ticket,
    deadlines: readDeadlines({ closesAt, followupAt, deadlines }),
    id: ticketIdOf(threadId, stored.firstNumber),
    threadId,
    origin,
  } as Ticket;
};

/** Reads a `HEAD` item or a closed ticket's `K#` item (whose `ticket` is the closed one), also from a stream image. */
export const parseHead = (item: Item): ThreadHead => {
  const known = parsed.get(item);
  if (known) return known;
  const head = parse(item);
  parsed.set(item, head);
  return head;
};

/** Cached, because every projection reads the same item. Nobody modifies the result. */
const parsed = new WeakMap<Item, ThreadHead>();

const parse = (item: Item): ThreadHead => {
  const threadId = item.pk.slice(item.pk.lastIndexOf('#') + 1);
  const stored = item as unknown as Partial<Omit<ThreadHead, 'ticket'>> & { readonly ticket?: StoredTicket };
  const origin = stored.origin as ThreadHead['origin'];
  const customer = stored.customer as Person;
  return {
    ...tailsOf(item),
    origin,
    customer,
    ticket: stored.ticket ? unpackTicket(stored.ticket, threadId, origin, customer) : null,
    closedFirst: stored.closedFirst ?? 0,
    shadowFirst: stored.shadowFirst ?? 0,
    ...(stored.mergedFirst ? { mergedFirst: stored.mergedFirst } : {}),
    ...(stored.calls ? { calls: stored.calls } : {}),
  };
};

/** The attributes of a head's item besides its key and the tails; index keys come from its ticket. `shards`: write shards of the activity index. */
export const threadAttributes = (tenantId: string, head: ThreadHead, shards: number): Record<string, unknown> => ({
  origin: head.origin,
  customer: head.customer,
  ...(head.closedFirst ? { closedFirst: head.closedFirst } : {}),
  ...(head.mergedFirst ? { mergedFirst: head.mergedFirst } : {}),
  ...(head.shadowFirst ? { shadowFirst: head.shadowFirst } : {}),
  ...(head.calls ? { calls: head.calls } : {}),
  ...(head.ticket ? { ticket: packTicket(head.ticket, head.customer), ...ticketIndexKeys(tenantId, head.ticket, shards) } : {}),
});

/** The item of a closed ticket, which moves from the head to an item of its own. */
export const closedTicketItem = (tenantId: string, ticket: Ticket, shards: number): Item => ({
  ...closedTicketKey(tenantId, ticket.threadId, ticket.firstNumber),
  revision: ticket.revision,
  origin: ticket.origin,
  customer: ticket.author,
  ticket: packTicket(ticket, ticket.author),
  ...ticketIndexKeys(tenantId, ticket, shards),
});
