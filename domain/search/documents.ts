import type { TicketDocumentFields } from '../automation/ticket-fields.ts';
import { conversationOfPk } from '../conversations/conversation-of.ts';
import { chatMessageOf } from '../conversations/entries/chat-message.ts';
import { parseThreadPk } from '../conversations/kinds/thread.ts';
import { bodyKey } from '../support/messages/bodies.ts';
import { isSaid, type Message, type MessageBody, messageOf } from '../support/messages/message.ts';
import { ticketOfItem } from '../support/tickets/store.ts';
import type { Ticket } from '../support/tickets/ticket.ts';
import type { Item, Key } from '../table/port.ts';
import { fieldsOfTicket } from './fields.ts';
import type { SearchWrite } from './port.ts';

/** An item of the table before and after a write, or as a scan finds it. */
export interface Change {
  readonly before?: Item | undefined;
  /** Missing when the item was deleted. */
  readonly after?: Item | undefined;
}

/** Threads hold tickets in `HEAD` and `K#`, and messages in `M#`. Other conversations hold messages in `M#`. */
const isTicketKey = (sk: string): boolean => sk === 'HEAD' || sk.startsWith('K#');
const isMessageKey = (sk: string): boolean => sk.startsWith('M#');
export const isSearched = ({ pk, sk }: Key): boolean =>
  ((isTicketKey(sk) || isMessageKey(sk)) && pk.includes('#TH#')) || (isMessageKey(sk) && pk.includes('#CV#'));

export const ticketDocument = (tenantId: string, ticket: Ticket): SearchWrite => ({
  ticket: {
    tenantId,
    ticketId: ticket.id,
    version: ticket.revision,
    fields: fieldsOfTicket(ticket) as TicketDocumentFields,
  },
});

/** A message's words: its subject and its text; who takes HTML in gives its words as the text. `null` takes them out of the index. */
const wordsOfMessage = (message: Message): string | null => {
  if (!isSaid(message)) return null;
  const parts = [message.subject, message.text].filter((part) => part !== null && part !== '');
  return parts.length > 0 ? parts.join('\n') : null;
};

/** Where the rest of a long message lies, when it is visible at all. */
export const bodyKeyOf = ({ after }: Change): Key | null =>
  after?.['aside'] === true && isMessageKey(after.sk) && isSaid(messageOf(after)) ? bodyKey(after.pk, messageOf(after).number) : null;

/**
 * The index operations of a change; none for items that are not searched, and for a head that moved without its ticket.
 * `body`: what lies at `bodyKeyOf`, when there is one.
 */
export const documentsOf = (change: Change, body?: MessageBody): SearchWrite[] => {
  const { before, after } = change;
  if (!after || !isSearched(after)) return [];
  const thread = parseThreadPk(after.pk);
  if (!thread) return chatDocuments(after);
  if (isTicketKey(after.sk)) {
    const ticket = ticketOfItem(after);
    return ticket && ticketOfItem(before)?.revision !== ticket.revision ? [ticketDocument(thread.tenantId, ticket)] : [];
  }
  const full = body ? { ...after, ...body } : after;
  return messageDocuments(thread.tenantId, before && messageOf(before), messageOf(full));
};

const messageDocuments = (tenantId: string, before: Message | undefined, after: Message): SearchWrite[] => {
  const { number, revision: version, ticketId } = after;
  const writes: SearchWrite[] = [];
  // A message that went to another ticket (a revealed span, a merge) is found there only.
  if (before && before.ticketId !== null && before.ticketId !== ticketId)
    writes.push({ message: { tenantId, ticketId: before.ticketId, number, version, text: null } });
  if (ticketId !== null) writes.push({ message: { tenantId, ticketId, number, version, text: wordsOfMessage(after) } });
  return writes;
};

/** Groups and directs are not searched yet. */
const chatDocuments = (after: Item): SearchWrite[] => {
  const chat = conversationOfPk(after.pk);
  if (chat?.kind !== 'chat') return [];
  const { number, revision: version, text, hidden } = chatMessageOf(after);
  return [{ message: { tenantId: chat.tenantId, ticketId: chat.id, number, version, text: hidden || text === '' ? null : text } }];
};

const identityOf = (write: SearchWrite): string =>
  'ticket' in write ? `${write.ticket.tenantId}/${write.ticket.ticketId}` : `${write.message.tenantId}/${write.message.ticketId}/${write.message.number}`;
const versionOf = (write: SearchWrite): number => ('ticket' in write ? write.ticket.version : write.message.version);

/** A write and the indexes of the changes that asked for it or were overtaken by it. */
export interface Coalesced {
  readonly write: SearchWrite;
  readonly indexes: readonly number[];
}

/** Of each document the newest version only. `writes[i]`: what change `i` asks for. */
export const newestOnly = (writes: readonly (readonly SearchWrite[])[]): Coalesced[] => {
  const newest = new Map<string, { write: SearchWrite; indexes: number[] }>();
  writes.forEach((list, index) => {
    for (const write of list) {
      const key = identityOf(write);
      const present = newest.get(key);
      if (!present) newest.set(key, { write, indexes: [index] });
      else {
        present.indexes.push(index);
        if (versionOf(write) > versionOf(present.write)) present.write = write;
      }
    }
  });
  return [...newest.values()];
};
