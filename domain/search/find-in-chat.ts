import { type ChatRef, conversationOfChat, readChat } from '../chat/chats.ts';
import { type PublicChatMessage, presentChatMessage, type Reader } from '../chat/log-messages.ts';
import { chatMessageOf } from '../conversations/entries/chat-message.ts';
import { messageKey } from '../conversations/log/draft.ts';
import type { Table } from '../table/port.ts';
import { refuseTooMany } from './find-tickets.ts';
import { highlightsOf } from './highlight.ts';
import type { Search } from './port.ts';
import { termsOf } from './terms.ts';

export interface FoundInChat {
  /** The newest first, as they are now. */
  readonly items: readonly (PublicChatMessage & { readonly highlights: readonly string[] })[];
  /** The number before which to continue; null at the end. */
  readonly next: number | null;
}

/**
 * Messages of a chat by their words. The index finds them, the table says how they are now: a message that was deleted or hidden meanwhile is left out.
 * @throws Problem not_found, unprocessable (too many words); SearchUnavailable, TableUnavailable
 */
export const findInChat = async (
  deps: { readonly table: Table; readonly search: Pick<Search, 'inChat'> },
  tenantId: string,
  ref: ChatRef,
  { q, before, limit }: { readonly q: string; readonly before: number | null; readonly limit: number },
  reader?: Reader,
): Promise<FoundInChat> => {
  await readChat(deps, tenantId, ref);
  refuseTooMany(q);
  const { kind, id } = conversationOfChat(tenantId, ref);
  const found = await deps.search.inChat({ tenantId, conversationId: id, q, before, limit: limit + 1 });
  const numbers = found.filter((_, at) => at < limit);
  const items = await deps.table.get(
    numbers.map((number) => messageKey(kind.pk(tenantId, id), number)),
    { consistent: true },
  );
  const terms = termsOf(q);
  return {
    items: items.flatMap((item) => {
      const message = item && chatMessageOf(item);
      return message && message.text !== null && !message.hidden
        ? [{ ...presentChatMessage(message, reader), highlights: highlightsOf([message.text], terms) }]
        : [];
    }),
    next: found.length > limit ? (numbers.at(-1) ?? null) : null,
  };
};
