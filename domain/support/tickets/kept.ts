import type { Message } from '../messages/message.ts';
import type { Span, Status, Ticket } from './ticket.ts';

/**
 * The fields that a ticket derives from its log: one step for each thing that can happen to it. Commands take these steps while they change a ticket, and a replay
 * takes the same steps over the log. Pure; `at` is when it happened, ISO 8601 in UTC.
 */
export type Kept = Pick<
  Ticket,
  | 'createdAt'
  | 'waitingSince'
  | 'firstReplyAt'
  | 'firstReplySeconds'
  | 'lastReplyAt'
  | 'resolvedAt'
  | 'resolutionSeconds'
  | 'reopenCount'
  | 'starRating'
  | 'closedAt'
  | 'lastCustomerNumber'
>;

/** Statuses that mean that the customer no longer waits. */
const CUSTOMER_ANSWERED: ReadonlySet<Status> = new Set(['pending', 'solved', 'closed']);
const RESOLVED: ReadonlySet<Status> = new Set(['solved', 'closed']);

/** Of a ticket that nothing has happened to. */
export const initialKept = (createdAt: string): Kept => ({
  createdAt,
  waitingSince: null,
  firstReplyAt: null,
  firstReplySeconds: null,
  lastReplyAt: null,
  resolvedAt: null,
  resolutionSeconds: null,
  reopenCount: 0,
  starRating: null,
  closedAt: null,
  lastCustomerNumber: 0,
});

export const keptOf = (ticket: Kept): Kept => {
  const { createdAt, waitingSince, firstReplyAt, firstReplySeconds, lastReplyAt, resolvedAt, resolutionSeconds } = ticket;
  const { reopenCount, starRating, closedAt, lastCustomerNumber } = ticket;
  const times = { createdAt, waitingSince, firstReplyAt, firstReplySeconds, lastReplyAt, resolvedAt, resolutionSeconds, closedAt };
  return { ...times, reopenCount, starRating, lastCustomerNumber };
};

/** Never negative, because the clocks of several processes may differ. */
const secondsSince = (from: string, at: string): number => Math.max(0, Math.round((Date.parse(at) - Date.parse(from)) / 1000));

/** The ticket changes its status; `from` is null for a new ticket. */
export const keptAfterStatus = (kept: Kept, from: Status | null, to: Status, at: string): Partial<Kept> => {
  if (from === to) return {};
  const isResolvedNow = RESOLVED.has(to) && kept.resolvedAt === null;
  return {
    closedAt: to === 'closed' ? at : null,
    ...(CUSTOMER_ANSWERED.has(to) ? { waitingSince: null } : {}),
    ...(isResolvedNow ? { resolvedAt: at, resolutionSeconds: secondsSince(kept.createdAt, at) } : {}),
    ...(RESOLVED.has(to) ? {} : { resolvedAt: null, resolutionSeconds: null }),
    ...(from === 'solved' && !RESOLVED.has(to) ? { reopenCount: kept.reopenCount + 1 } : {}),
  };
};

type Written = Pick<Message, 'number' | 'kind' | 'author' | 'automatic' | 'deleted' | 'starRating'>;

/** A customer's message that needs an answer. An automatic message of the customer's side needs none. */
const asks = ({ automatic }: Written): boolean => automatic !== 'answer';

/** The ticket gets a message, in the state in which it arrives. */
export const keptAfterMessage = (kept: Kept, message: Written, at: string): Partial<Kept> => {
  const { kind, author, number, starRating, deleted } = message;
  if (kind === 'customer')
    return deleted
      ? {}
      : {
          lastCustomerNumber: Math.max(kept.lastCustomerNumber, number),
          starRating: starRating ?? kept.starRating,
          // On a merged ticket nobody waits: the leading one has the customer.
          waitingSince: asks(message) && kept.closedAt === null ? (kept.waitingSince ?? at) : kept.waitingSince,
        };
  if (kind !== 'reply' || author.type !== 'agent') return {};
  // The first message of an agent who writes first is not an answer.
  const isFirst = kept.firstReplyAt === null && kept.lastCustomerNumber > 0;
  return {
    waitingSince: null,
    lastReplyAt: at,
    ...(isFirst ? { firstReplyAt: at, firstReplySeconds: secondsSince(kept.createdAt, at) } : {}),
  };
};

/** A review was edited: its stars become the ticket's, unless there is a newer review. */
export const keptAfterRating = (kept: Pick<Kept, 'starRating'>, from: number | null, to: number | null): Partial<Kept> =>
  from !== to && to !== null && kept.starRating === from ? { starRating: to } : {};

/** What a merged ticket contributes: its messages, and the fields derived from them. */
export interface Taken {
  readonly spans: readonly Span[];
  /** Null: nobody waits there. */
  readonly waitingSince: string | null;
  readonly lastReplyAt: string | null;
  readonly starRating: number | null;
  /** Of the same thread; 0 otherwise. */
  readonly lastCustomerNumber: number;
}

const earlier = (a: string | null, b: string | null): string | null => (a === null || b === null ? (a ?? b) : a < b ? a : b);
const later = (a: string | null, b: string | null): string | null => (a === null || b === null ? (a ?? b) : a > b ? a : b);

/** The ticket takes over another one. Its response time, its resolution and its reopenings stay its own. */
export const keptAfterMerge = (kept: Kept, taken: Taken): Partial<Kept> => ({
  waitingSince: earlier(kept.waitingSince, taken.waitingSince),
  lastReplyAt: later(kept.lastReplyAt, taken.lastReplyAt),
  starRating: kept.starRating ?? taken.starRating,
  lastCustomerNumber: Math.max(kept.lastCustomerNumber, taken.lastCustomerNumber),
});

/** What later messages of a merged ticket's thread bring to the leading ticket. */
export interface Joined {
  /** With its new end. */
  readonly span: Span;
  /** When the first of them that asks for an answer came; null where none asks. */
  readonly waitingSince: string | null;
  /** Of the newest review among them. */
  readonly starRating: number | null;
}

export const joinedOf = (span: Span, messages: readonly Written[], at: string): Joined => {
  const { waitingSince, starRating } = messages.reduce<Kept>((kept, message) => ({ ...kept, ...keptAfterMessage(kept, message, at) }), initialKept(''));
  return { span, waitingSince, starRating };
};

/** `lastCustomerNumber` counts in the ticket's own thread and stays. */
export const keptAfterJoin = (kept: Kept, { waitingSince, starRating }: Joined): Partial<Kept> => ({
  waitingSince: kept.waitingSince ?? waitingSince,
  starRating: starRating ?? kept.starRating,
});
