import { threadPk } from '../../conversations/kinds/thread.ts';
import { messageKey } from '../../conversations/log/draft.ts';
import { previewOf } from '../messages/bodies.ts';
import { isSaid, type Message, messageOf } from '../messages/message.ts';
import { closedTicketKey, parseTicketId } from '../threads/keys.ts';
import type { AmendStep } from './amend-step.ts';
import { keptAfterRating } from './kept.ts';
import { changeCovering, draftOf } from './leading.ts';
import { shownBy } from './read-message.ts';
import { covers, isLast, isWithin, lastThreadOf, spansOf, writtenAs } from './spans.ts';
import { ticketOfItem } from './store.ts';
import type { LastMessage, Span, Ticket } from './ticket.ts';

/** For a ticket that is not the active one of this thread: it is closed (an item apart from the head), or merged into another. */
export const recountElsewhere = async (step: AmendStep, ticketId: string, before: Message, after: Message): Promise<void> => {
  const keys = parseTicketId(ticketId);
  if (keys?.threadId !== step.ticketDraft.threadId) return;
  const key = closedTicketKey(step.ticketDraft.tenantId, keys.threadId, keys.firstNumber);
  const closed = ticketOfItem(step.draft.pending(key) ?? (await step.table.get([key], { consistent: true }))[0]);
  if (!closed) return;
  const ticketDraft = step.ticketDraft.forClosed(closed);
  ticketDraft.change(await recounted(step, closed, before, after));
  ticketDraft.finish({ audit: false });
  await recountCovering(step, closed, before, after);
};

/**
 * The tickets that a merged one was merged into, one after another. The log of the one at the end tells new stars, which stand in no message of its own
 * thread.
 */
export const recountCovering = async (step: AmendStep, { mergedInto }: Ticket, before: Message, after: Message): Promise<void> => {
  if (!mergedInto) return;
  const { threadId } = step.ticketDraft;
  await changeCovering(step, mergedInto, async (ticket, ticketDraft) => {
    if (!covers(ticket, threadId, before)) return null;
    const next = await recounted(step, ticket, before, after);
    if (next.starRating !== ticket.starRating) ticketDraft.tells({ stars: { from: before.starRating, to: after.starRating } });
    return next;
  });
};

/**
 * A message that appears or disappears moves the visible count; the newest visible one is what lists show. Of a review that is rewritten, its own ticket
 * and the one that it was merged into have the new stars.
 */
export const recounted = async (step: AmendStep, given: Ticket, before: Message, after: Message): Promise<Ticket> => {
  const isRated = given.id === before.ticketId || !given.mergedInto;
  const ticket = isRated ? { ...given, ...keptAfterRating(given, before.starRating, after.starRating) } : given;
  const here = step.ticketDraft.threadId;
  const visibleMessageCount = ticket.visibleMessageCount + Number(isSaid(after)) - Number(isSaid(before));
  const { lastMessage } = ticket;
  const isHere = lastThreadOf(ticket) === here;
  const isTheLast = isHere && lastMessage?.number === after.number;
  if (isSaid(before) && isSaid(after)) return isTheLast ? { ...ticket, lastMessage: shownAs(ticket, after, here) } : ticket;
  if (isSaid(after) && (lastMessage === null || isHere))
    return { ...ticket, visibleMessageCount, ...(isLast(ticket, after, here) ? { lastMessage: shownAs(ticket, after, here) } : {}) };
  if (!isSaid(after) && !isTheLast) return { ...ticket, visibleMessageCount };
  // Times of one thread may go back: only the newest number of each span counts.
  const until = isSaid(after) ? step.draft.head.lastNumber + 1 : after.number;
  const newest = await Promise.all(spansOf(ticket).map((span) => newestOf(step, ticket, span, span.threadId === here ? until : null)));
  const [last] = newest.filter((found) => found !== null).sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return { ...ticket, visibleMessageCount, lastMessage: last ?? null };
};

export const shownAs = ({ threadId: own }: Ticket, { number, kind, text, subject, createdAt }: Message, threadId: string): LastMessage => ({
  number,
  kind,
  text: previewOf({ text, subject }),
  createdAt,
  ...(threadId === own ? {} : { threadId }),
});

/** The newest visible message of a span, before a number. What this change has written takes precedence over the table, in other threads too. */
const newestOf = async (step: AmendStep, ticket: Ticket, span: Span, before: number | null): Promise<LastMessage | null> => {
  const { table, ticketDraft } = step;
  const isShown = (message: Message): boolean => message.ticketId === writtenAs(span) && isWithin(span, message.number) && isSaid(message);
  const pk = threadPk(ticketDraft.tenantId, span.threadId);
  const draft = draftOf(step, span.threadId) ?? step.draft;
  const end = before ?? (draft.pk === pk ? draft.head.lastNumber + 1 : 10_000_000_000);
  for (let number = end - 1, own = draft.pending(messageKey(pk, number)); own; number -= 1, own = draft.pending(messageKey(pk, number)))
    if (isShown(messageOf(own))) return shownAs(ticket, messageOf(own), span.threadId);
  let next: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({
      pk,
      from: 'M#',
      to: messageKey(pk, Math.min(end - 1, span.last ?? 9_999_999_999)).sk,
      descending: true,
      limit: 20,
      consistent: true,
      ...(next ? { after: next } : {}),
    });
    const earlier = page.items.map((item) => messageOf(draft.pending(item) ?? item));
    const previous = (await shownBy({ table, draft }, earlier, pk)).find(isShown);
    if (previous) return shownAs(ticket, previous, span.threadId);
    next = page.next ?? undefined;
  } while (next);
  return null;
};
