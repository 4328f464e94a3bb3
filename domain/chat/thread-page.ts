import { chatMessageOf } from '../conversations/entries/chat-message.ts';
import { threadKey } from '../conversations/entries/threads.ts';
import { messageKey } from '../conversations/log/draft.ts';
import { notFound } from '../errors.ts';
import type { Table } from '../table/port.ts';
import { fitting, type PublicChatMessage, presentChatMessage, type Reader } from './log-messages.ts';
import type { NumberedPage, PageOf } from './numbered-page.ts';

const LAST = 9_999_999_999;

/** A page of a thread's messages as they are now, without its first one. It ends earlier if the texts are too long for one answer. @throws Problem not_found: no such message */
export const threadPage = async (
  table: Table,
  pk: string,
  root: number,
  { order, after, limit }: NumberedPage,
  reader?: Reader,
): Promise<PageOf<PublicChatMessage>> => {
  const [first] = await table.get([messageKey(pk, root)], { consistent: true });
  if (!first) throw notFound('message');
  const [from, to] = order === 'asc' ? [(after ?? 0) + 1, LAST] : [1, (after ?? LAST + 1) - 1];
  if (from > to) return { items: [], next: null };
  const range = { from: threadKey(pk, root, from).sk, to: threadKey(pk, root, to).sk };
  const { items: listed, next } = await table.query({ pk, ...range, descending: order === 'desc', limit, consistent: true });
  const items = await table.get(
    listed.map((item) => messageKey(pk, Number(item['n']))),
    { consistent: true },
  );
  const messages = items.flatMap((item) => (item ? [chatMessageOf(item)] : []));
  const fits = fitting(messages.map(({ text }) => text));
  const shown = messages.filter((_, index) => index < fits);
  const more = next !== null || shown.length < messages.length;
  return { items: shown.map((message) => presentChatMessage(message, reader)), next: more ? (shown.at(-1)?.number ?? null) : null };
};
