import type { Policy } from '../../automation/policy.ts';
import type { Context } from '../../context.ts';
import { threadPk } from '../../conversations/kinds/thread.ts';
import { notFound, Problem } from '../../errors.ts';
import { escalationIdKey } from '../messages/identity.ts';
import { newMessage } from '../messages/message.ts';
import { parseTicketId } from '../threads/keys.ts';
import { type Change, changeTicket } from '../tickets/change.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { type AnsweredBy, type Escalation, type EscalationState, escalationItem, escalationOf, presentEscalation } from '../tickets/escalation.ts';
import { withoutEscalation } from '../tickets/open-escalations.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { type ByEvent, markEvent } from './by-event.ts';

export interface Settlement {
  readonly state: Exclude<EscalationState, 'open'>;
  /** The answer; it becomes a note of the system. */
  readonly text?: string | undefined;
  readonly by?: AnsweredBy | undefined;
}

interface SettleDeps extends TicketDeps {
  mayTouch(ticket: Ticket, policy: Policy): boolean;
}

/**
 * What the escalation becomes. An answer and an end may come in either order, or doubled, and lead to the same: closed is final, and an answer
 * that comes late is kept as a note.
 */
const settled = (change: Change, before: Escalation, sk: string, { state, text, by }: Settlement): Escalation => {
  const { draft, ticketDraft, ticket } = change;
  const now = ticketDraft.now;
  const next: Escalation = { ...before, state: before.state === 'closed' ? 'closed' : state };
  let { answer } = before;
  if (text !== undefined) {
    const author = { type: 'system', id: before.id, name: by?.name ?? null, handle: by?.email ?? null } as const;
    const note = newMessage({ kind: 'note', ticketId: ticket.id, author, text, surface: 'dm', inReplyTo: before.note, createdAt: now });
    answer = { at: now, by: by ?? null, number: ticketDraft.append(note).number };
  }
  if (next.state === before.state && answer === before.answer) return before;
  const after = { ...next, answer, updatedAt: now };
  draft.put(escalationItem({ pk: draft.pk, sk }, after));
  ticketDraft.change(withoutEscalation(ticketDraft.ticket ?? ticket, sk));
  return after;
};

/**
 * Answers or ends an escalation, also on a closed ticket (DESIGN §6). `ticketId`: the ticket that the caller names; null where an event names none.
 * @throws Problem not_found; illegal_transition for a person's answer to a closed one; AppliedBefore
 */
export const settleEscalation = async (
  deps: SettleDeps,
  context: Context,
  { ticketId, escalationId }: { readonly ticketId: string | null; readonly escalationId: string },
  settlement: Settlement,
  event?: ByEvent,
): Promise<Escalation> => {
  const { tenantId } = context;
  const [stored] = await deps.table.get([escalationIdKey(tenantId, escalationId)], { consistent: true });
  const own = stored?.['ticketId'] as string | undefined;
  const thread = own === undefined ? null : parseTicketId(own);
  if (!own || !thread || (ticketId !== null && ticketId !== own)) throw notFound('escalation');
  const key = { pk: threadPk(tenantId, thread.threadId), sk: String(stored?.['at']) };
  const { result } = await changeTicket(deps, context, own, {
    audit: true,
    mayTouch: deps.mayTouch,
    reads: event ? [event.identity, key] : [key],
    async decide(change) {
      if (event) markEvent(change, event, tenantId);
      else change.ticketDraft.causedAt(context.depth);
      const item = change.found.at(-1);
      if (!item) throw notFound('escalation');
      const before = escalationOf(item);
      if (!event && before.state === 'closed' && settlement.state !== 'closed')
        throw new Problem('illegal_transition', 'A closed escalation cannot be answered.', { extra: { current: 'closed' } });
      const after = settled(change, before, key.sk, settlement);
      if (after !== before && change.ticket.status !== 'closed') await change.ticketDraft.automate('ticket.updated', null);
      return after;
    },
    answer: (after) => ({ status: 200, body: presentEscalation(after, undefined, deps.clock()) }),
  });
  return result;
};
