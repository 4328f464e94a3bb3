import type { Clock, Context } from '../context.ts';
import { CHAT, type ChatHead, chatId, listedChatKey } from '../conversations/kinds/chat.ts';
import type { Conversation } from '../conversations/kinds/kind.ts';
import { append, type LogDeps } from '../conversations/log/append.ts';
import { headStore } from '../conversations/log/head.ts';
import { notFound } from '../errors.ts';
import { onceReads, onceWrite, refuseRepeat } from '../idempotency/commit.ts';
import type { Table } from '../table/port.ts';
import { applicationHead } from './application.ts';
import { readApplication } from './applications.ts';
import { type NumberedPage, numbersOf, type PageOf } from './numbered-page.ts';
import { refuseUnknown, rememberUnknown } from './unknown-applications.ts';

interface Deps {
  readonly table: Table;
}

/** Names a chat. Nothing has to be looked up: the conversation's id follows from it. */
export interface ChatRef {
  readonly token: string;
  readonly number: number;
}

/** As the API shows it. */
export interface PublicChat {
  readonly number: number;
  readonly name: string | null;
  readonly conversationId: string;
  readonly messagesCount: number;
  readonly createdAt: string;
}

export const presentChat = ({ application, chat, name, createdAt, lastNumber }: ChatHead): PublicChat => ({
  number: chat,
  name,
  conversationId: chatId(application, chat),
  messagesCount: lastNumber,
  createdAt,
});

export const conversationOfChat = (tenantId: string, { token, number }: ChatRef): Conversation<ChatHead> => ({
  kind: CHAT,
  tenantId,
  id: chatId(token, number),
});

const chatHead = (tenantId: string, ref: ChatRef) => headStore(CHAT.headKey(tenantId, chatId(ref.token, ref.number)), CHAT.shape);

/**
 * Opens the next chat of an application. The chat, its number and the application's count are one transaction, so that no number is left out.
 * @throws Replayed; Problem not_found, unavailable
 */
export const createChat = async (
  deps: LogDeps & { readonly clock: Clock },
  context: Context,
  token: string,
  { name }: { readonly name?: string | undefined },
): Promise<PublicChat> => {
  const { tenantId } = context;
  refuseUnknown(deps.table, tenantId, token);
  return append(deps, {
    head: applicationHead(tenantId, token),
    reads: onceReads(context),
    decide(draft, [before]) {
      if (draft.head.revision === 0) {
        rememberUnknown(deps.table, tenantId, token);
        throw notFound('application');
      }
      refuseRepeat(context, before);
      const number = draft.append({}, (_, chat) => listedChatKey(tenantId, token, chat));
      const createdAt = new Date(deps.clock()).toISOString();
      const head: ChatHead = { revision: 1, lastNumber: 0, lastAmendment: 0, application: token, chat: number, name: name ?? null, createdAt };
      draft.put(chatHead(tenantId, { token, number }).item(head), { absent: true });
      const made = presentChat(head);
      const once = onceWrite(context, { status: 201, body: made });
      if (once) draft.write(once);
      return made;
    },
  });
};

/** Why a chat is missing: an application that is unknown is remembered as such. @throws Problem not_found */
export const refuseMissing = async (deps: Deps, tenantId: string, token: string): Promise<never> => {
  await readApplication(deps, tenantId, token);
  throw notFound('chat');
};

/** @throws Problem not_found, without a read if the application is known to be unknown */
export const readChat = async (deps: Deps, tenantId: string, ref: ChatRef): Promise<ChatHead> => {
  refuseUnknown(deps.table, tenantId, ref.token);
  const { key, parse } = chatHead(tenantId, ref);
  const [item] = await deps.table.get([key], { consistent: true });
  return item ? parse(item) : refuseMissing(deps, tenantId, ref.token);
};

/** @throws Problem not_found, unavailable */
export const renameChat = async (deps: LogDeps, tenantId: string, ref: ChatRef, { name }: { readonly name?: string | undefined }): Promise<PublicChat> => {
  if (name === undefined) return presentChat(await readChat(deps, tenantId, ref));
  refuseUnknown(deps.table, tenantId, ref.token);
  return append(deps, {
    head: chatHead(tenantId, ref),
    reads: [],
    decide(draft) {
      if (draft.head.revision === 0) return refuseMissing(deps, tenantId, ref.token);
      if (draft.head.name !== name) draft.setHead({ name });
      return presentChat(draft.head);
    },
  });
};

/** Chats by number. Their numbers follow from the count, so that two reads suffice: the application, and the chats' heads with their exact counts. */
export const listChats = async (deps: Deps, tenantId: string, token: string, page: NumberedPage): Promise<PageOf<PublicChat>> => {
  const { lastNumber } = await readApplication(deps, tenantId, token);
  const { numbers, next } = numbersOf(lastNumber, page);
  const found = await deps.table.get(
    numbers.map((number) => chatHead(tenantId, { token, number }).key),
    { consistent: true },
  );
  return { items: found.flatMap((item) => (item ? [presentChat(CHAT.shape.parse(item))] : [])), next };
};
