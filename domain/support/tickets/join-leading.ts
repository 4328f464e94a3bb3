import { messageKey } from '../../conversations/log/draft.ts';
import { isSaid, type Message, messageOf } from '../messages/message.ts';
import type { AmendStep } from './amend-step.ts';
import { joinedOf, keptAfterJoin } from './kept.ts';
import { shownAs } from './recount.ts';
import { itemsBetween } from './replay-log.ts';
import { isLast, spansOf } from './spans.ts';
import { transition } from './state-machine.ts';
import type { Span, Ticket } from './ticket.ts';
import type { TicketDraft } from './ticket-draft.ts';
import { withMessage } from './with-message.ts';

export interface Joining {
  readonly merged: Ticket;
  readonly leading: TicketDraft;
}

/**
 * New messages of a thread whose ticket was merged into another: they are written under the merged ticket, which stays closed, and the leading ticket
 * has them as its own, with what the merged ticket got in the meantime (the answer of an escalation). `news`: the newest one that opens tickets, as rules
 * shall see it, or null; it wakes the leading ticket, whose lists and rules run.
 */
export const joinLeading = async (
  step: Pick<AmendStep, 'table' | 'draft' | 'ticketDraft'>,
  { merged, leading }: Joining,
  messages: readonly Message[],
  news: Message | null,
): Promise<void> => {
  const { ticketDraft } = step;
  const { now } = ticketDraft;
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return;
  const { threadId, firstNumber } = merged;
  const its = ticketDraft.forClosed(merged);
  its.change(withMessages(merged, messages, now));
  its.finish({ audit: false });

  const before = leading.ticket as Ticket;
  const isHere = (span: Span): boolean => span.threadId === threadId && span.first === firstNumber;
  const covered = spansOf(before).find(isHere)?.last ?? 0;
  const meantime = await between(step, merged, covered + 1, first.number - 1);
  const joined = joinedOf({ threadId, first: firstNumber, last: Math.max(covered, last.number) }, messages, now);
  leading.follows(ticketDraft, { type: 'message', id: String((news ?? last).number) });
  leading.tells({ joined });
  const woken = news ? { ...before, ...transition(before, { type: 'customerMessage' }, leading.moment) } : before;
  const said = [...meantime, ...messages].filter(isSaid);
  const newest = said.at(-1);
  const isNewest = newest !== undefined && isLast(merged, newest, threadId) && isLast(woken, newest, threadId);
  leading.change({
    ...woken,
    ...keptAfterJoin(woken, joined),
    spans: spansOf(woken).map((span) => (isHere(span) ? joined.span : span)),
    visibleMessageCount: woken.visibleMessageCount + said.length,
    lastMessage: isNewest ? shownAs(woken, newest, threadId) : woken.lastMessage,
  });
  if (news && !news.deleted) await leading.automate('message.received', news);
};

/** The closed ticket with messages that it gets. Revealed ones may lie before others that it has. */
const withMessages = (merged: Ticket, messages: readonly Message[], now: string): Ticket => {
  const after = messages.reduce((ticket, message) => withMessage(ticket, message, now), merged);
  const newest = messages.findLast(isSaid);
  const lastMessage = newest && isLast(merged, newest, merged.threadId) ? after.lastMessage : merged.lastMessage;
  return { ...after, lastNumber: Math.max(merged.lastNumber ?? 0, after.lastNumber ?? 0), lastMessage };
};

/** Messages of a closed ticket, as they are after this change. */
const between = async ({ table, draft }: Pick<AmendStep, 'table' | 'draft'>, { id }: Ticket, from: number, to: number): Promise<Message[]> => {
  if (from > to) return [];
  const items = await itemsBetween(table, draft.pk, messageKey(draft.pk, from).sk, messageKey(draft.pk, to).sk);
  return items.map((item) => messageOf(draft.pending(item) ?? item)).filter(({ ticketId }) => ticketId === id);
};
