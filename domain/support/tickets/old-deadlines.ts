import type { Deadlines } from '../deadlines/kinds.ts';
import type { Ticket } from './ticket.ts';

/**
 * Before December 2026 a ticket's item had a field for each of its two deadlines. They are still read and, for now, also written: a
 * process of the earlier release, or that release after a rollback, reads them when a timer fires, and would leave the ticket open without them.
 */
const OLD_NAMES = { closure: 'closesAt', followup: 'followupAt' } as const satisfies Partial<Record<keyof Deadlines, string>>;

/** The old fields of a stored ticket. Missing in tickets that a later release writes. */
export interface OldDeadlines {
  readonly closesAt?: string | null | undefined;
  readonly followupAt?: string | null | undefined;
  readonly deadlines?: Deadlines | undefined;
}

/** The old fields take precedence for these two kinds: the earlier release changes them, and leaves `deadlines` unchanged. */
export const readDeadlines = ({ deadlines, closesAt, followupAt }: OldDeadlines): Deadlines => {
  const { closure: _c, followup: _f, ...others } = deadlines ?? {};
  return { ...others, ...(closesAt ? { closure: closesAt } : {}), ...(followupAt ? { followup: followupAt } : {}) };
};

export const oldFieldsOf = (deadlines: Deadlines): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(OLD_NAMES).flatMap(([kind, name]) => {
      const at = deadlines[kind as keyof typeof OLD_NAMES];
      return at === undefined ? [] : [[name, at]];
    }),
  );

/** Adds deadlines to a whole ticket that a process of the earlier release has put on a queue. */
export const withDeadlines = (ticket: Ticket): Ticket =>
  'deadlines' in ticket ? ticket : { ...(ticket as Ticket), deadlines: readDeadlines(ticket as OldDeadlines) };
