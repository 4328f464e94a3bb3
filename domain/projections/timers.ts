import { parseThreadPk } from '../conversations/kinds/thread.ts';
import { owedAgain, type Spoken, spokenBetween, visitorMailTimers } from '../livechat/by-mail/plan.ts';
import { parseVisitorKey } from '../livechat/by-mail/visitor-key.ts';
import { carryOutTimers } from '../support/deadlines/carry-out.ts';
import { planTimers, type TimerStep } from '../support/deadlines/plan.ts';
import { ticketOfItem } from '../support/tickets/store.ts';
import { asNew, type Projection } from './projection.ts';
import { byMarks } from './rebuild/by-marks.ts';
import { overTickets } from './rebuild/over-tickets.ts';
import { type Change, coalesced, isTicketKey, itemOf } from './relay/change.ts';
import type { ProjectorDeps } from './relay/projector-deps.ts';
import { reach } from './relay/reach.ts';

/**
 * Arms and disarms the timers that a ticket's state requires, and arms those of mails to visitors of live chats. A retry only arms: an obsolete timer does
 * nothing when it fires.
 */
export const timersProjection = (deps: ProjectorDeps): Projection => ({
  name: 'timers',
  ordered: false,
  wants: (key) => isTicketKey(key.sk) || parseVisitorKey(key) !== null,
  async of(changes) {
    const now = deps.clock();
    const merged = coalesced(changes);
    const steps = [
      ...merged.flatMap((change) => timersOf(change, now)),
      ...(await visitorMailTimers(deps.table, [...merged.flatMap(spokenOf), ...merged.flatMap(({ before, after }) => owedAgain(before, after))], now)),
    ];
    if (steps.length > 0) await reach(deps, 'timers', () => carryOutTimers(deps, steps));
    return { count: steps.length, failures: [] };
  },
  again: asNew,
  // The bulk lane cannot access the scheduler.
  rebuild: overTickets(
    'active',
    byMarks((item) => timersOf(asNew(item), deps.clock()).length > 0 || spokenOf(asNew(item)).length > 0),
  ),
});

/** A chat in which somebody said something since the change before. */
const spokenOf = (change: Change): Spoken[] => {
  const thread = parseThreadPk(itemOf(change).pk);
  return thread ? spokenBetween(thread, ticketOfItem(change.before) ?? null, ticketOfItem(change.after) ?? null) : [];
};

const timersOf = (change: Change, now: number): readonly TimerStep[] => {
  const thread = parseThreadPk(itemOf(change).pk);
  if (!thread) return [];
  const [had, has] = [ticketOfItem(change.before) ?? null, ticketOfItem(change.after) ?? null];
  if (had?.id === has?.id) return planTimers(thread.tenantId, had, has, now);
  return [...planTimers(thread.tenantId, had, null, now), ...planTimers(thread.tenantId, null, has, now)];
};
