import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carryOutTimers, type TimerEdges } from '../../../../domain/support/deadlines/carry-out.ts';
import { planTimers, type TimerStep, timerName, timersOf } from '../../../../domain/support/deadlines/plan.ts';
import { delaySeconds } from '../../../../domain/support/deadlines/timer.ts';
import { timerSchema } from '../../../../domain/support/deadlines/timer-schema.ts';
import { STATUSES, type Status, type Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { plainTicket } from '../../../harness/ticket.ts';

const NOW = Date.parse('2026-11-21T12:00:00.000Z');
const MINUTE = 60_000;
const at = (ms: number): string => new Date(NOW + ms).toISOString();

const ticket = (change: Partial<Ticket>): Ticket =>
  plainTicket({
    threadId: 'th',
    status: 'working',
    origin: { id: 'o', channel: 'whatsapp' },
    createdAt: at(0),
    updatedAt: at(0),
    ...change,
  });

const closing = (ms: number, status: Status = 'pending'): Ticket => ticket({ status, deadlines: { closure: at(ms) } });

describe('which timers a ticket has', () => {
  test.each([
    ['created', []],
    ['working', []],
    ['pending', ['closure']],
    ['followup', ['followup']],
    ['solved', ['closure']],
    ['closed', []],
  ] as const)('%s: %j', (status, kinds) => {
    const both = ticket({ status, deadlines: { closure: at(MINUTE), followup: at(MINUTE) } });
    expect(timersOf('t', both).map(({ kind }) => kind)).toEqual(kinds);
  });

  test('none without a time', () => {
    for (const status of STATUSES) expect(timersOf('t', ticket({ status }))).toEqual([]);
  });
});

describe('planning', () => {
  test('a closure a day away wakes by a schedule, one to ten minutes early', () => {
    const [step, ...rest] = planTimers('t', null, closing(24 * 60 * MINUTE), NOW);
    expect(rest).toEqual([]);
    if (step?.step !== 'schedule') throw new Error('not a schedule');
    expect(step.at).toBeGreaterThanOrEqual(NOW + (24 * 60 - 10) * MINUTE);
    expect(step.at).toBeLessThanOrEqual(NOW + (24 * 60 - 1) * MINUTE);
    expect(step.name).toMatch(/^closure-[0-9a-f]{40}$/);
    expect(timerSchema.parse(JSON.parse(JSON.stringify(step.timer)))).toEqual({
      schema: 'timers/1',
      tenantId: 't',
      ticketId: 'th.1',
      kind: 'closure',
      dueAt: at(24 * 60 * MINUTE),
    });
  });

  test('a closure in three seconds waits in the queue for exactly those', () => {
    expect(planTimers('t', ticket({}), closing(2_950), NOW)).toEqual([expect.objectContaining({ step: 'delay', seconds: 3 })]);
  });

  test('fifteen minutes is the border between the two', () => {
    expect(planTimers('t', null, closing(15 * MINUTE), NOW)).toEqual([expect.objectContaining({ step: 'delay', seconds: 900 })]);
    expect(planTimers('t', null, closing(15 * MINUTE + 1), NOW)).toEqual([expect.objectContaining({ step: 'schedule' })]);
  });

  test('a time that has passed is due at once', () => {
    expect(planTimers('t', null, closing(-5), NOW)).toEqual([expect.objectContaining({ step: 'delay', seconds: 0 })]);
  });

  test('the same state again plans nothing', () => {
    expect(planTimers('t', closing(MINUTE), ticket({ status: 'solved', deadlines: { closure: at(MINUTE) }, tags: ['x'] }), NOW)).toEqual([]);
    expect(planTimers('t', null, null, NOW)).toEqual([]);
  });

  test.each([
    ['a customer answers', ticket({ status: 'working' })],
    ['it is closed', ticket({ status: 'closed', closedAt: at(0) })],
    ['it is gone', null],
  ])('%s: its timer is disarmed', (_, after) => {
    const before = closing(60 * MINUTE);
    expect(planTimers('t', before, after, NOW)).toEqual([{ step: 'disarm', name: timerName(timersOf('t', before)[0] as never) }]);
  });

  test('a restarted closure disarms the old time before it arms the new one', () => {
    expect(planTimers('t', closing(60 * MINUTE), closing(61 * MINUTE), NOW).map(({ step }) => step)).toEqual(['disarm', 'schedule']);
  });

  test('a followup that becomes pending changes the kind', () => {
    const steps = planTimers('t', ticket({ status: 'followup', deadlines: { followup: at(60 * MINUTE) } }), closing(60 * MINUTE), NOW);
    expect(steps.map((step) => ('name' in step ? [step.step, step.name.split('-')[0]] : step))).toEqual([
      ['disarm', 'followup'],
      ['schedule', 'closure'],
    ]);
  });

  test('a timer that has fired needs no disarming', () => {
    expect(planTimers('t', closing(-1), ticket({ status: 'closed' }), NOW)).toEqual([]);
  });

  test('tenants, tickets, kinds and times have names of their own', () => {
    const base = { schema: 'timers/1', tenantId: 't', ticketId: 'th.1', kind: 'closure', dueAt: at(0) } as const;
    const names = [base, { ...base, tenantId: 'u' }, { ...base, ticketId: 'th.2' }, { ...base, kind: 'followup' as const }, { ...base, dueAt: at(1) }].map(
      timerName,
    );
    expect(new Set(names).size).toBe(5);
    expect(timerName({ ...base })).toBe(names[0]);
  });

  test('never wakes before now or after it is due, and plans the same again (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -MINUTE, max: 400 * 24 * 60 * MINUTE }),
        fc.string(),
        fc.constantFrom('pending', 'solved', 'followup'),
        (ms, id, status) => {
          const after = ticket({ id, status: status as Status, deadlines: { closure: at(ms), followup: at(ms) } });
          const [step] = planTimers('t', null, after, NOW);
          expect(planTimers('t', null, after, NOW)).toEqual([step]);
          if (step?.step === 'schedule') {
            expect(step.at).toBeGreaterThanOrEqual(NOW);
            expect(step.at).toBeLessThanOrEqual(NOW + ms - MINUTE);
            expect(step.name).toMatch(/^[0-9a-zA-Z\-_.]{1,64}$/);
          } else if (step?.step === 'delay') {
            expect(step.seconds).toBeLessThanOrEqual(900);
            // A queue's delay is whole seconds: at most one late, never early.
            expect(NOW + step.seconds * 1000 - (NOW + Math.max(ms, 0))).toBeGreaterThanOrEqual(0);
            expect(NOW + step.seconds * 1000 - (NOW + Math.max(ms, 0))).toBeLessThan(1000);
          } else throw new Error('nothing armed');
        },
      ),
    );
  });
});

test('a wake that comes early waits again, fifteen minutes at a time', () => {
  expect(delaySeconds({ dueAt: at(60 * MINUTE) }, NOW)).toBe(900);
  expect(delaySeconds({ dueAt: at(1) }, NOW)).toBe(1);
  expect(delaySeconds({ dueAt: at(0) }, NOW)).toBe(0);
});

describe('carrying plans out', () => {
  const recording = () => {
    const armed = new Map<string, number>();
    const sent: { url: string; delaySeconds: number | undefined }[] = [];
    let most = 0;
    let running = 0;
    const edges: TimerEdges = {
      timerQueueUrl: 'q',
      schedules: {
        arm: async ({ name, at }) => {
          running += 1;
          most = Math.max(most, running);
          await Promise.resolve();
          running -= 1;
          armed.set(name, at);
        },
        disarm: async (name) => void armed.delete(name),
      },
      queues: { send: async (url, messages) => void sent.push(...messages.map(({ delaySeconds }) => ({ url, delaySeconds }))) },
    };
    return { edges, armed, sent, most: () => most };
  };

  test('delayed messages go out in one call, schedules ten at a time', async () => {
    const { edges, armed, sent, most } = recording();
    const far = Array.from({ length: 30 }, (_, n) => planTimers('t', null, { ...closing(60 * MINUTE), id: `th.${n}` }, NOW)).flat();
    await carryOutTimers(edges, [...far, ...planTimers('t', null, closing(3_000), NOW)]);
    expect(armed.size).toBe(30);
    expect(most()).toBe(10);
    expect(sent).toEqual([{ url: 'q', delaySeconds: 3 }]);
  });

  test('the last step of a name counts, however often the batch is repeated', async () => {
    const { edges, armed } = recording();
    const arm = planTimers('t', null, closing(60 * MINUTE), NOW) as readonly TimerStep[];
    const disarm = planTimers('t', closing(60 * MINUTE), ticket({}), NOW);
    await carryOutTimers(edges, [...arm, ...disarm]);
    expect(armed.size).toBe(0);
    await carryOutTimers(edges, [...arm, ...disarm, ...arm]);
    await carryOutTimers(edges, [...arm, ...disarm, ...arm]);
    expect(armed.size).toBe(1);
  });

  test('nothing to do calls nothing', async () => {
    const { edges, sent } = recording();
    await carryOutTimers(edges, []);
    expect(sent).toEqual([]);
  });
});
