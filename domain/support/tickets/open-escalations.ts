import type { OpenEscalation, Ticket } from './ticket.ts';

/** The ticket with these open escalations: its field `escalations` is made of them, so that conditions and deadlines read it. */
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
 * Due times are in one form (`toISOString`), so that they compare as texts. A time that has passed already (an event that waited, a rule with a fixed time)
 * is due at the next instant, so that the rules of the event `timer` see it too.
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

/** The deadline has fired: those whose time has passed are overdue. */
export const overdueAt = (ticket: Ticket, now: number): Ticket =>
  withOpen(
    ticket,
    (ticket.openEscalations ?? []).map((one) => (one.dueAt !== undefined && Date.parse(one.dueAt) <= now ? { ...one, overdue: true } : one)),
  );
