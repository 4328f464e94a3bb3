import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import type { Table } from '../../table/port.ts';
import { asRevealed } from '../messages/as-revealed.ts';
import { withWholeBodies } from '../messages/bodies.ts';
import type { BodyStore } from '../messages/body-store.ts';
import { type Message, messageOf } from '../messages/message.ts';
import { isWithin, spansOf, writtenAs } from './spans.ts';
import type { Ticket } from './ticket.ts';

export interface FoundMessage {
  readonly message: Message;
  readonly threadId: string;
  /** The ticket that it was written under: another than the one asked, where that one has taken it over. */
  readonly ticketId: string;
}

/**
 * One message of a ticket by its number, with its whole body. Where the ticket covers several conversations, `conversationId` names the one that is
 * meant; without it the ticket's own comes first. Null when there is none, or it is shadowed. @throws TableUnavailable
 */
export const findMessage = async (
  { table, bodies }: { readonly table: Table; readonly bodies: BodyStore },
  tenantId: string,
  ticket: Ticket,
  number: number,
  conversationId?: string,
): Promise<FoundMessage | null> => {
  const spans = spansOf(ticket).filter((span) => isWithin(span, number) && (conversationId === undefined || span.threadId === conversationId));
  for (const span of spans) {
    const { threadId } = span;
    const [item] = await table.get([messageKey(threadPk(tenantId, threadId), number)], { consistent: true });
    if (!item) continue;
    const [shown] = await asRevealed(table, tenantId, threadId, [messageOf(item)]);
    if (!shown || shown.shadowed || shown.ticketId !== writtenAs(span)) continue;
    const [whole] = await withWholeBodies({ table, bodies }, threadPk(tenantId, threadId), [item]);
    const { text, html } = messageOf(whole ?? item);
    return { message: { ...shown, text, html }, threadId, ticketId: writtenAs(span) };
  }
  return null;
};
