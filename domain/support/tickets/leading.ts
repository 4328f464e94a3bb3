import { Draft } from '../../conversations/log/draft.ts';
import { closedTicketKey, headKey, parseTicketId } from '../threads/keys.ts';
import type { AmendStep } from './amend-step.ts';
import { threadHead } from './head-store.ts';
import { MOST_SPANS } from './spans.ts';
import { ticketFrom, ticketOfItem } from './store.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDraft } from './ticket-draft.ts';

/** The draft of another thread that the same transaction changes too. */
interface Other {
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
}
const others = new WeakMap<Draft<ThreadHead>, Map<string, Other>>();

type Step = Pick<AmendStep, 'table' | 'draft' | 'ticketDraft'>;

/**
 * Changes the ticket that has taken over a merged one, in the same transaction: it may be this thread's own, active or closed, or lie in another
 * thread, under that thread's revision. A ticket that was merged on leads to the one at the end. `change` answers null for no change.
 */
export const changeLeading = async (
  step: Step,
  ticketId: string,
  change: (leading: Ticket, ticketDraft: TicketDraft) => Promise<Ticket | null>,
): Promise<void> => {
  const end = await endOf(step, ticketId);
  if (!end) return;
  const { other, ticket } = end;
  const next = await change(ticket, other.ticketDraft);
  if (next === null) return;
  other.ticketDraft.change(next);
  // The code that drafts the change of the thread also finishes the thread's own active ticket.
  if (other.ticketDraft === step.ticketDraft) return;
  other.ticketDraft.finish({ audit: true });
  if (other.draft !== step.draft) for (const write of other.draft.writes()) step.draft.write(write);
};

const endOf = async (step: Step, ticketId: string): Promise<{ readonly other: Other; readonly ticket: Ticket } | undefined> => {
  let id = ticketId;
  for (let merges = 0; merges <= MOST_SPANS; merges += 1) {
    const other = await otherOf(step, id);
    const ticket = other?.ticketDraft.ticket;
    if (!other || !ticket) return undefined;
    if (!ticket.mergedInto) return { other, ticket };
    id = ticket.mergedInto;
  }
  return undefined;
};

/** A later change of the same transaction continues an earlier draft. */
const otherOf = async (step: Step, ticketId: string): Promise<Other | undefined> => {
  const { table, draft, ticketDraft } = step;
  const keys = parseTicketId(ticketId);
  if (!keys) return undefined;
  if (ticketDraft.ticket?.id === ticketId) return { draft, ticketDraft };
  const { tenantId } = ticketDraft;
  const { threadId, firstNumber } = keys;
  const closedKey = closedTicketKey(tenantId, threadId, firstNumber);
  if (threadId === ticketDraft.threadId) {
    if (draft.head.ticket?.id === ticketId) return { draft, ticketDraft: ticketDraft.forClosed(null) };
    const closed = ticketOfItem(draft.pending(closedKey) ?? (await table.get([closedKey], { consistent: true }))[0]);
    return closed && { draft, ticketDraft: ticketDraft.forClosed(closed) };
  }
  const known = others.get(draft) ?? new Map<string, Other>();
  others.set(draft, known);
  const present = known.get(ticketId);
  if (present) return present;
  const [head, item] = await table.get([headKey(tenantId, threadId), closedKey], { consistent: true });
  const ticket = ticketFrom(ticketId, head, item);
  if (!head || !ticket) return undefined;
  const its = new Draft(threadHead(tenantId, threadId, ticketDraft.shards), head, '');
  const other = { draft: its, ticketDraft: ticketDraft.inThread(its, threadId, ticket.status === 'closed' ? ticket : null) };
  known.set(ticketId, other);
  return other;
};
