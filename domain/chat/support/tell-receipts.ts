import { chatMessageOf } from '../../conversations/entries/chat-message.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { GivenEvent } from '../../support/inbound/batch.ts';
import type { Table } from '../../table/port.ts';
import { messageIdIn, supportSender } from './sender.ts';
import type { ChatReceipt } from './work.ts';

/** The newest replies that one position marks, as in a live chat. After a longer absence, a device has received only the end of the conversation. */
const MOST = 100;

interface Chat {
  readonly tenantId: string;
  readonly originId: string;
  readonly conversationId: string;
  readonly pk: string;
  readonly receivedAt: string;
}

/**
 * Statuses of the replies after `from` up to the position of a customer: `delivered` when one of them has received a reply, `read` when one has read it. `to`: at most the end of the chat. The same
 * positions give the same events. @throws TableUnavailable
 */
export const eventsOfReceipt = async (
  table: Table,
  chat: Chat,
  { state, from, to }: { readonly state: ChatReceipt['state']; readonly from: number; readonly to: number },
): Promise<GivenEvent[]> => {
  const { tenantId, originId, conversationId, pk, receivedAt } = chat;
  const first = Math.max(from, to - MOST) + 1;
  const { items } = await table.query({ pk, from: messageKey(pk, first).sk, to: messageKey(pk, to).sk, consistent: true });
  const sender = supportSender(originId).id;
  const replies = items.map(chatMessageOf).filter(({ author }) => author.id === sender);
  return replies.map(({ number }) => {
    const providerId = messageIdIn(conversationId, number);
    return {
      schema: 'messages/1',
      tenantId,
      originId,
      channel: 'application',
      correlationId: providerId,
      receivedAt,
      identity: providerId,
      late: false,
      event: {
        verb: 'status',
        providerId,
        version: state,
        threadKey: conversationId,
        author: null,
        customer: null,
        fromCustomer: false,
        opensTicket: false,
        content: null,
        status: { state, error: null },
        reaction: null,
        occurredAt: receivedAt,
      },
      contentRef: null,
    };
  });
};
