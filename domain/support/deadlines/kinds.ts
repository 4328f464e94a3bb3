import type { TicketView } from '../../automation/ticket-view.ts';
import { closure } from './closure.ts';
import { escalation } from './escalation.ts';
import { followup } from './followup.ts';
import type { DeadlineKindRow, Entered, Moment } from './kind.ts';
import { rules } from './rules.ts';

/** The kinds of deadlines of a ticket, one per line. The same code arms, disarms and fires all of them. */
export const DEADLINE_KINDS = { closure, followup, escalation, rules } as const satisfies Readonly<Record<string, DeadlineKindRow>>;

export type DeadlineKind = keyof typeof DEADLINE_KINDS;
export type DeadlineRows = Readonly<Record<string, DeadlineKindRow>>;

/** Due times of one ticket by kind, ISO 8601 in UTC. */
export type Deadlines = Readonly<Partial<Record<DeadlineKind, string>>>;

/** The parts of a ticket that deadlines read. */
export type Dated = TicketView & { readonly deadlines: Readonly<Record<string, string | undefined>> };

/**
 * The deadlines of a ticket after a change. A time that has passed is not set again: it has fired, or it was never armed.
 * `entered`: the change brought the ticket into its status. `rows`: for tests, which add a kind of their own.
 */
export const deadlinesAfter = (ticket: Dated, moment: Moment, entered: Entered | null, rows: DeadlineRows = DEADLINE_KINDS): Deadlines => {
  // Kinds of a later release stay unchanged.
  const due: Record<string, string | undefined> = ticket.status === 'closed' ? {} : { ...ticket.deadlines };
  for (const [kind, row] of Object.entries(rows)) {
    delete due[kind];
    if (!row.in.includes(ticket.status)) continue;
    const standing = ticket.deadlines[kind] ?? null;
    const at = row.dueAt({ ticket, moment, entered, standing });
    if (at !== null && (at === standing || Date.parse(at) > moment.now)) due[kind] = at;
  }
  return due as Deadlines;
};

/** The deadlines that apply: those of the ticket's status (DESIGN §4.8). */
export const applicableDeadlines = (
  { status, deadlines }: Pick<Dated, 'status' | 'deadlines'>,
  rows: DeadlineRows = DEADLINE_KINDS,
): readonly (readonly [kind: DeadlineKind, dueAt: string])[] =>
  Object.entries(rows).flatMap(([kind, row]) => {
    const at = deadlines[kind];
    return at !== undefined && row.in.includes(status) ? [[kind as DeadlineKind, at] as const] : [];
  });
