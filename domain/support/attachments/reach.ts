import type { Role } from '../../context.ts';
import { conversationOf } from '../../conversations/conversation-of.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { everyItem } from '../../table/every-item.ts';
import type { Table } from '../../table/port.ts';
import { asRevealed } from '../messages/as-revealed.ts';
import { attachmentKey, type MessageRef, parseInboundId, useOf } from '../messages/attachment-keys.ts';
import type { Attachment } from '../messages/content.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { seesAll } from '../queues/visibility.ts';
import { headKey, ticketIdOf } from '../threads/keys.ts';
import { loadLeading } from '../tickets/store.ts';
import { parseHead } from '../tickets/thread-head.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { isInChat, readsInChat } from './in-chats.ts';
import { attachmentOf, uploaderOf } from './stored.ts';

/** The caller, and the tickets visible to them. */
export interface Asker {
  readonly tenantId: string;
  readonly actor: { readonly type: string; readonly id: string; readonly role: Role };
  readonly see: (ticket: Ticket) => Ticket | null;
}

/** A file that the caller may read. */
export interface Reached {
  readonly id: string;
  readonly file: Attachment;
}

/**
 * The attachment, if the caller may read it; undefined if not, or if it does not exist: the two look the same. A file in a message
 * belongs to that message's ticket, whoever uploaded it. A file in no message (not yet, or because the message was deleted) is visible to its uploader,
 * supervisors and admins; one that was in a chat, or that a user has uploaded, to its uploader only. In chats, groups and directs, those may read it who may read the message.
 * @throws TableUnavailable
 */
export const reachAttachment = async (table: Table, asker: Asker, id: string): Promise<Reached | undefined> => {
  const inbound = parseInboundId(id);
  return inbound ? reachInbound(table, asker, id, inbound) : reachUpload(table, asker, id);
};

/** The same for several ids in order; `undefined` as for `reachAttachment`. @throws TableUnavailable */
export const reachAttachments = (table: Table, asker: Asker, ids: readonly string[]): Promise<(Reached | undefined)[]> =>
  Promise.all(ids.map((id) => reachAttachment(table, asker, id)));

const reachInbound = async (table: Table, asker: Asker, id: string, ref: MessageRef & { readonly at: number }): Promise<Reached | undefined> => {
  const [message] = await livingMessages(table, asker.tenantId, [ref]);
  const file = message?.message.attachments[ref.at];
  return file && (await seesMessage(table, asker, ref.threadId, message.message)) ? { id, file } : undefined;
};

const reachUpload = async (table: Table, asker: Asker, id: string): Promise<Reached | undefined> => {
  const { pk, sk } = attachmentKey(asker.tenantId, id);
  const items = await everyItem(table, pk, '');
  const own = items.find((item) => item.sk === sk);
  if (!own) return undefined;
  const { name, type, size, objectKey, uploader } = attachmentOf(own);
  const reached: Reached = { id, file: { name, type, size, url: null, mediaId: null, objectKey } };
  const uses = items.flatMap((item) => useOf(item) ?? []);
  const inChats = uses.filter((use) => isInChat(asker.tenantId, use));
  for (const use of inChats) if (await readsInChat(table, asker, use)) return reached;
  const carried = await livingMessages(
    table,
    asker.tenantId,
    uses.filter((use) => !isInChat(asker.tenantId, use)),
  );
  for (const { ref, message } of carried) if (await seesMessage(table, asker, ref.threadId, message)) return reached;
  if (carried.length > 0 || (await isCarried(table, asker, inChats))) return undefined;
  if (uploader === uploaderOf(asker.actor)) return reached;
  // What people share in chats is no matter of supervisors and admins, also before and after it is in a message.
  return seesAll(asker.actor) && inChats.length === 0 && uploader?.startsWith('user:') !== true ? reached : undefined;
};

/** Whether a chat's message still shows the file. Its uploader may have left the group since. */
const isCarried = async (table: Table, { tenantId }: Asker, uses: readonly MessageRef[]): Promise<boolean> => {
  const items = await table.get(
    uses.map(({ threadId, number }) => messageKey(conversationOf(tenantId, threadId)?.pk ?? '', number)),
    { consistent: true },
  );
  return items.some((item) => item !== undefined && item['deleted'] !== true);
};

interface Carried {
  readonly ref: MessageRef;
  readonly message: Message;
}

/** Those of these messages that still show their attachments: neither deleted nor hidden by a disabled origin. */
const livingMessages = async (table: Table, tenantId: string, refs: readonly MessageRef[]): Promise<Carried[]> => {
  const keys = refs.map(({ threadId, number }) => messageKey(threadPk(tenantId, threadId), number));
  const items = await table.get(keys, { consistent: true });
  const found = await Promise.all(
    items.map(async (item, at): Promise<Carried[]> => {
      const ref = refs[at];
      if (!item || !ref) return [];
      const [message] = await asRevealed(table, tenantId, ref.threadId, [messageOf(item)]);
      return message && !message.deleted && !message.shadowed ? [{ ref, message }] : [];
    }),
  );
  return found.flat();
};

/** The same rule as for listing messages: a message with a ticket by that ticket's visibility, one without by that of the thread's newest ticket. */
const seesMessage = async (table: Table, asker: Asker, threadId: string, { ticketId }: Message): Promise<boolean> => {
  const ids = ticketId === null ? await newestTickets(table, asker.tenantId, threadId) : [ticketId];
  const tickets = await loadLeading(table, asker.tenantId, ids);
  return tickets.some((ticket) => ticket && asker.see(ticket) !== null) || (ticketId === null && seesAll(asker.actor));
};

const newestTickets = async (table: Table, tenantId: string, threadId: string): Promise<string[]> => {
  const [item] = await table.get([headKey(tenantId, threadId)], { consistent: true });
  if (!item) return [];
  const head = parseHead(item);
  return [head.ticket?.firstNumber ?? 0, head.closedFirst].filter((first) => first > 0).map((first) => ticketIdOf(threadId, first));
};
