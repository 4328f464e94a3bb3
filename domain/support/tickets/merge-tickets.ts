import type { Policy } from '../../automation/policy.ts';
import type { Context } from '../../context.ts';
import { Draft } from '../../conversations/log/draft.ts';
import { notFound, Problem } from '../../errors.ts';
import { closedTicketKey, headKey, parseTicketId } from '../threads/keys.ts';
import { type Change, changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { threadHead } from './head-store.ts';
import { keptAfterMerge, type Taken } from './kept.ts';
import { presentTicket } from './present.ts';
import { withTags } from './room.ts';
import { isLast, lastThreadOf, MOST_SPANS, spansOf } from './spans.ts';
import { type Moment, transition } from './state-machine.ts';
import { closedMeanwhile, ticketFrom } from './store.ts';
import type { LastMessage, Ticket } from './ticket.ts';

export interface Merge {
  readonly ticketId: string;
  readonly intoId: string;
}

/**
 * Merges a ticket into another: the other one covers its messages from then on, and the merged one is closed and names it. Both change in one
 * transaction, under the revisions of both threads, so that of two merges at the same time the second one sees what the first has done. Merging again
 * into the same ticket changes nothing.
 * @throws Problem not_found, illegal_transition (the leading ticket is closed), conflict (merged elsewhere), unprocessable
 */
export const mergeTickets = async (
  deps: TicketDeps & { mayTouch(ticket: Ticket, policy: Policy): boolean },
  context: Context,
  { ticketId, intoId }: Merge,
): Promise<Ticket> => {
  const from = parseTicketId(ticketId);
  if (!from) throw notFound('ticket');
  if (ticketId === intoId)
    throw new Problem('unprocessable', 'A ticket cannot be merged into itself.', { errors: [{ path: 'intoId', message: 'is the ticket itself' }] });
  const { tenantId } = context;
  const { ticket } = await changeTicket(deps, context, intoId, {
    audit: true,
    mayTouch: deps.mayTouch,
    reads: [headKey(tenantId, from.threadId), closedTicketKey(tenantId, from.threadId, from.firstNumber)],
    async decide(change) {
      const { ticketDraft, ticket: leading, policy, moment, found } = change;
      const merged = ticketFrom(ticketId, found[0], found[1]) ?? (await closedMeanwhile(deps.table, tenantId, ticketId));
      if (!merged || !deps.mayTouch(merged, policy)) throw notFound('ticket');
      if (merged.mergedInto === intoId) return;
      refuse(merged, leading);
      closeMerged(change, merged, found[0]);
      const taken = takenOf(leading, merged);
      ticketDraft.tells({ taken });
      ticketDraft.change(takenOver(leading, merged, taken, moment));
      await ticketDraft.automate('ticket.updated', null);
    },
    answer: (_, after) => ({ status: 200, body: presentTicket(after) }),
  });
  return ticket;
};

const refuse = (merged: Ticket, leading: Ticket): void => {
  if (merged.mergedInto)
    throw new Problem('conflict', 'The ticket is merged into another one already.', { extra: { current: { mergedInto: merged.mergedInto } } });
  if (leading.status === 'closed')
    throw new Problem('illegal_transition', 'Nothing can be merged into a closed ticket.', {
      extra: { current: 'closed', ...(leading.mergedInto ? { mergedInto: leading.mergedInto } : {}) },
    });
  if (spansOf(leading).length + spansOf(merged).length > MOST_SPANS)
    throw new Problem('unprocessable', `A ticket takes over at most ${MOST_SPANS - 1} others.`, {
      errors: [{ path: 'intoId', message: `would cover more than ${MOST_SPANS} tickets` }],
    });
};

/** Drafts the closing of the merged ticket in its own thread: this one, or another under that thread's optimistic lock. No rule runs for it. */
const closeMerged = ({ draft, ticketDraft, moment }: Change, merged: Ticket, head: Change['found'][number]): void => {
  const isClosed = merged.status === 'closed';
  const { threadId } = merged;
  const isHere = threadId === ticketDraft.threadId;
  const its = isHere ? draft : new Draft(threadHead(ticketDraft.tenantId, threadId, ticketDraft.shards), head, '');
  const itsTicket = isHere ? ticketDraft.forClosed(merged) : ticketDraft.inThread(its, threadId, isClosed ? merged : null);
  const end = transition(merged, { type: 'set', status: 'closed' }, moment);
  itsTicket.change({ ...merged, ...end, mergedInto: ticketDraft.ticket?.id ?? null, lastNumber: merged.lastNumber ?? its.head.lastNumber });
  itsTicket.finish({ audit: true });
  // What comes next in a thread whose newest ticket is merged belongs to the leading ticket.
  if (!its.head.ticket && its.head.closedFirst === merged.firstNumber) its.setHead({ mergedFirst: merged.firstNumber });
  if (!isHere) for (const write of its.writes()) draft.write(write);
};

const newest = (leading: Ticket, merged: Ticket): LastMessage | null => {
  const { lastMessage } = merged;
  const threadId = lastThreadOf(merged);
  if (!lastMessage || !isLast(leading, lastMessage, threadId)) return leading.lastMessage;
  const { threadId: _, ...last } = lastMessage;
  return threadId === leading.threadId ? last : { ...last, threadId };
};

const takenOf = (leading: Ticket, merged: Ticket): Taken => ({
  spans: spansOf(merged).map((span, at) => (at === 0 && merged.lastNumber !== undefined ? { ...span, last: merged.lastNumber } : span)),
  waitingSince: merged.status === 'closed' ? null : merged.waitingSince,
  lastReplyAt: merged.lastReplyAt,
  starRating: merged.starRating,
  lastCustomerNumber: merged.threadId === leading.threadId ? merged.lastCustomerNumber : 0,
});

/**
 * The leading ticket with what the merged one brings: its messages, its tags, and a customer who still waits, who wakes it as a message would. Owner,
 * priority and fields stay its own.
 */
const takenOver = (leading: Ticket, merged: Ticket, taken: Taken, moment: Moment): Ticket => {
  const { ticket } = withTags(leading, merged.tags, []);
  return {
    ...ticket,
    ...(taken.waitingSince === null ? {} : transition(leading, { type: 'customerMessage' }, moment)),
    spans: [...spansOf(leading), ...taken.spans],
    mergedIds: [...leading.mergedIds, merged.id],
    visibleMessageCount: leading.visibleMessageCount + merged.visibleMessageCount,
    lastMessage: newest(leading, merged),
    ...keptAfterMerge(leading, taken),
    sentiment: leading.sentiment ?? merged.sentiment,
    language: leading.language ?? merged.language,
  };
};
