import { STATUSES } from '../../vocabulary/ticket-words.ts';
import type { DeadlineKindRow } from './kind.ts';

/** The earliest open escalation is overdue. Firing marks the escalation; the rules of the event `timer` then decide what happens. */
export const escalation: DeadlineKindRow = {
  in: STATUSES.filter((status) => status !== 'closed'),
  dueAt: ({ ticket }) => ticket.escalations?.dueAt ?? null,
  fires: () => [],
};
