import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSING_TIME } from '../../../../domain/configuration/closing-time.ts';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { Problem } from '../../../../domain/errors.ts';
import { planTimers, type TimerStep } from '../../../../domain/support/deadlines/plan.ts';
import type { Timer } from '../../../../domain/support/deadlines/timer.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Status, Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { wakeTimers } from '../../../../functions/jobs/timer-wakes.ts';
import { ORIGIN, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from '../tickets/hub.ts';

const MINUTE = 60_000;

type Act =
  | { readonly type: 'message' | 'reply' }
  | { readonly type: 'set'; readonly status: Exclude<Status, 'created' | 'followup'> }
  | { readonly type: 'snooze' | 'wait' | 'closingTime'; readonly minutes: number }
  /** Wakes one of all timers that were ever armed, `nth` of them, early, late or again. */
  | { readonly type: 'wake'; readonly nth: number };

const minutes = fc.integer({ min: 1, max: 20 });
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({ type: fc.constantFrom('message' as const, 'reply' as const) }),
    fc.record({ type: fc.constant('set' as const), status: fc.constantFrom('working' as const, 'pending' as const, 'solved' as const) }),
    { weight: 1, arbitrary: fc.constant({ type: 'set', status: 'closed' } as const) },
    fc.record({ type: fc.constantFrom('snooze' as const, 'wait' as const, 'closingTime' as const), minutes }),
    { weight: 4, arbitrary: fc.record({ type: fc.constant('wake' as const), nth: fc.nat(200) }) },
  ),
  { minLength: 1, maxLength: 40 },
);

/** One thread with its tickets, and the edges that hold its timers. Armed timers are woken only by the test. */
const world = async () => {
  const { b, deps, receive } = await ticketHub();
  const threadId = threadIdOf(ORIGIN, 'ann');
  const schedules = new Map<string, Timer>();
  const delayed: Timer[] = [];
  /** Also those that were disarmed: they may be on their way already. */
  const ever: Timer[] = [];
  const closed = new Map<string, number>();
  const seen = new Map<string, Ticket>();
  let sent = 1;

  const project = (steps: readonly TimerStep[]): void => {
    for (const step of steps) {
      if (step.step !== 'disarm') ever.push(step.timer);
      if (step.step === 'disarm') schedules.delete(step.name);
      else if (step.step === 'schedule') schedules.set(step.name, step.timer);
      else delayed.push(step.timer);
    }
  };
  /** What the projection sees of every ticket of the thread, and what must be true of each change. */
  const settle = async (): Promise<void> => {
    for (let first = 1; first <= sent * 2 + 40; first += 1) {
      const after = await loadTicket(deps.table, TENANT, `${threadId}.${first}`);
      if (!after) continue;
      const before = seen.get(after.id) ?? null;
      if (before?.revision === after.revision) continue;
      if (before?.status === 'closed') expect(after.status).toBe('closed');
      if (after.status === 'closed' && before?.status !== 'closed') closed.set(after.id, (closed.get(after.id) ?? 0) + 1);
      project(planTimers(TENANT, before, after, b.now));
      seen.set(after.id, after);
    }
  };
  const active = (): Ticket | undefined => [...seen.values()].find(({ status }) => status !== 'closed');
  const waiting = (): readonly Timer[] => [...schedules.values(), ...delayed];
  const wake = async (timer: Timer): Promise<void> => {
    const before = await loadTicket(deps.table, TENANT, timer.ticketId);
    const batch = { Records: [{ messageId: 'm', body: JSON.stringify(timer) }] };
    const answer = await wakeTimers(
      {
        clock: () => b.now,
        wait: async (again) => void delayed.push(again),
        due: async ({ tenantId: _t, schema: _s, ...due }) => void (await timerDue(deps, agent('x'), due)),
        visitorMail: { wait: async () => undefined, due: async () => null },
        start: async () => undefined,
        failed: (error) => {
          throw error;
        },
      },
      batch,
    );
    expect(answer.batchItemFailures).toEqual([]);
    const after = await loadTicket(deps.table, TENANT, timer.ticketId);
    if (before && after && before.status !== after.status) {
      // Only its own kind, only what stood, never before its time.
      expect(before.deadlines[timer.kind]).toBe(timer.dueAt);
      expect(b.now).toBeGreaterThanOrEqual(Date.parse(timer.dueAt));
      expect([before.status, after.status]).toEqual(timer.kind === 'closure' ? [expect.stringMatching(/pending|solved/), 'closed'] : ['followup', 'working']);
    }
    await settle();
  };
  const act = async (one: Act): Promise<void> => {
    const ticket = active();
    switch (one.type) {
      case 'message':
        sent += 1;
        await receive(`m${sent}`);
        break;
      case 'reply':
        if (ticket) await postMessage(deps, agent('eve'), ticket.id, { kind: 'reply', text: 'x', attachments: [] });
        break;
      case 'set':
        if (ticket) await patchTicket(deps, agent('eve'), { ticketId: ticket.id, patch: { status: one.status }, ifMatch: null });
        break;
      case 'snooze':
        if (ticket)
          await patchTicket(deps, agent('eve'), {
            ticketId: ticket.id,
            patch: { status: 'followup', followupAt: new Date(b.now + one.minutes * MINUTE).toISOString() },
            ifMatch: null,
          });
        break;
      case 'wait':
        b.now += one.minutes * MINUTE;
        break;
      case 'closingTime':
        await deps.table.write({ op: 'update', key: tenantKey(TENANT), set: { [CLOSING_TIME]: one.minutes } });
        break;
      case 'wake': {
        // It stays where it is: a queue delivers twice.
        if (ever.length > 0) await wake(ever[one.nth % ever.length] as Timer);
      }
    }
    await settle();
  };
  await settle();
  return { b, act, wake, waiting, seen, closed, active };
};

describe('timers', () => {
  it('fire early, late, twice and in any order: each ticket is closed once and never early, and none is forgotten (property)', async () => {
    await fc.assert(
      fc.asyncProperty(minutes, acts, async (closingTime, given) => {
        const { b, act, wake, waiting, seen, closed } = await world();
        await act({ type: 'closingTime', minutes: closingTime });
        for (const one of given) {
          try {
            await act(one);
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
          }
        }
        // The hub was away for a day; then everything that is armed wakes, the newest first.
        b.now += 25 * 60 * MINUTE;
        for (const timer of waiting().toReversed()) await wake(timer);
        for (const ticket of seen.values()) expect(['created', 'working', 'closed']).toContain(ticket.status);
        for (const times of closed.values()) expect(times).toBe(1);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('keep the time that a ticket shows when the tenant changes its closing time', async () => {
    const { b, act, wake, waiting, active } = await world();
    await act({ type: 'closingTime', minutes: 30 });
    await act({ type: 'set', status: 'pending' });
    const shown = active()?.deadlines.closure as string;
    expect(Date.parse(shown)).toBe(b.now + 30 * MINUTE);
    await act({ type: 'closingTime', minutes: 5 });
    await act({ type: 'wait', minutes: 10 });
    for (const timer of waiting()) await wake(timer);
    expect(active()).toMatchObject({ status: 'pending', deadlines: { closure: shown } });
    // An answer begins anew, with the newest.
    await act({ type: 'reply' });
    expect(Date.parse(active()?.deadlines.closure as string)).toBe(b.now + 5 * MINUTE);
    await act({ type: 'wait', minutes: 5 });
    for (const timer of waiting()) await wake(timer);
    expect(active()).toBeUndefined();
  });
});
