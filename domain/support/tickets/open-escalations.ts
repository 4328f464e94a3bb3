import type { OpenEscalation, Ticket } from './ticket.ts';

/** The ticket with these open escalations. Its field `escalations` is derived from them, so that conditions and deadlines can read it. */
const withOpen = (ticket: Ticket, open: readonly OpenEscalation[]): Ticket => {
  const { openEscalations: _before, ...rest } = ticket;
  if (open.length === 0) return { ...rest, escalations: null };
  const waiting = open.flatMap(({ dueAt, overdue }) => (dueAt === undefined || overdue ? [] : [dueAt])).sort();
  return {
    ...rest,
    openEscalations: open,
    escalations: {
      open: open.length,
      overdue: open.filter(({ overdue }) => overdue).length,
      dueAt: waiting[0] ?? null,
      teamIds: [...new Set(open.flatMap(({ teamId }) => teamId ?? []))],
    },
  };
};

/**
 * Due times have one format (`toISOString`), so that they can be compared as texts. A time that has already passed (an event that waited, a rule with a fixed time)
 * becomes the next instant, so that the rules of the event `timer` run for it too.
 */
export const withEscalation = (ticket: Ticket, one: OpenEscalation, now: number): Ticket => {
  const open = one.dueAt === undefined ? one : { ...one, dueAt: new Date(Math.max(Date.parse(one.dueAt), now + 1)).toISOString() };
  return withOpen(ticket, [...(ticket.openEscalations ?? []), open]);
};

export const withoutEscalation = (ticket: Ticket, sk: string): Ticket => {
  const open = ticket.openEscalations ?? [];
  const left = open.filter((one) => one.sk !== sk);
  return left.length === open.length ? ticket : withOpen(ticket, left);
};

/** The deadline has fired: escalations whose due time has passed are overdue. */
export const overdueAt = (ticket: Ticket, now: number): Ticket =>
  withOpen(
    ticket,
    (ticket.openEscalations ?? []).map((one) => (one.dueAt !== undefined && Date.parse(one.dueAt) <= now ? { ...one, overdue: true } : one)),
  );
