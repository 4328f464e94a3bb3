import type { DeadlineKindRow } from './kind.ts';

/** An inactive ticket is closed. Each entry into pending or solved starts the time again; an agent's reply is such an entry (DESIGN §6). */
export const closure: DeadlineKindRow = {
  in: ['pending', 'solved'],
  dueAt: ({ moment, entered, standing }) => (entered ? new Date(moment.now + Math.max(moment.closedAfterMs, 1)).toISOString() : standing),
  fires: () => [{ type: 'set', field: 'status', value: 'closed' }],
};
