import { Problem } from '../../errors.ts';
import type { Moment } from '../deadlines/kind.ts';
import { deadlinesAfter } from '../deadlines/kinds.ts';
import { type Kept, keptAfterStatus } from './kept.ts';
import type { Status, Ticket } from './ticket.ts';

export type { Moment };

/** DESIGN §6, one entry per transition. Transitions by time are deadlines in `../deadlines/kinds.ts`. */
export type TicketEvent =
  | { readonly type: 'customerMessage' }
  | { readonly type: 'assigned' }
  | { readonly type: 'agentReply' }
  | { readonly type: 'replyFailed' }
  | { readonly type: 'set'; readonly status: Status /** ISO; with `followup` only. */; readonly followupAt?: string };

type Move = Partial<Pick<Ticket, 'status' | 'deadlines'> & Kept>;

/** Leaving a status removes its deadlines; entering one computes the deadlines of the new status. */
const enter = (ticket: Ticket, status: Status, moment: Moment, at?: string): Move => ({
  status,
  deadlines: deadlinesAfter({ ...ticket, status }, moment, { at }),
  ...keptAfterStatus(ticket, ticket.status, status, new Date(moment.now).toISOString()),
});

/** The status after a customer's message, or after a reply that could not be sent; absent: no change. */
const WOKEN_BY_CUSTOMER: ReadonlySet<Status> = new Set(['pending', 'followup', 'solved']);
const WOKEN_BY_FAILURE: ReadonlySet<Status> = new Set(['pending', 'solved']);

/** Names both: the present status and what was asked, a status or `assigned`, `taken`, `reply`, `note`. */
export const illegal = (from: Status, requested: string, sentence = `A ticket that is ${from} cannot be ${requested}.`): Problem =>
  new Problem('illegal_transition', sentence, { extra: { current: from, requested } });
export const illegalSet = (from: Status, to: Status): Problem => illegal(from, to, `A ticket that is ${from} cannot be set to ${to}.`);

const set = (ticket: Ticket, status: Status, followupAt: string | undefined, moment: Moment): Move => {
  if (status === 'created') {
    throw illegalSet(ticket.status, 'created');
  }
  if (ticket.status === 'closed') {
    if (status === 'closed') return {};
    throw illegalSet('closed', status);
  }
  if (status === 'followup') {
    if (followupAt === undefined)
      throw new Problem('invalid_request', 'The status followup needs a time.', {
        errors: [{ path: 'followupAt', message: 'is required with status followup' }],
      });
    if (Date.parse(followupAt) <= moment.now)
      throw new Problem('unprocessable', 'The time of a followup must be in the future.', { errors: [{ path: 'followupAt', message: 'is in the past' }] });
    return enter(ticket, 'followup', moment, followupAt);
  }
  return ticket.status === status ? {} : enter(ticket, status, moment);
};

/**
 * The table of §6: what an event changes in status, timers and the fields derived from them; `{}` if nothing. Pure.
 * @throws Problem `illegal_transition` naming the status and what was asked, `invalid_request` or `unprocessable` for followup's time.
 */
export const transition = (ticket: Ticket, event: TicketEvent, moment: Moment): Move => {
  const { status } = ticket;
  switch (event.type) {
    case 'customerMessage':
      return WOKEN_BY_CUSTOMER.has(status) ? enter(ticket, 'working', moment) : {};
    case 'replyFailed':
      return WOKEN_BY_FAILURE.has(status) ? enter(ticket, 'working', moment) : {};
    case 'assigned':
      if (status === 'closed') throw illegal('closed', 'assigned');
      return status === 'created' ? enter(ticket, 'working', moment) : {};
    case 'agentReply':
      if (status === 'closed') throw illegal('closed', 'reply', 'A ticket that is closed cannot get a reply.');
      if (status === 'created') return enter(ticket, 'working', moment);
      return status === 'pending' || status === 'solved' ? enter(ticket, status, moment) : {};
    case 'set':
      return set(ticket, event.status, event.followupAt, moment);
  }
};
