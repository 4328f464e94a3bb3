import { partPk } from '../../configuration/keys.ts';
import { parseThreadPk } from '../../conversations/kinds/thread.ts';
import { QUEUE_ENTRY_BYTES } from '../../limits.ts';
import { type Message, messageOf } from '../../support/messages/message.ts';
import { presentMessage } from '../../support/messages/present.ts';
import { presentQueue, queueOf } from '../../support/queues/queue.ts';
import { presentTicket } from '../../support/tickets/present.ts';
import { ticketOfItem } from '../../support/tickets/store.ts';
import type { Item } from '../../table/port.ts';
import { shownBefore, ticketEntryOf } from '../ticket-helper/helper-entry.ts';
import { idsFrom } from './event-id.ts';
import type { WebhookEvent } from './webhook.ts';

/** An event for webhooks: the content that every subscribed webhook gets. */
export interface WebhookEntry {
  readonly tenantId: string;
  /** Null for events of queues. */
  readonly ticketId: string | null;
  /** Events of one subject (a ticket, a queue) are sent in order. */
  readonly subject: string;
  /** When it happened, ISO. The same whenever the entry is created. */
  readonly at: string;
  readonly envelope: { readonly id: string; readonly type: WebhookEvent; readonly version: 1; readonly occurredAt: string; readonly data: object };
}

interface Images {
  readonly before?: Item | undefined;
  readonly after?: Item | undefined;
}

const QUEUE_PREFIX = 'QUEUE#';

/** The tenant of an item that can cause an event, or null. Uses only the key. */
export const tenantOfSource = ({ pk, sk }: Pick<Item, 'pk' | 'sk'>): string | null => {
  if (sk === 'HEAD' || sk.startsWith('K#') || sk.startsWith('M#')) return parseThreadPk(pk)?.tenantId ?? null;
  const tenantId = sk.startsWith(QUEUE_PREFIX) ? (pk.split('#', 2)[1] ?? '') : '';
  return tenantId !== '' && pk === partPk(tenantId, 'policy') ? tenantId : null;
};

/** The data that a retry needs from the previous state of the item. */
export const rememberedFor = (before: Item | undefined): Item | undefined => {
  const shown = shownBefore(before);
  return before?.sk.startsWith('M#') && shown ? { ...shown, sent: isSent(before) } : shown;
};

/** The events for webhooks after a change of the table. */
export const webhookEntryOf = async ({ before, after }: Images, now: number): Promise<WebhookEntry | null> => {
  const item = after ?? before;
  const tenantId = item && tenantOfSource(item);
  if (!item || !tenantId) return null;
  if (item.sk.startsWith(QUEUE_PREFIX)) return queueEntry(tenantId, before, after, now);
  if (!after) return null;
  return after.sk.startsWith('M#') ? messageEntry(tenantId, before, after) : ticketEntry(tenantId, before, after, now);
};

const entryOf = (
  given: Pick<WebhookEntry, 'tenantId' | 'ticketId' | 'subject' | 'at'> & { readonly name: string; readonly type: WebhookEvent; readonly data: object },
): WebhookEntry => {
  const { tenantId, ticketId, subject, at, name, type, data } = given;
  return { tenantId, ticketId, subject, at, envelope: { id: `${idsFrom(Date.parse(at))}_${name}`, type, version: 1, occurredAt: at, data } };
};

const ticketEntry = (tenantId: string, before: Item | undefined, after: Item, now: number): WebhookEntry | null => {
  const told = ticketEntryOf(tenantId, before, after, now);
  const ticket = ticketOfItem(after);
  if (!told || !ticket) return null;
  const { id: name, type, data } = told.event;
  const had = before?.['seen'] === undefined ? ticketOfItem(before) : undefined;
  // A new evaluation of queues and rules raises the revision, but may not change anything visible.
  if (type === 'ticket.updated' && had && JSON.stringify(presentTicket(had)) === JSON.stringify(presentTicket(ticket))) return null;
  return entryOf({ tenantId, ticketId: ticket.id, subject: ticket.id, at: ticket.updatedAt, name, type: type as WebhookEvent, data: data as object });
};

const SENT: readonly unknown[] = ['sent', 'delivered', 'read'];
/** Also works for an item that `rememberedFor` keeps. */
const isSent = (item: Item): boolean => (typeof item['sent'] === 'boolean' ? item['sent'] : SENT.includes(messageOf(item).delivery?.state));

/** A customer's message is new or was revealed, or a reply was sent. */
const eventOf = (message: Message, before: Item | undefined, after: Item): WebhookEvent | null => {
  if (message.shadowed || message.deleted) return null;
  if (message.author.type === 'customer') return before && before['shadowed'] !== true ? null : 'message.received';
  return isSent(after) && !(before && isSent(before)) ? 'message.sent' : null;
};

const messageEntry = async (tenantId: string, before: Item | undefined, after: Item): Promise<WebhookEntry | null> => {
  const message = messageOf(after);
  const { ticketId, number } = message;
  const type = ticketId === null ? null : eventOf(message, before, after);
  const thread = parseThreadPk(after.pk);
  if (ticketId === null || type === null || !thread) return null;
  const shown = await presentMessage(thread.threadId, message, async () => '');
  // Links are valid for minutes, and an event may wait for days.
  const told = { ...shown, attachments: shown.attachments.map((file) => ({ ...file, url: file.url === '' ? null : file.url })) };
  const fits = Buffer.byteLength(JSON.stringify(told)) <= QUEUE_ENTRY_BYTES - 10_000;
  const data = { ticketId, message: fits ? told : { ...told, text: null, html: null, truncated: true } };
  const name = `${ticketId}.m${number}.${type === 'message.sent' ? 'sent' : 'received'}`;
  return entryOf({ tenantId, ticketId, subject: ticketId, at: String(after['appendedAt']), name, type, data });
};

const queueEntry = (tenantId: string, before: Item | undefined, after: Item | undefined, now: number): WebhookEntry | null => {
  const queue = queueOf((after ?? before) as Item);
  // A new evaluation of its tickets writes the queue without changing it.
  if (after && before && before['updatedAt'] === after['updatedAt']) return null;
  const at = after ? queue.updatedAt : new Date(now).toISOString();
  const data = { queue: { ...presentQueue(queue), ...(after ? {} : { deleted: true }) } };
  return entryOf({ tenantId, ticketId: null, subject: `queue.${queue.id}`, at, name: `queue.${queue.id}`, type: 'queue.changed', data });
};
