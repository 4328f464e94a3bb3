import type { Actor } from '../context.ts';
import type { ChatFile } from '../conversations/entries/chat-message.ts';
import { Problem } from '../errors.ts';
import { isInChat, readsInChat } from '../support/attachments/in-chats.ts';
import { attachmentOf, uploaderOf } from '../support/attachments/stored.ts';
import { attachmentKey, useItem, useOf } from '../support/messages/attachment-keys.ts';
import { everyItem } from '../table/every-item.ts';
import type { Table, Write } from '../table/port.ts';

/** A file that the person has uploaded, or that is in a chat's message which they may read. Files of tickets stay there. */
const usable = async (table: Table, tenantId: string, actor: Actor, id: string): Promise<ChatFile | undefined> => {
  const { pk, sk } = attachmentKey(tenantId, id);
  const items = await everyItem(table, pk, '');
  const own = items.find((item) => item.sk === sk);
  if (!own || !('role' in actor)) return undefined;
  const { name, type, size, uploader } = attachmentOf(own);
  const file = { id, name, type, size };
  if (uploader === uploaderOf(actor)) return file;
  for (const use of items.flatMap((item) => useOf(item) ?? []))
    if (isInChat(tenantId, use) && (await readsInChat(table, { tenantId, actor }, use))) return file;
  return undefined;
};

/** The files that a message is to have, each once. @throws Problem unprocessable, with the ids that are not files that the person may send; TableUnavailable */
export const filesOf = async (table: Table, tenantId: string, actor: Actor, ids: readonly string[]): Promise<ChatFile[]> => {
  if (ids.length === 0) return [];
  const found = await Promise.all(ids.map((id) => usable(table, tenantId, actor, id)));
  const errors = found.flatMap((file, index) => (file ? [] : [{ path: `attachmentIds.${index}`, message: 'is not an attachment' }]));
  if (errors.length > 0) throw new Problem('unprocessable', 'An attachment does not exist.', { errors });
  return [...new Map(found.flatMap((file) => (file ? [[file.id, file] as const] : []))).values()];
};

/** Beside each file, that a message has it: whoever may read the message may have the file. */
export const usesOf = (tenantId: string, threadId: string, files: readonly ChatFile[], number: number): Write[] =>
  files.map(({ id }) => ({ op: 'put', item: useItem(tenantId, id, { threadId, number }) }));
