import { STATUSES } from '../../vocabulary/ticket-words.ts';
import type { DeadlineKindRow } from './kind.ts';

/**
 * The earliest moment that a rule with a `timer` waits for. It is set at the end of a change, because it depends on times that are only known then
 * (`../tickets/rule-deadline.ts`).
 */
export const rules: DeadlineKindRow = {
  in: STATUSES.filter((status) => status !== 'closed'),
  dueAt: ({ standing }) => standing,
  fires: () => [],
};
