import type { Item, Table } from '../../table/port.ts';
import type { Message } from '../messages/message.ts';
import { spanKey, threadPk } from './keys.ts';

/**
 * Messages that were shadowed when they came, and revealed since, stand as such in the log until the bulk lane has
 * rewritten them; their span says so at once. `pending`: what a change in the making puts in the place of an item.
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
