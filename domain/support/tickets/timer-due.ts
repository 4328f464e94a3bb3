import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { transition } from './state-machine.ts';

/**
 * A closure or a followup has become due. Acts only if the ticket is still in an eligible status and its own due time is
 * the job's (DESIGN §4.8): a customer's message committed before the job wins. Answers whether it acted.
 */
export const timerDue = async (
  deps: TicketDeps,
  context: Context,
  timer: { readonly ticketId: string; readonly kind: 'closure' | 'followup'; readonly dueAt: string },
): Promise<boolean> => {
  try {
    const { result } = await changeTicket(deps, context, timer.ticketId, {
      audit: true,
      mayTouch: () => true,
      async decide({ work, ticket, moment }) {
        const move = transition(ticket, { type: timer.kind === 'closure' ? 'closureDue' : 'followupDue', dueAt: timer.dueAt }, moment);
        if (move.status === undefined) return false;
        work.change({ ...ticket, ...move });
        await work.automate('timer', null);
        return true;
      },
      answer: () => ({ status: 200 }),
    });
    return result;
  } catch (error) {
    // Its tenant or ticket was erased since.
    if (error instanceof Problem && error.code === 'not_found') return false;
    throw error;
  }
};
