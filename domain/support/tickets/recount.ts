import { threadPk } from '../../conversations/kinds/thread.ts';
import { Draft, messageKey } from '../../conversations/log/draft.ts';
import { previewOf } from '../messages/bodies.ts';
import { isSaid, type Message, messageOf } from '../messages/message.ts';
import { closedTicketKey, headKey, parseTicketId } from '../threads/keys.ts';
import type { AmendStep } from './amend-step.ts';
import { threadHead } from './head-store.ts';
import { shownBy } from './read-message.ts';
import { isLast, isWithin, lastThreadOf, spansOf, writtenAs } from './spans.ts';
import { ticketFrom, ticketOfItem } from './store.ts';
import type { ThreadHead } from './thread-head.ts';
import type { LastMessage, Span, Ticket } from './ticket.ts';
import type { TicketDraft } from './ticket-draft.ts';

/** Tickets of other threads that a change of this one counts again, with the draft of their thread. */
interface Other {
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
}
const others = new WeakMap<Draft<ThreadHead>, Map<string, Other>>();

/** The ticket is not the active one of this thread: it is closed, whose item lies apart from the head, or merged into another. */
export const recountElsewhere = async (step: AmendStep, ticketId: string, before: Message, after: Message): Promise<void> => {
  const keys = parseTicketId(ticketId);
  if (keys?.threadId !== step.ticketDraft.threadId) return;
  const key = closedTicketKey(step.ticketDraft.tenantId, keys.threadId, keys.firstNumber);
  const closed = ticketOfItem(step.draft.pending(key) ?? (await step.table.get([key], { consistent: true }))[0]);
  if (!closed) return;
  const ticketDraft = step.ticketDraft.forClosed(closed);
  ticketDraft.change(await recounted(step, closed, before, after));
  ticketDraft.finish({ audit: false });
  if (closed.mergedInto !== undefined) await recountLeading(step, closed.mergedInto, before, after);
};

/** The ticket that has taken over a span of this thread: its count and last message follow, in the same transaction. */
const recountLeading = async (step: AmendStep, ticketId: string, before: Message, after: Message): Promise<void> => {
  const { ticketDraft: own } = step;
  if (own.ticket?.id === ticketId) return own.change(await recounted(step, own.ticket, before, after));
  if (parseTicketId(ticketId)?.threadId === own.threadId) return recountElsewhere(step, ticketId, before, after);
  const other = await otherOf(step, ticketId);
  if (!other?.ticketDraft.ticket) return;
  other.ticketDraft.change(await recounted(step, other.ticketDraft.ticket, before, after));
  other.ticketDraft.finish({ audit: false });
  for (const write of other.draft.writes()) step.draft.write(write);
};

/** A later amendment of the same change continues with what an earlier one has drafted. */
const otherOf = async ({ table, draft, ticketDraft }: AmendStep, ticketId: string): Promise<Other | undefined> => {
  const known = others.get(draft) ?? new Map<string, Other>();
  others.set(draft, known);
  const present = known.get(ticketId);
  const keys = parseTicketId(ticketId);
  if (present || !keys) return present;
  const { tenantId } = ticketDraft;
  const [head, item] = await table.get([headKey(tenantId, keys.threadId), closedTicketKey(tenantId, keys.threadId, keys.firstNumber)], { consistent: true });
  const ticket = ticketFrom(ticketId, head, item);
  if (!head || !ticket) return undefined;
  const its = new Draft(threadHead(tenantId, keys.threadId, ticketDraft.shards), head, '');
  const other = { draft: its, ticketDraft: ticketDraft.inThread(its, keys.threadId, ticket.status === 'closed' ? ticket : null) };
  known.set(ticketId, other);
  return other;
};

/** A message that appears or disappears moves the visible count; the newest visible one is what lists show. */
export const recounted = async (step: AmendStep, ticket: Ticket, before: Message, after: Message): Promise<Ticket> => {
  const here = step.ticketDraft.threadId;
  const visibleMessageCount = ticket.visibleMessageCount + Number(isSaid(after)) - Number(isSaid(before));
  if (isSaid(after)) return { ...ticket, visibleMessageCount, ...(isLast(ticket, after, here) ? { lastMessage: shownAs(ticket, after, here) } : {}) };
  const wasLast = ticket.lastMessage !== null && lastThreadOf(ticket) === here && ticket.lastMessage.number === after.number;
  if (!wasLast) return { ...ticket, visibleMessageCount };
  const newest = await Promise.all(spansOf(ticket).map((span) => newestOf(step, ticket, span, span.threadId === here ? after.number : null)));
  const [last] = newest.filter((found) => found !== null).sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  return { ...ticket, visibleMessageCount, lastMessage: last ?? null };
};

const shownAs = ({ threadId: own }: Ticket, { number, kind, text, subject, createdAt }: Message, threadId: string): LastMessage => ({
  number,
  kind,
  text: previewOf({ text, subject }),
  createdAt,
  ...(threadId === own ? {} : { threadId }),
});

/** The newest visible message of a span, before a number. What this very draft has written stands before what the table says. */
const newestOf = async ({ draft, table, ticketDraft }: AmendStep, ticket: Ticket, span: Span, before: number | null): Promise<LastMessage | null> => {
  const isShown = (message: Message): boolean => message.ticketId === writtenAs(span) && isWithin(span, message.number) && isSaid(message);
  const isHere = span.threadId === ticketDraft.threadId;
  const pk = threadPk(ticketDraft.tenantId, span.threadId);
  if (isHere && before !== null) {
    for (let number = before - 1, own = draft.pending(messageKey(pk, number)); own; number -= 1, own = draft.pending(messageKey(pk, number)))
      if (isShown(messageOf(own))) return shownAs(ticket, messageOf(own), span.threadId);
  }
  let next: Readonly<Record<string, string>> | undefined;
  do {
    const page = await table.query({
      pk,
      from: 'M#',
      to: messageKey(pk, Math.min((before ?? 10_000_000_000) - 1, span.last ?? 9_999_999_999)).sk,
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
