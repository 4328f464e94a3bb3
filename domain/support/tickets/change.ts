import type { Policy } from '../../automation/policy.ts';
import { generationsOf } from '../../configuration/generations.ts';
import { tenantKey } from '../../configuration/keys.ts';
import type { Actor, Context } from '../../context.ts';
import { append } from '../../conversations/log/append.ts';
import type { Draft } from '../../conversations/log/draft.ts';
import { notFound } from '../../errors.ts';
import { type Answer, answeredBefore, onceWrite, Replayed } from '../../idempotency/commit.ts';
import type { Item, Key } from '../../table/port.ts';
import { closedTicketKey, parseTicketId } from '../threads/keys.ts';
import type { TicketDeps } from './deps.ts';
import { threadHead } from './head-store.ts';
import { openTicketDraft } from './open-ticket-draft.ts';
import type { Moment } from './state-machine.ts';
import { closedMeanwhile, loadLeading, ticketOfItem } from './store.ts';
import type { ThreadHead } from './thread-head.ts';
import type { Ticket } from './ticket.ts';
import type { TicketDraft } from './ticket-draft.ts';

/** The input of a command while it drafts a change of one ticket. */
export interface Change {
  readonly draft: Draft<ThreadHead>;
  readonly ticketDraft: TicketDraft;
  readonly policy: Policy;
  /** The current ticket, active or closed. */
  readonly ticket: Ticket;
  readonly moment: Moment;
  readonly tenant: Item;
  /** The items that `reads` named, in its order. */
  readonly found: readonly (Item | undefined)[];
}

export const actorOf = (actor: Actor): { type: string; id: string | null } => ({ type: actor.type, id: actor.type === 'system' ? null : actor.id });

/**
 * One change of one ticket under its thread's optimistic lock, answered exactly once: `decide` drafts it (and may run again after a
 * conflict) and returns the answer. The ticket is finished and the idempotency key written in the same transaction.
 * @throws Problem not_found if the ticket is missing or `mayTouch` says that the actor may not see it
 * @throws Replayed if the request's idempotency key was used before
 */
export const changeTicket = async <Result>(
  deps: TicketDeps,
  context: Context,
  ticketId: string,
  options: {
    readonly audit: boolean;
    /** More items, read in the same round trip as the ticket. */
    readonly reads?: readonly Key[];
    mayTouch(ticket: Ticket, policy: Policy): boolean;
    decide(change: Change): Result | Promise<Result>;
    answer(result: Result, ticket: Ticket): Answer;
  },
): Promise<{ readonly result: Result; readonly ticket: Ticket }> => {
  const parsed = parseTicketId(ticketId);
  if (!parsed) throw notFound('ticket');
  const { threadId, firstNumber } = parsed;
  const { tenantId } = context;
  return append(deps, {
    head: threadHead(tenantId, threadId, deps.shards),
    reads: [tenantKey(tenantId), closedTicketKey(tenantId, threadId, firstNumber), ...(options.reads ?? [])],
    async decide(draft, [tenant, closedItem, ...found]) {
      const active = draft.head.ticket;
      const ticket = active?.id === ticketId ? active : (ticketOfItem(closedItem) ?? (await closedMeanwhile(deps.table, tenantId, ticketId)));
      if (!tenant || !ticket) throw notFound('ticket');
      const policy = await deps.policies(tenantId, generationsOf(tenant));
      // A merged ticket has the visibility of the ticket that it was merged into.
      const [seen = ticket] = ticket.mergedInto ? await loadLeading(deps.table, tenantId, [ticket.mergedInto]) : [];
      if (!options.mayTouch(seen, policy)) throw notFound('ticket');
      const before = await answeredBefore(deps.table, context);
      if (before) throw new Replayed(before);
      const { correlationId, depth } = context;
      const cause = { tenant, tenantId, threadId, policy, correlationId, by: actorOf(context.actor), depth };
      const ticketDraft = openTicketDraft(deps, draft, cause, ticket.status === 'closed' ? ticket : null);
      const result = await options.decide({ draft, ticketDraft, policy, ticket, moment: ticketDraft.moment, tenant, found });
      const finished = ticketDraft.finish({ audit: options.audit }) ?? ticket;
      const once = onceWrite(context, options.answer(result, finished));
      if (once) draft.write(once);
      await ticketDraft.storeBodies(deps.bodies);
      return { result, ticket: finished };
    },
  });
};
