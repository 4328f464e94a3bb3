import { STATUSES } from '../../vocabulary/ticket-words.ts';
import type { DeadlineKindRow } from './kind.ts';

/** The earliest open escalation is overdue. Whoever fires it marks the escalation, and then the rules of the event `timer` decide what happens. */
export const escalation: DeadlineKindRow = {
  in: STATUSES.filter((status) => status !== 'closed'),
  dueAt: ({ ticket }) => ticket.escalations?.dueAt ?? null,
  fires: () => [],
};
