import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { QUEUE_ENTRY_BYTES } from '../../limits.ts';
import { messageOf } from '../../support/messages/message.ts';
import { presentTicket } from '../../support/tickets/present.ts';
import { ticketOfItem } from '../../support/tickets/store.ts';
import type { Item } from '../../table/port.ts';

/** Types of events for the ticket helper. */
export const HELPER_EVENTS = ['ticket.created', 'ticket.updated', 'message.received'] as const;

/** An entry of the queue `helper`: the envelope and its tenant. */
export interface HelperEntry {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly event: {
    /** The same at every repeat. */
    readonly id: string;
    readonly type: (typeof HELPER_EVENTS)[number];
    readonly version: 1;
    readonly tenantId: string;
    readonly occurredAt: string;
    readonly data: unknown;
  };
}

interface Seen {
  readonly id: string;
  readonly revision: number;
}

const seenOf = (item: Item | undefined): Seen | undefined => (item?.['seen'] as Seen | undefined) ?? ticketOfItem(item);

/** The data that a retry needs from the previous state of the item: which ticket, at which revision; whether a message was shadowed. */
export const shownBefore = (before: Item | undefined): Item | undefined => {
  if (!before) return undefined;
  const { pk, sk } = before;
  if (sk.startsWith('M#')) return { pk, sk, shadowed: before['shadowed'] === true };
  const ticket = seenOf(before);
  return { pk, sk, ...(ticket ? { seen: { id: ticket.id, revision: ticket.revision } } : {}) };
};

/** The event for the ticket helper after a change of the table: a new or changed ticket, or a customer's message. Pure. */
export const helperEntryOf = (
  { before, after }: { readonly before?: Item | undefined; readonly after?: Item | undefined },
  now: number,
): HelperEntry | null => {
  const thread = after && parseThreadPk(after.pk);
  if (!thread || !after) return null;
  const { tenantId } = thread;
  return after.sk.startsWith('M#') ? messageEntry(tenantId, before, after) : ticketEntryOf(tenantId, before, after, now);
};

/** Space for the rest of the entry. Content that is too large for a queue is read through the API. */
const fits = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value)) <= QUEUE_ENTRY_BYTES - 10_000;

const messageEntry = (tenantId: string, before: Item | undefined, after: Item): HelperEntry | null => {
  if (before && before['shadowed'] !== true) return null;
  const { ticketId, shadowed, deleted, author, number, kind, subject, text, createdAt, inReplyTo, starRating } = messageOf(after);
  if (ticketId === null || shadowed || deleted || author.type !== 'customer') return null;
  const message = { text: fits(text) ? text : null, number, kind, author, subject, createdAt, inReplyTo, starRating };
  const event = { type: 'message.received', version: 1, tenantId, occurredAt: createdAt, data: { ticketId, message } } as const;
  return { tenantId, ticketId, event: { id: `${ticketId}.m${number}`, ...event } };
};

/** A ticket is new or has changed. Null if its revision is unchanged. */
export const ticketEntryOf = (tenantId: string, before: Item | undefined, after: Item, now: number): HelperEntry | null => {
  const ticket = ticketOfItem(after);
  if (!ticket) return null;
  const had = seenOf(before);
  if (had?.id === ticket.id && had.revision === ticket.revision) return null;
  // A closed ticket moves to a new item, which has no previous state.
  const isNew = after.sk === 'HEAD' && had?.id !== ticket.id;
  const shown = presentTicket(ticket);
  const data = fits(shown) ? { ticket: shown } : { ticketId: ticket.id };
  const event = { version: 1, tenantId, occurredAt: new Date(now).toISOString(), data } as const;
  return isNew
    ? { tenantId, ticketId: ticket.id, event: { id: `${ticket.id}.created`, type: 'ticket.created', ...event } }
    : { tenantId, ticketId: ticket.id, event: { id: `${ticket.id}.r${ticket.revision}`, type: 'ticket.updated', ...event } };
};
