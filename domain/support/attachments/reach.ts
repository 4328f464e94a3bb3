import type { Role } from '../../context.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';
import type { Attachment } from '../messages/inbound/inbound-event.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { seesAll } from '../queues/visibility.ts';
import { parseHead } from '../threads/head.ts';
import { headKey, threadPk, ticketIdOf } from '../threads/keys.ts';
import { asRevealed } from '../threads/spans.ts';
import { loadTickets } from '../tickets/store.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { attachmentKey, type Place, parseInboundId, useOf } from './keys.ts';
import { attachmentOf, uploaderOf } from './stored.ts';

/** Who asks, and the wall that stands before tickets for them. */
export interface Asker {
  readonly tenantId: string;
  readonly actor: { readonly type: string; readonly id: string; readonly role: Role };
  readonly see: (ticket: Ticket) => Ticket | null;
}

/** A file that the asker may have. */
export interface Reached {
  readonly id: string;
  readonly file: Attachment;
}

/**
 * The attachment, when the asker may have it; undefined when not, or when there is none: the two look the same. A file that a message carries
 * belongs to that message's ticket, whoever uploaded it. One that none carries (yet, or because the message was deleted) is its uploader's,
 * and supervisors' and admins'.
 * @throws TableUnavailable
 */
export const reachAttachment = async (table: Table, asker: Asker, id: string): Promise<Reached | undefined> => {
  const inbound = parseInboundId(id);
  return inbound ? reachInbound(table, asker, id, inbound) : reachUpload(table, asker, id);
};

/** Their ids in order, `undefined` where `reachAttachment` says so. @throws TableUnavailable */
export const reachAttachments = (table: Table, asker: Asker, ids: readonly string[]): Promise<(Reached | undefined)[]> =>
  Promise.all(ids.map((id) => reachAttachment(table, asker, id)));

const reachInbound = async (table: Table, asker: Asker, id: string, place: Place & { readonly at: number }): Promise<Reached | undefined> => {
  const [message] = await livingMessages(table, asker.tenantId, [place]);
  const file = message?.message.attachments[place.at];
  return file && (await seesMessage(table, asker, place.threadId, message.message)) ? { id, file } : undefined;
};

const reachUpload = async (table: Table, asker: Asker, id: string): Promise<Reached | undefined> => {
  const { pk, sk } = attachmentKey(asker.tenantId, id);
  const items = await everyItem(table, pk, '');
  const own = items.find((item) => item.sk === sk);
  if (!own) return undefined;
  const { name, type, size, objectKey, uploader } = attachmentOf(own);
  const reached: Reached = { id, file: { name, type, size, url: null, mediaId: null, objectKey } };
  const carried = await livingMessages(
    table,
    asker.tenantId,
    items.flatMap((item) => useOf(item) ?? []),
  );
  for (const { place, message } of carried) if (await seesMessage(table, asker, place.threadId, message)) return reached;
  if (carried.length > 0) return undefined;
  return seesAll(asker.actor) || uploader === uploaderOf(asker.actor) ? reached : undefined;
};

interface Carried {
  readonly place: Place;
  readonly message: Message;
}

/** The messages at these places that still show their attachments: neither deleted nor shadowed. */
const livingMessages = async (table: Table, tenantId: string, places: readonly Place[]): Promise<Carried[]> => {
  const keys = places.map(({ threadId, number }) => messageKey(threadPk(tenantId, threadId), number));
  const items = await table.get(keys, { consistent: true });
  const found = await Promise.all(
    items.map(async (item, at): Promise<Carried[]> => {
      const place = places[at];
      if (!item || !place) return [];
      const [message] = await asRevealed(table, tenantId, place.threadId, [messageOf(item)]);
      return message && !message.deleted && !message.shadowed ? [{ place, message }] : [];
    }),
  );
  return found.flat();
};

/** As the thread's list of messages: one of a ticket by its wall, one of none to whoever sees the thread's newest ticket. */
const seesMessage = async (table: Table, asker: Asker, threadId: string, { ticketId }: Message): Promise<boolean> => {
  const ids = ticketId === null ? await newestTickets(table, asker.tenantId, threadId) : [ticketId];
  const tickets = await loadTickets(table, asker.tenantId, ids);
  return tickets.some((ticket) => ticket && asker.see(ticket) !== null) || (ticketId === null && seesAll(asker.actor));
};

const newestTickets = async (table: Table, tenantId: string, threadId: string): Promise<string[]> => {
  const [item] = await table.get([headKey(tenantId, threadId)], { consistent: true });
  if (!item) return [];
  const head = parseHead(item);
  return [head.ticket?.firstNumber ?? 0, head.closedFirst].filter((first) => first > 0).map((first) => ticketIdOf(threadId, first));
};
