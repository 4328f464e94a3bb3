import type { EscalationTarget } from '../../automation/actions/action.ts';
import type { Policy } from '../../automation/policy.ts';
import type { Actor, Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { OPEN_ESCALATIONS } from '../../limits.ts';
import type { RefusalOf } from '../../origins/addresses.ts';
import type { MessageAuthor } from '../messages/message.ts';
import { actorOf, type Change, changeTicket } from '../tickets/change.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { type Escalation, presentEscalation } from '../tickets/escalation.ts';
import { hasRoom, raiseEscalation } from '../tickets/raise.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { type ByEvent, markEvent } from './by-event.ts';

export interface EscalationDraft {
  readonly target: EscalationTarget;
  readonly text: string;
  readonly dueAt?: string | null | undefined;
}

interface RaiseDeps extends TicketDeps {
  mayTouch(ticket: Ticket, policy: Policy): boolean;
  readonly refusalOf: RefusalOf;
}

const authorOf = (actor: Actor): MessageAuthor =>
  'name' in actor
    ? { type: 'agent', id: actor.id, name: actor.name, handle: null }
    : { type: 'system', id: 'id' in actor ? actor.id : 'system', name: null, handle: null };

/** @throws Problem unprocessable */
const requireTarget = (target: EscalationTarget, policy: Policy): void => {
  if ('teamId' in target && !policy.hasTeam(target.teamId))
    throw new Problem('unprocessable', 'The team does not exist.', { errors: [{ path: 'target.teamId', message: 'is not a team' }] });
};

const requireOpen = (ticket: Ticket): void => {
  if (ticket.status === 'closed') throw new Problem('illegal_transition', 'A closed ticket cannot be escalated.', { extra: { current: 'closed' } });
  if (!hasRoom(ticket)) throw new Problem('conflict', `A ticket may have at most ${OPEN_ESCALATIONS} open escalations.`, { extra: { current: 'full' } });
};

/** A program that answers each call by another escalation ends where rules end. */
const refuseLoop = (depth: number, target: EscalationTarget, { depthLimit = Number.POSITIVE_INFINITY }: Policy): void => {
  if (!('teamId' in target) && depth >= depthLimit)
    throw new Problem('conflict', `The escalation continues a chain of ${depth} automatic calls; Parley ends a chain at this length.`, {
      extra: { current: 'loop' },
    });
};

const raiseIn = (change: Change, context: Context, id: string, { target, text, dueAt = null }: EscalationDraft): Escalation => {
  const { draft, ticketDraft, ticket } = change;
  return raiseEscalation(
    {
      draft,
      now: change.moment.now,
      correlationId: context.correlationId,
      depth: ticketDraft.depth,
      surface: 'dm',
      ticket: () => ticketDraft.ticket ?? ticket,
      change: (next) => ticketDraft.change(next),
      append: (note) => ticketDraft.append(note),
    },
    { id, target, text, dueAt, by: actorOf(context.actor), author: authorOf(context.actor) },
  );
};

/**
 * An agent, or a program by the API, asks a team, an address or a web address about a ticket.
 * @throws Problem not_found; illegal_transition when the ticket is closed; conflict when too many are open; unprocessable for a past time, a team that
 * does not exist and an address that may not be called
 */
export const raiseByHand = async (deps: RaiseDeps, context: Context, ticketId: string, given: EscalationDraft): Promise<Escalation> => {
  const { target, dueAt } = given;
  const refusal = 'url' in target ? deps.refusalOf(target.url) : null;
  if (refusal !== null) throw new Problem('unprocessable', 'Parley may not call this address.', { errors: [{ path: 'target.url', message: refusal }] });
  if (typeof dueAt === 'string' && Date.parse(dueAt) <= deps.clock())
    throw new Problem('unprocessable', 'The due time of an escalation must be in the future.', { errors: [{ path: 'dueAt', message: 'is in the past' }] });
  const id = deps.newId();
  const { result } = await changeTicket(deps, context, ticketId, {
    audit: true,
    mayTouch: deps.mayTouch,
    async decide(change) {
      requireOpen(change.ticket);
      requireTarget(target, change.policy);
      refuseLoop(context.depth, target, change.policy);
      change.ticketDraft.causedAt(context.depth);
      const raised = raiseIn(change, context, id, given);
      await change.ticketDraft.automate('ticket.updated', null);
      return raised;
    },
    answer: (raised) => ({ status: 201, body: presentEscalation(raised, undefined, deps.clock()), fromRequest: ['text'] }),
  });
  return result;
};

/** The same by an event, whose id becomes the escalation's. What the state machine forbids is refused in the ticket's log. @throws AppliedBefore, Problem */
export const raiseByEvent = async (
  deps: TicketDeps,
  context: Context,
  given: EscalationDraft & { readonly ticketId: string; readonly id: string },
  event: ByEvent,
): Promise<'applied' | 'refused'> => {
  const { result } = await changeTicket<'applied' | 'refused'>(deps, context, given.ticketId, {
    audit: true,
    mayTouch: () => true,
    reads: [event.identity],
    async decide(change) {
      markEvent(change, event, context.tenantId);
      requireTarget(given.target, change.policy);
      refuseLoop(change.ticketDraft.depth, given.target, change.policy);
      try {
        requireOpen(change.ticket);
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'illegal_transition') throw error;
        change.ticketDraft.refuse(error.code);
        return 'refused';
      }
      raiseIn(change, context, given.id, given);
      await change.ticketDraft.automate('ticket.updated', null);
      return 'applied';
    },
    answer: () => ({ status: 200 }),
  });
  return result;
};
