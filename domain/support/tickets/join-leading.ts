import { isSaid, type Message } from '../messages/message.ts';
import { joinedOf, keptAfterJoin } from './kept.ts';
import { shownAs } from './recount.ts';
import { isLast, spansOf } from './spans.ts';
import { transition } from './state-machine.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDraft } from './ticket-draft.ts';
import { withMessage } from './with-message.ts';

export interface Joining {
  readonly merged: Ticket;
  readonly leading: TicketDraft;
}

/**
 * New messages of a thread whose ticket was merged into another: they are written under the merged ticket, which stays closed, and the leading ticket
 * has them as its own. `news`: the newest one that opens tickets, as rules shall see it, or null; it wakes the leading ticket, whose lists and rules run.
 */
export const joinLeading = async (
  ticketDraft: TicketDraft,
  { merged, leading }: Joining,
  messages: readonly Message[],
  news: Message | null,
): Promise<void> => {
  const { now } = ticketDraft;
  const [last] = messages.slice(-1);
  if (!last) return;
  const its = ticketDraft.forClosed(merged);
  its.change(messages.reduce((ticket, message) => withMessage(ticket, message, now), merged));
  its.finish({ audit: false });

  const { threadId, firstNumber } = merged;
  const joined = joinedOf({ threadId, first: firstNumber, last: last.number }, messages, now);
  leading.follows(ticketDraft, { type: 'message', id: String((news ?? last).number) });
  leading.tells({ joined });
  const before = leading.ticket as Ticket;
  const woken = news ? { ...before, ...transition(before, { type: 'customerMessage' }, leading.moment) } : before;
  const said = messages.filter(isSaid);
  const newest = said.at(-1);
  leading.change({
    ...woken,
    ...keptAfterJoin(woken, joined),
    spans: spansOf(woken).map((span) => (span.threadId === threadId && span.first === firstNumber ? joined.span : span)),
    visibleMessageCount: woken.visibleMessageCount + said.length,
    lastMessage: newest && isLast(woken, newest, threadId) ? shownAs(woken, newest, threadId) : woken.lastMessage,
  });
  if (news && !news.deleted) await leading.automate('message.received', news);
};
