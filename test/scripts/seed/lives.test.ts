import { describe, expect, it } from 'vitest';
import { lifeOf, type Times } from '../../../scripts/seed/lives.ts';
import { planOf, sequenceIn } from '../../../scripts/seed/plan.ts';

const DAY = 86_400_000;
const times: Times = { now: 1_750_000_000_000, closedAfterMs: DAY };
const customers = Array.from({ length: 3_000 }, (_, customer) => customer);
const lives = customers.map((customer) => lifeOf(4, customer, times));

describe('the life of a customer', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(customers.slice(0, 50).map((customer) => lifeOf(4, customer, times))).toEqual(lives.slice(0, 50));
    expect(lifeOf(5, 1, times)).not.toEqual(lives[1]);
  });

  it('goes forward in time, one ticket after the other, and never beyond now', () => {
    for (const { tickets } of lives) {
      const moments = tickets.flatMap(({ startedAt, steps }) => [startedAt, ...steps.map(({ at }) => at)]);
      expect(moments).toEqual(moments.toSorted((a, b) => a - b));
      expect(moments.at(-1)).toBeLessThanOrEqual(times.now);
      expect(tickets.every(({ startedAt, steps }) => steps[0]?.type === 'write' && steps[0].at === startedAt)).toBe(true);
    }
  });

  it('closes every ticket but the last', () => {
    for (const { tickets } of lives)
      for (const { steps } of tickets.slice(0, -1)) {
        const last = steps.at(-1);
        expect(last?.type === 'timer' || (last?.type === 'set' && last.status === 'closed')).toBe(true);
      }
  });

  it('leaves timers that lie ahead: of pending, solved and snoozed tickets', () => {
    const last = lives.flatMap(({ tickets }) => tickets.at(-1)?.steps.at(-1) ?? []);
    const waiting = last.filter((step) => step.type === 'set' && step.status !== 'closed');
    const snoozed = last.filter((step) => step.type === 'snooze');
    expect(waiting.length).toBeGreaterThan(100);
    expect(snoozed.length).toBeGreaterThan(10);
    expect(waiting.every(({ at }) => at + times.closedAfterMs > times.now)).toBe(true);
    expect(snoozed.every(({ until }) => until > times.now)).toBe(true);
  });

  it('has about five messages a ticket, and four tickets of five closed', () => {
    const tickets = lives.flatMap((life) => life.tickets);
    const messages = tickets.flatMap(({ steps }) =>
      steps.map((step) => (step.type === 'write' ? step.messages : step.type === 'reply' || step.type === 'note' ? 1 : 0)),
    );
    const perTicket = messages.reduce((sum: number, count) => sum + count, 0) / tickets.length;
    expect(perTicket).toBeGreaterThan(4.5);
    expect(perTicket).toBeLessThan(5.7);
    const closed = tickets.filter(({ steps }) => ['timer', 'closed'].includes(endOf(steps.at(-1)))).length / tickets.length;
    expect(closed).toBeGreaterThan(0.75);
    expect(closed).toBeLessThan(0.85);
  });
});

const endOf = (step: (typeof lives)[number]['tickets'][number]['steps'][number] | undefined): string =>
  step?.type === 'set' ? step.status : (step?.type ?? '');

describe('a plan', () => {
  const plan = planOf(4, 1_000, times);

  it('has exactly as many tickets as were asked for', () => {
    const counts = customers.slice(0, plan.customers).map((customer) => lifeOf(4, customer, times, plan.tickets - (plan.firsts[customer] ?? 0)).tickets.length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_000);
  });

  it('numbers tickets in the order in which they were opened, from 1', () => {
    const opened = customers
      .slice(0, plan.customers)
      .flatMap((customer) =>
        lifeOf(4, customer, times, plan.tickets - (plan.firsts[customer] ?? 0)).tickets.map(({ startedAt }, index) => ({
          startedAt,
          sequence: sequenceIn(plan, customer, index),
        })),
      )
      .sort((a, b) => a.sequence - b.sequence);
    expect(opened.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
    expect(opened.map(({ startedAt }) => startedAt)).toEqual(opened.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b));
    expect(opened[0]?.startedAt).toBe(plan.since);
  });
});
