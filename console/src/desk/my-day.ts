import type { Ticket } from '../../../client/api.ts';
import { rankOf } from '../data/queues.ts';

type Mine = Pick<Ticket, 'id' | 'status' | 'priority' | 'waitingSince' | 'createdAt' | 'followupAt'>;

export interface MyDay<T> {
  /** New and in work: the most urgent first, then who waits longest; whoever does not wait comes last. */
  readonly open: readonly T[];
  /** Follow-ups of today, also those that should have come back before, by their time. */
  readonly due: readonly T[];
  /** When the next follow-up comes back, today or later. */
  readonly next: string | undefined;
  /** Tickets that count for the capacity: all that are not closed. */
  readonly load: number;
}

const sinceOf = ({ waitingSince }: Mine): number => (waitingSince === null || waitingSince === undefined ? Number.POSITIVE_INFINITY : Date.parse(waitingSince));
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** What one's own tickets want today. `now`: in ms. */
export function myDay<T extends Mine>(tickets: readonly T[], now: number): MyDay<T> {
  const today = new Date(now);
  const tomorrow = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1).getTime();
  const active = tickets.filter(({ status }) => status !== 'closed');
  const planned = active
    .flatMap((ticket) => (ticket.status === 'followup' && ticket.followupAt !== null ? [{ ticket, at: Date.parse(ticket.followupAt) }] : []))
    .toSorted((a, b) => a.at - b.at);
  const open = active
    .filter(({ status }) => status === 'created' || status === 'working')
    .toSorted((a, b) => compare(rankOf(a), rankOf(b)) || compare(sinceOf(a), sinceOf(b)) || compare(Date.parse(a.createdAt), Date.parse(b.createdAt)));
  return {
    open,
    due: planned.filter(({ at }) => at < tomorrow).map(({ ticket }) => ticket),
    next: planned.find(({ at }) => at >= now)?.ticket.followupAt ?? undefined,
    load: active.length,
  };
}
