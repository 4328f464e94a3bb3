import type { Policy } from '../../automation/policy.ts';
import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { assign } from './effects.ts';
import { presentTicket } from './present.ts';
import { illegal } from './state-machine.ts';
import type { Ticket } from './ticket.ts';

/** Takes an unowned ticket: of several callers, one wins; the owner gets the ticket back. @throws Problem already_taken with the owner, illegal_transition when closed */
export const takeTicket = async (
  deps: TicketDeps & { mayTouch(ticket: Ticket, policy: Policy): boolean },
  context: Context,
  ticketId: string,
): Promise<Ticket> => {
  const { actor } = context;
  const { ticket } = await changeTicket(deps, context, ticketId, {
    audit: true,
    mayTouch: deps.mayTouch,
    async decide({ ticketDraft, ticket: present, moment }) {
      if (actor.type !== 'agent') throw new Problem('forbidden', 'Only an agent can take a ticket.');
      if (present.status === 'closed') throw illegal('closed', 'taken');
      if (present.owner.agentId === actor.id) return;
      if (present.owner.agentId !== null)
        throw new Problem('already_taken', 'Somebody else has taken this ticket.', { extra: { owner: present.owner, current: present.owner } });
      ticketDraft.change(assign(present, { agentId: actor.id }, moment));
      await ticketDraft.automate('ticket.updated', null);
    },
    answer: (_, after) => ({ status: 200, body: presentTicket(after) }),
  });
  return ticket;
};
