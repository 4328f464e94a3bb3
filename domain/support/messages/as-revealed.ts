import { threadPk } from '../../conversations/kinds/thread.ts';
import type { Item, Table } from '../../table/port.ts';
import { spanKey } from '../threads/keys.ts';
import type { Message } from './message.ts';

/**
 * Messages that arrived while their origin was disabled and were revealed since are still stored as hidden until the bulk lane has
 * rewritten them; their span already shows the new state. `pending`: an item's replacement in the current draft.
 */
export const asRevealed = async (
  table: Table,
  tenantId: string,
  threadId: string,
  messages: Message[],
  pending: (item: Item) => Item | undefined = () => undefined,
): Promise<Message[]> => {
  if (!messages.some((message) => message.shadowed)) return messages;
  const { items } = await table.query({
    pk: threadPk(tenantId, threadId),
    from: spanKey(tenantId, threadId, 0).sk,
    to: spanKey(tenantId, threadId, 9_999_999_999).sk,
    consistent: true,
  });
  const spans = items.map((item) => pending(item) ?? item).filter((item) => item['revealed'] === true);
  return messages.map((message) => {
    const span = message.shadowed ? spans.find((item) => (item['from'] as number) <= message.number && message.number <= (item['to'] as number)) : undefined;
    return span ? { ...message, shadowed: false, ticketId: span['ticketId'] as string | null } : message;
  });
};
