import { Draft } from '../../conversations/log/draft.ts';
import type { BodyStore } from '../messages/body-store.ts';
import { closedTicketKey, headKey, parseTicketId, ticketIdOf } from '../threads/keys.ts';
import type { AmendStep } from './amend-step.ts';
import { threadHead } from './head-store.ts';
import { MOST_SPANS } from './spans.ts';
import { closedMeanwhile, ticketFrom, ticketOfItem } from './store.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDraft } from './ticket-draft.ts';

/** The transaction of one draft also has the writes of another thread's. */
export const takeWrites = (into: Draft<ThreadHead>, from: Draft<ThreadHead>): void => {
  if (from !== into) for (const write of from.writes()) into.write(write);
};

/** The step by which the same transaction changes a message of another ticket; the caller calls `takeWrites`. Undefined: there is no such ticket. */
export const stepIn = async (step: AmendStep, ticketId: string): Promise<AmendStep | undefined> => {
  const other = await otherOf(step, ticketId);
  return other && { ...step, draft: other.draft, ticketDraft: other.ticketDraft };
};

/** The draft of another thread that the same transaction changes too. */
interface Other {
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
}
/** Those that messages have joined: finished with the whole change, so that the version rises once. */
const joined = new WeakMap<Draft<ThreadHead>, Set<Other>>();
const others = new WeakMap<Draft<ThreadHead>, Map<string, Other>>();

type Step = Pick<AmendStep, 'table' | 'draft' | 'ticketDraft'>;
/** Answers the ticket as it is to be, or null for no change. */
type ChangeOf = (ticket: Ticket, ticketDraft: TicketDraft) => Promise<Ticket | null>;

/**
 * Changes the ticket that has taken over a merged one, in the same transaction: it may be this thread's own, active or closed, or lie in another
 * thread, under that thread's revision. A ticket that was merged on leads to the one at the end.
 */
export const changeLeading = async (step: Step, ticketId: string, change: ChangeOf): Promise<void> => {
  const end = (await chainFrom(step, ticketId)).at(-1);
  if (end && !end.ticket.mergedInto) await changeOne(step, end, change);
};

/** The same for every ticket that covers the messages of a merged one: `ticketId`, what it was merged into, and so on to the leading one. */
export const changeCovering = async (step: Step, ticketId: string, change: ChangeOf): Promise<void> => {
  for (const link of await chainFrom(step, ticketId)) await changeOne(step, link, change);
};

interface Link {
  readonly other: Other;
  readonly ticket: Ticket;
}

const changeOne = async (step: Step, { other, ticket }: Link, change: ChangeOf): Promise<void> => {
  const next = await change(ticket, other.ticketDraft);
  if (next === null) return;
  other.ticketDraft.change(next);
  // The thread's own active ticket is finished by whoever drafts the change of the thread.
  if (other.ticketDraft === step.ticketDraft || joined.get(step.draft)?.has(other)) return;
  other.ticketDraft.finish({ audit: !ticket.mergedInto });
  takeWrites(step.draft, other.draft);
};

/**
 * The ticket that the next messages of this thread join: the newest one here was merged, and the one at the end of the chain is active. Null where the
 * state machine decides by this thread alone. Whoever joins calls `finishJoined` at the end.
 */
export const leadingHere = async (step: Step): Promise<{ readonly merged: Ticket; readonly leading: TicketDraft } | null> => {
  const { draft, ticketDraft } = step;
  const { mergedFirst, closedFirst, ticket } = draft.head;
  if (ticketDraft.ticket || ticket || !mergedFirst || mergedFirst !== closedFirst) return null;
  const [here, ...others] = await chainFrom(step, ticketIdOf(ticketDraft.threadId, mergedFirst));
  const end = others.at(-1);
  if (!here || !end || end.ticket.mergedInto || end.ticket.status === 'closed') return null;
  joined.set(draft, (joined.get(draft) ?? new Set()).add(end.other));
  return { merged: here.ticket, leading: end.other.ticketDraft };
};

/** Ends the change of the leading tickets that messages of this draft have joined. */
export const finishJoined = async ({ draft }: Pick<Step, 'draft'>, bodies: BodyStore): Promise<void> => {
  for (const other of joined.get(draft) ?? []) {
    other.ticketDraft.finish({ audit: true });
    await other.ticketDraft.storeBodies(bodies);
    takeWrites(draft, other.draft);
  }
};

/** The draft of a thread in this change; undefined where the change has not come to that thread. */
export const draftOf = ({ draft, ticketDraft }: Pick<Step, 'draft' | 'ticketDraft'>, threadId: string): Draft<ThreadHead> | undefined =>
  threadId === ticketDraft.threadId ? draft : [...(others.get(draft) ?? [])].find(([id]) => parseTicketId(id)?.threadId === threadId)?.[1].draft;

const chainFrom = async (step: Step, ticketId: string): Promise<Link[]> => {
  const chain: Link[] = [];
  for (let id: string | null = ticketId; id !== null && chain.length <= MOST_SPANS; ) {
    const other = await otherOf(step, id);
    const ticket = other?.ticketDraft.ticket;
    if (!other || !ticket) return chain;
    chain.push({ other, ticket });
    id = ticket.mergedInto;
  }
  return chain;
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
  const ticket = ticketFrom(ticketId, head, item) ?? (await closedMeanwhile(table, tenantId, ticketId));
  if (!head || !ticket) return undefined;
  // Two tickets of one thread share its draft: a transaction writes its head once.
  const its = draftOf(step, threadId) ?? new Draft(threadHead(tenantId, threadId, ticketDraft.shards), head, '');
  const other = { draft: its, ticketDraft: ticketDraft.inThread(its, threadId, ticket.status === 'closed' ? ticket : null) };
  known.set(ticketId, other);
  return other;
};
