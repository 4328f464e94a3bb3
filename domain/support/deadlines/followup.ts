import type { DeadlineKindRow } from './kind.ts';

/** A snoozed ticket returns to its agent at the chosen time. */
export const followup: DeadlineKindRow = {
  in: ['followup'],
  dueAt: ({ entered, standing }) => (entered?.at === undefined ? standing : new Date(entered.at).toISOString()),
  fires: () => [{ type: 'set', field: 'status', value: 'working' }],
};
