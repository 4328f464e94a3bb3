import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { QUEUE_ENTRY_BYTES } from '../../limits.ts';
import { messageOf } from '../../support/messages/message.ts';
import { presentTicket } from '../../support/tickets/present.ts';
import { ticketOfItem } from '../../support/tickets/store.ts';
import type { Item } from '../../table/port.ts';

/** An entry of the queue `helper`: the envelope, and whose it is. */
export interface HelperEntry {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly event: {
    /** The same at every repeat. */
    readonly id: string;
    readonly type: 'ticket.created' | 'ticket.updated' | 'message.received';
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

/** What a retry needs of the item as it was: which ticket, at which revision; whether a message was shadowed. */
export const shownBefore = (before: Item | undefined): Item | undefined => {
  if (!before) return undefined;
  const { pk, sk } = before;
  if (sk.startsWith('M#')) return { pk, sk, shadowed: before['shadowed'] === true };
  const ticket = seenOf(before);
  return { pk, sk, ...(ticket ? { seen: { id: ticket.id, revision: ticket.revision } } : {}) };
};

/** What a change of the table tells the ticket helper: a ticket came or changed, or a customer wrote. Pure. */
export const helperEntryOf = (
  { before, after }: { readonly before?: Item | undefined; readonly after?: Item | undefined },
  now: number,
): HelperEntry | null => {
  const thread = after && parseThreadPk(after.pk);
  if (!thread || !after) return null;
  const { tenantId } = thread;
  return after.sk.startsWith('M#') ? messageEntry(tenantId, before, after) : ticketEntryOf(tenantId, before, after, now);
};

/** Room for the rest of the entry. What has no place in a queue is read by the API. */
const fits = (value: unknown): boolean => Buffer.byteLength(JSON.stringify(value)) <= QUEUE_ENTRY_BYTES - 10_000;

const messageEntry = (tenantId: string, before: Item | undefined, after: Item): HelperEntry | null => {
  if (before && before['shadowed'] !== true) return null;
  const { ticketId, shadowed, deleted, author, number, kind, subject, text, createdAt, inReplyTo, starRating } = messageOf(after);
  if (ticketId === null || shadowed || deleted || author.type !== 'customer') return null;
  const message = { text: fits(text) ? text : null, number, kind, author, subject, createdAt, inReplyTo, starRating };
  const event = { type: 'message.received', version: 1, tenantId, occurredAt: createdAt, data: { ticketId, message } } as const;
  return { tenantId, ticketId, event: { id: `${ticketId}.m${number}`, ...event } };
};

/** A ticket came or changed. Null if it has the same revision as before. */
export const ticketEntryOf = (tenantId: string, before: Item | undefined, after: Item, now: number): HelperEntry | null => {
  const ticket = ticketOfItem(after);
  if (!ticket) return null;
  const had = seenOf(before);
  if (had?.id === ticket.id && had.revision === ticket.revision) return null;
  // A ticket that is closed moves to an item of its own, which has no past.
  const isNew = after.sk === 'HEAD' && had?.id !== ticket.id;
  const shown = presentTicket(ticket);
  const data = fits(shown) ? { ticket: shown } : { ticketId: ticket.id };
  const event = { version: 1, tenantId, occurredAt: new Date(now).toISOString(), data } as const;
  return isNew
    ? { tenantId, ticketId: ticket.id, event: { id: `${ticket.id}.created`, type: 'ticket.created', ...event } }
    : { tenantId, ticketId: ticket.id, event: { id: `${ticket.id}.r${ticket.revision}`, type: 'ticket.updated', ...event } };
};
