import { createHash } from 'node:crypto';
import { applicableDeadlines, type Dated, type DeadlineRows } from './kinds.ts';
import { delaySeconds, MAX_DELAY_SECONDS, type Timer } from './timer.ts';

/** The parts of a ticket that timers need. */
export type Timed = Pick<Dated, 'id' | 'status' | 'deadlines'>;

/** What an armed timer carries; each `schema` has its own job. */
export interface AnyTimer {
  readonly schema: string;
  /** ISO 8601. */
  readonly dueAt: string;
}

/** One step that makes the armed timers match a ticket. */
export type TimerStep<T extends AnyTimer = Timer> =
  /** Far in the future: a schedule wakes the job early, and the job waits the rest in the queue. `at`: epoch ms. */
  | { readonly step: 'schedule'; readonly name: string; readonly at: number; readonly timer: T }
  /** Within a queue's maximum delay: exact to the second, without a schedule. */
  | { readonly step: 'delay'; readonly seconds: number; readonly timer: T }
  | { readonly step: 'disarm'; readonly name: string };

const MINUTE = 60_000;
const EARLIEST = 10 * MINUTE;
const LATEST = MINUTE;

/**
 * The timer steps for a ticket's change. Pure, with the same result for the same change: names and wake times derive from
 * tenant, ticket, kind and due time, so that a repeated stream record arms the same schedule again. A delayed message
 * cannot be cancelled: the job finds its due time outdated and does nothing.
 * `null`: no ticket (before it was opened; unknown during a rebuild).
 */
export function planTimers(tenantId: string, before: Timed | null, after: Timed | null, now: number): readonly TimerStep[] {
  const had = before ? timersOf(tenantId, before) : [];
  const has = after ? timersOf(tenantId, after) : [];
  const missing = (timers: readonly Timer[], others: readonly Timer[]): Timer[] =>
    timers.filter((timer) => !others.some(({ kind, dueAt }) => kind === timer.kind && dueAt === timer.dueAt));
  return [
    // A timer that was due has fired: its schedule is deleted.
    ...missing(had, has)
      .filter(({ dueAt }) => Date.parse(dueAt) > now)
      .map((timer): TimerStep => ({ step: 'disarm', name: timerName(timer) })),
    ...missing(has, had).map((timer) => arm(timer, timer.kind, digest(timer), now)),
  ];
}

/** The timers of a ticket in this state: none if its status has none (DESIGN §6). */
export const timersOf = (tenantId: string, ticket: Timed, rows?: DeadlineRows): readonly Timer[] =>
  applicableDeadlines(ticket, rows).map(([kind, dueAt]) => ({ schema: 'timers/1', tenantId, ticketId: ticket.id, kind, dueAt }));

/** `kind`: at most 23 characters. `hash`: of what identifies the timer. */
export function arm<T extends AnyTimer>(timer: T, kind: string, hash: Buffer, now: number): TimerStep<T> {
  const due = Date.parse(timer.dueAt);
  if (due - now <= MAX_DELAY_SECONDS * 1000) return { step: 'delay', seconds: delaySeconds(timer, now), timer };
  // Spread over nine minutes, because many tickets are due on the full hour and Scheduler starts 1,000 a second.
  const early = LATEST + spread(hash) * (EARLIEST - LATEST);
  return { step: 'schedule', name: nameOf(kind, hash), at: Math.max(now, Math.floor(due - early)), timer };
}

/**
 * The kind and 40 hex digits: Scheduler allows 64 characters, so a kind has at most 23. An armed timer is found by the hash, so after a change
 * of the hashed values, older timers could not be disarmed.
 */
export const timerName = (timer: Timer): string => nameOf(timer.kind, digest(timer));
const nameOf = (kind: string, hash: Buffer): string => `${kind}-${hash.toString('hex').slice(0, 40)}`;

/** 0 up to 1, the same for the same timer. */
const spread = (hash: Buffer): number => hash.readUInt32BE(28) / 2 ** 32;

const digest = ({ tenantId, ticketId, kind, dueAt }: Timer): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([tenantId, ticketId, kind, dueAt]))
    .digest();
