import type { Context } from '../../context.ts';
import { Problem } from '../../errors.ts';
import { applicableDeadlines, DEADLINE_KINDS, type DeadlineKind, type DeadlineRows } from '../deadlines/kinds.ts';
import { changeTicket } from './change.ts';
import type { TicketDeps } from './deps.ts';
import { overdueAt } from './open-escalations.ts';

export interface DueTimer {
  readonly ticketId: string;
  readonly kind: DeadlineKind;
  readonly dueAt: string;
}

/**
 * A deadline has become due. Acts only if the ticket's status still allows it and its due time is still the job's (DESIGN §4.8): a
 * customer's message committed before the job wins. Returns whether it acted. `rows`: for tests, which add a kind of their own.
 */
export const timerDue = async (deps: TicketDeps, context: Context, timer: DueTimer, rows: DeadlineRows = DEADLINE_KINDS): Promise<boolean> => {
  try {
    const { result } = await changeTicket(deps, context, timer.ticketId, {
      audit: true,
      mayTouch: () => true,
      async decide({ ticketDraft, ticket }) {
        if (!applicableDeadlines(ticket, rows).some(([kind, dueAt]) => kind === timer.kind && dueAt === timer.dueAt)) return false;
        ticketDraft.causedBy({ type: 'timer', id: timer.kind });
        ticketDraft.fire(timer.kind, rows[timer.kind]?.fires(ticket) ?? []);
        // Rules see that it is overdue.
        if (timer.kind === 'escalation' && ticketDraft.ticket) ticketDraft.change(overdueAt(ticketDraft.ticket, ticketDraft.moment.now));
        if (timer.kind === 'rules') await ticketDraft.runDueRules(timer.dueAt);
        else await ticketDraft.automate('timer', null);
        return true;
      },
      answer: () => ({ status: 200 }),
    });
    return result;
  } catch (error) {
    // Its tenant or ticket was deleted since.
    if (error instanceof Problem && error.code === 'not_found') return false;
    throw error;
  }
};
