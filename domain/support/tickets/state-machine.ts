import { Problem } from '../../errors.ts';
import type { Status, Ticket } from './ticket.ts';

/** DESIGN §6, one entry an edge. */
export type TicketEvent =
  | { readonly type: 'customerMessage' }
  | { readonly type: 'assigned' }
  | { readonly type: 'agentReply' }
  | { readonly type: 'replyFailed' }
  | { readonly type: 'set'; readonly status: Status /** ISO; with `followup` only. */; readonly followupAt?: string }
  | { readonly type: 'closureDue'; readonly dueAt: string }
  | { readonly type: 'followupDue'; readonly dueAt: string };

export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  /** From pending or solved to closed, in ms. */
  readonly closedAfterMs: number;
}

type Move = Partial<Pick<Ticket, 'status' | 'closesAt' | 'followupAt' | 'closedAt'>>;

/** Every exit disarms the timer of the status that is left; entering pending or solved arms closure again. */
const enter = (status: Status, moment: Moment, followupAt: string | null = null): Move => ({
  status,
  closesAt: status === 'pending' || status === 'solved' ? new Date(moment.now + moment.closedAfterMs).toISOString() : null,
  followupAt,
  closedAt: status === 'closed' ? new Date(moment.now).toISOString() : null,
});

/** What a customer's message (or a reply that could not be sent) makes of each status; absent: nothing. */
const WOKEN_BY_CUSTOMER: ReadonlySet<Status> = new Set(['pending', 'followup', 'solved']);
const WOKEN_BY_FAILURE: ReadonlySet<Status> = new Set(['pending', 'solved']);

/** Whoever sets one of these says that the customer waits no longer. */
export const CUSTOMER_ANSWERED: ReadonlySet<Status> = new Set(['pending', 'solved', 'closed']);

const illegal = (from: Status, what: string): Problem =>
  new Problem('illegal_transition', `A ticket that is ${from} cannot be ${what}.`, { extra: { current: from } });

const set = (ticket: Ticket, status: Status, followupAt: string | undefined, moment: Moment): Move => {
  if (status === 'created') {
    throw illegal(ticket.status, 'set to created');
  }
  if (ticket.status === 'closed') {
    if (status === 'closed') return {};
    throw illegal('closed', `set to ${status}`);
  }
  if (status === 'followup') {
    if (followupAt === undefined)
      throw new Problem('invalid_request', 'The status followup needs a time.', {
        errors: [{ path: 'followupAt', message: 'is required with status followup' }],
      });
    if (Date.parse(followupAt) <= moment.now)
      throw new Problem('unprocessable', 'The followup time must be in the future.', { errors: [{ path: 'followupAt', message: 'is in the past' }] });
    return enter('followup', moment, new Date(followupAt).toISOString());
  }
  return ticket.status === status ? {} : enter(status, moment);
};

/**
 * The pure table of §6: what an event changes about status and timers; `{}` when nothing.
 * @throws Problem `illegal_transition` naming the status, `invalid_request` or `unprocessable` for followup's time.
 */
export const transition = (ticket: Ticket, event: TicketEvent, moment: Moment): Move => {
  const { status } = ticket;
  switch (event.type) {
    case 'customerMessage':
      return WOKEN_BY_CUSTOMER.has(status) ? enter('working', moment) : {};
    case 'replyFailed':
      return WOKEN_BY_FAILURE.has(status) ? enter('working', moment) : {};
    case 'assigned':
      if (status === 'closed') throw illegal('closed', 'assigned');
      return status === 'created' ? enter('working', moment) : {};
    case 'agentReply':
      if (status === 'closed') throw illegal('closed', 'answered');
      if (status === 'created') return enter('working', moment);
      return status === 'pending' || status === 'solved' ? enter(status, moment) : {};
    case 'set':
      return set(ticket, event.status, event.followupAt, moment);
    case 'closureDue':
      return (status === 'pending' || status === 'solved') && ticket.closesAt === event.dueAt ? enter('closed', moment) : {};
    case 'followupDue':
      return status === 'followup' && ticket.followupAt === event.dueAt ? enter('working', moment) : {};
  }
};
