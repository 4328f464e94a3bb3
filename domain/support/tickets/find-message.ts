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
  /** The ticket under which it was written: another than the requested one if that was merged into the requested one. */
  readonly ticketId: string;
}

/**
 * One message of a ticket by its number, with its whole body. If the ticket covers several conversations, `conversationId` names the
 * one; the default is the ticket's own. Null if there is none, or if it is hidden by a disabled origin. @throws TableUnavailable
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
