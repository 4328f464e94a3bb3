import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createCounters } from '../../../console/src/data/counters.ts';
import { createDrain } from '../../../console/src/data/drain.ts';
import { isNewer } from '../../../console/src/data/newer.ts';
import { createNotifier } from '../../../console/src/data/notifier.ts';
import { createThreads } from '../../../console/src/data/threads.ts';
import { createTickets } from '../../../console/src/data/tickets.ts';
import { messageOf, ticketOf } from './samples.ts';

describe('tickets', () => {
  const last = (number: number) => ({ number, kind: 'customer', text: '', createdAt: '2026-11-30T09:12:00.000Z' });

  test.each([
    ['a higher version', { version: 2 }, true],
    ['a lower version, whatever else it has', { version: 0, lastMessage: last(9), updatedAt: '2027-01-01T00:00:00.000Z' }, false],
    ['a later message', { lastMessage: last(2) }, true],
    ['no message', { lastMessage: null, updatedAt: '2027-01-01T00:00:00.000Z' }, false],
    ['a later change', { updatedAt: '2026-11-30T09:13:00.000Z' }, true],
    ['the same state', {}, false],
  ])('%s: newer is %j → %s', (_what, rest, newer) => expect(isNewer(ticketOf(rest), ticketOf())).toBe(newer));

  test('states that arrive in any order end in the newest', () => {
    const states = [1, 2, 3].flatMap((version) =>
      [1, 2].map((number) => ticketOf({ version, lastMessage: last(version + number), topic: `${version}.${number}` })),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(states, { minLength: states.length }), (order) => {
        const tickets = createTickets(createNotifier());
        for (const state of order) tickets.put([state]);
        expect(tickets.get('t1')?.topic).toBe('3.2');
      }),
    );
  });

  test('only who shows a ticket hears of it, once for a batch, and an old state wakes nobody', () => {
    const notifier = createNotifier();
    const tickets = createTickets(notifier);
    const shown = vi.fn();
    const other = vi.fn();
    tickets.subscribe('t1', shown);
    tickets.subscribe('t2', other);
    notifier.batch(() => {
      tickets.put([ticketOf({ version: 1 })]);
      tickets.put([ticketOf({ version: 2 })]);
    });
    expect(shown).toHaveBeenCalledTimes(1);
    tickets.put([ticketOf({ version: 1 })]);
    expect(shown).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
  });

  test('a listener that has left is not called', () => {
    const tickets = createTickets(createNotifier());
    const listener = vi.fn();
    tickets.subscribe('t1', listener)();
    tickets.put([ticketOf()]);
    expect(listener).not.toHaveBeenCalled();
  });

  test('a change of the agent shows at once, stays over frames that come meanwhile, and is gone when the hub has answered', () => {
    const tickets = createTickets(createNotifier());
    tickets.put([ticketOf({ owner: { agentId: null, teamId: 'orders' } })]);
    tickets.overlay('t1', 'w1', { status: 'solved', owner: { agentId: 'u1' } });
    tickets.put([ticketOf({ version: 2, tags: ['new'], owner: { agentId: null, teamId: 'orders' } })]);
    expect(tickets.get('t1')).toMatchObject({ status: 'solved', tags: ['new'], owner: { agentId: 'u1', teamId: 'orders' } });
    expect(tickets.confirmed('t1')).toMatchObject({ status: 'created', version: 2 });
    tickets.overlay('t1', 'w2', { priority: 'high' });
    tickets.settle('t1', 'w1');
    expect(tickets.get('t1')).toMatchObject({ status: 'created', priority: 'high' });
    tickets.settle('t1', 'w2');
    expect(tickets.get('t1')).toBe(tickets.confirmed('t1'));
  });

  test('a change of a ticket that is not loaded waits for it', () => {
    const tickets = createTickets(createNotifier());
    tickets.overlay('t1', 'w1', { status: 'solved' });
    expect(tickets.get('t1')).toBeUndefined();
    tickets.put([ticketOf()]);
    expect(tickets.get('t1')?.status).toBe('solved');
  });

  test('a ticket that nothing shows and nobody is changing can be dropped', () => {
    const tickets = createTickets(createNotifier());
    tickets.put(['t1', 't2', 't3'].map((id) => ticketOf({ id })));
    tickets.subscribe('t1', () => undefined);
    tickets.overlay('t2', 'w1', { priority: 'low' });
    tickets.drop(['t1', 't2', 't3', 't4']);
    expect(['t1', 't2', 't3'].map((id) => [tickets.get(id) !== undefined, tickets.confirmed(id) !== undefined])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
  });

  test('the object stays the same until something changes', () => {
    const tickets = createTickets(createNotifier());
    tickets.put([ticketOf()]);
    tickets.overlay('t1', 'w1', { priority: 'low' });
    expect(tickets.get('t1')).toBe(tickets.get('t1'));
  });
});

describe('threads', () => {
  test('pages and news make one list by number, without doubles', () => {
    const threads = createThreads(createNotifier());
    threads.put('th1', [messageOf(5), messageOf(4)], 0, 'older');
    threads.put('th1', [messageOf(6), messageOf(5, { text: 'changed' })], 0);
    threads.put('th1', [messageOf(3), messageOf(2)], 0, null);
    expect(threads.get('th1')?.messages.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6]);
    expect(threads.get('th1')?.messages[3]?.text).toBe('changed');
    expect(threads.get('th1')?.olderCursor).toBeNull();
  });

  const amended = { conversationId: 'th1', number: 1, body: 'edited', hidden: false, deleted: false, editedAt: '2026-11-30T10:00:00.000Z', delivery: null };
  test.each([
    ['an edit', amended, { text: 'edited', editedAt: amended.editedAt }],
    ['a tombstone', { ...amended, body: null, deleted: true }, { text: null, deleted: true }],
    ['a hide', { ...amended, body: null, hidden: true }, { text: 'message 1', hidden: true }],
    ['a frame that was cut', { ...amended, truncated: true as const }, { text: 'message 1' }],
    ['a delivery', { ...amended, delivery: { state: 'read', error: null } }, { delivery: { state: 'read', error: null } }],
    ['a reaction', { ...amended, reactions: { a1: '👍' } }, { reactions: { a1: '👍' } }],
    ['a suggestion', { ...amended, suggestion: { state: 'dismissed' as const } }, { suggestion: { state: 'dismissed' } }],
  ])('%s changes its message', (_what, frame, expected) => {
    const threads = createThreads(createNotifier());
    threads.put('th1', [messageOf(1), messageOf(2)], 0, null);
    threads.amend(frame);
    expect(threads.get('th1')?.messages[0]).toMatchObject(expected);
    expect(threads.get('th1')?.messages[1]).toEqual(messageOf(2));
  });

  test('an amendment of what is not loaded changes nothing', () => {
    const threads = createThreads(createNotifier());
    threads.amend(amended);
    threads.put('th1', [messageOf(2)], threads.turn(), null);
    const listener = vi.fn();
    threads.subscribe('th1', listener);
    threads.amend(amended);
    expect(listener).not.toHaveBeenCalled();
    expect(threads.get('th1')?.messages).toEqual([messageOf(2)]);
  });

  const told = (state: string, number = 1) => ({ ...amended, number, body: null, editedAt: null, delivery: { state, error: null } });
  const reply = (state: 'queued' | 'sent' | 'read', number = 1) => messageOf(number, { delivery: { state, error: null } });
  const shown = (threads: ReturnType<typeof createThreads>) => threads.get('th1')?.messages.map(({ number, delivery }) => [number, delivery?.state]);

  test('a page that was asked for before an amendment came does not bring the earlier state back', () => {
    const threads = createThreads(createNotifier());
    threads.put('th1', [reply('queued')], 0, null);
    const turn = threads.turn();
    threads.amend(told('sent'));
    threads.amend(told('read'));
    threads.amend({ ...told('failed'), conversationId: 'th2' });
    threads.put('th1', [reply('queued'), reply('sent', 2)], turn);
    expect(shown(threads)).toEqual([
      [1, 'read'],
      [2, 'sent'],
    ]);
  });

  test('a page that was asked for after an amendment counts as it is', () => {
    const threads = createThreads(createNotifier());
    threads.amend(told('sent'));
    threads.put('th1', [reply('read')], threads.turn(), null);
    expect(shown(threads)).toEqual([[1, 'read']]);
  });

  test('one’s own reply, whose answer comes after its receipts, shows the receipts', () => {
    const threads = createThreads(createNotifier());
    threads.put('th1', [messageOf(1)], 0, null);
    threads.amend(told('read', 2));
    threads.add(reply('queued', 2));
    expect(shown(threads)?.at(-1)).toEqual([2, 'read']);
  });

  test('one’s own reply, whose answer comes after it was read, stays as it was read', () => {
    const threads = createThreads(createNotifier());
    threads.put('th1', [reply('read', 2)], 0, null);
    threads.add(reply('queued', 2));
    expect(shown(threads)).toEqual([[2, 'read']]);
  });

  test('frames and answers in any order end in the newest state', () => {
    const states = ['queued', 'sent', 'read'] as const;
    // Per step: a frame arrives, a request is made, or the oldest request is answered with the state that the hub had then.
    const steps = fc.array(fc.constantFrom('hub', 'frame', 'ask', 'answer'), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (all) => {
        const threads = createThreads(createNotifier());
        threads.put('th1', [messageOf(1)], 0, null);
        let atHub = 0;
        let heard = 0;
        const asked: { readonly turn: number; readonly state: number }[] = [];
        const hear = (): void => {
          if (heard < atHub) threads.amend(told(states[(heard += 1)] as string, 2));
        };
        const answer = (): void => {
          const request = asked.shift();
          if (request !== undefined) threads.put('th1', [reply(states[request.state] as 'queued', 2)], request.turn);
        };
        for (const step of all) {
          if (step === 'hub') atHub = Math.min(2, atHub + 1);
          if (step === 'frame') hear();
          if (step === 'ask') asked.push({ turn: threads.turn(), state: atHub });
          if (step === 'answer') answer();
        }
        for (let left = atHub - heard; left > 0; left -= 1) hear();
        while (asked.length > 0) answer();
        const last = shown(threads)?.find(([number]) => number === 2);
        expect(last?.[1]).toBe(last === undefined ? undefined : states[atHub]);
      }),
    );
  });

  test('amendments that nobody can be waiting for are forgotten', () => {
    const threads = createThreads(createNotifier());
    threads.amend(told('read'));
    for (let n = 0; n < 500; n += 1) threads.amend(told('sent', 9));
    threads.put('th1', [reply('queued')], 0, null);
    expect(shown(threads)).toEqual([[1, 'queued']]);
  });

  test('the threads that were used longest ago are dropped', () => {
    const threads = createThreads(createNotifier(), 2);
    for (const id of ['a', 'b', 'a', 'c']) threads.put(id, [messageOf(1)], 0);
    expect(['a', 'b', 'c'].map((id) => threads.get(id) !== undefined)).toEqual([true, false, true]);
  });
});

test('a counter that has not changed wakes nobody', () => {
  const counters = createCounters(createNotifier());
  const listener = vi.fn();
  counters.subscribe('q1', listener);
  const six = { created: 6, working: 2, pending: 0, followup: 0, solved: 0, closed: 0 };
  counters.put('q1', six);
  counters.put('q1', { ...six });
  counters.put('q1', { ...six, created: 7 });
  expect(listener).toHaveBeenCalledTimes(2);
  expect(counters.get('q1')?.created).toBe(7);
  const turn = counters.turn();
  counters.put('q1', { ...six, created: 8 });
  counters.putRead('q1', six, turn);
  expect(counters.get('q1')?.created).toBe(8);
  counters.putRead('q1', six, counters.turn());
  expect(counters.get('q1')).toEqual(six);
});

test('what arrives within one animation frame is applied together, in order', () => {
  const frames: (() => void)[] = [];
  const applied: (readonly number[])[] = [];
  const take = createDrain<number>(
    (items) => applied.push(items),
    (work) => frames.push(work),
  );
  for (const item of [1, 2, 3]) take(item);
  expect([frames.length, applied]).toEqual([1, []]);
  frames.shift()?.();
  take(4);
  frames.shift()?.();
  expect(applied).toEqual([[1, 2, 3], [4]]);
});
