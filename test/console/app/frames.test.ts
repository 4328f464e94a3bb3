import { describe, expect, test, vi } from 'vitest';
import type { ServerFrame } from '../../../client/api.ts';
import { createCounters } from '../../../console/src/data/counters.ts';
import { applyFrames } from '../../../console/src/data/frames.ts';
import { createNotifier } from '../../../console/src/data/notifier.ts';
import { createThreads } from '../../../console/src/data/threads.ts';
import { createTickets } from '../../../console/src/data/tickets.ts';
import { createWatchers, TYPING_MS } from '../../../console/src/data/watchers.ts';
import { messageOf, ticketOf } from './samples.ts';

const made = () => {
  const notifier = createNotifier();
  const timers: { work: () => void; ms: number }[] = [];
  const deps = {
    notifier,
    tickets: createTickets(notifier),
    threads: createThreads(notifier),
    counters: createCounters(notifier),
    watchers: createWatchers(notifier, 'me', (work, ms) => timers.push({ work, ms })),
    ticketsChanged: vi.fn(),
    readTicket: vi.fn(),
    readNewest: vi.fn(),
    readAgain: vi.fn(),
    readQueues: vi.fn(),
  };
  return { deps, timers, apply: (...frames: object[]) => applyFrames(deps, frames as ServerFrame[]) };
};

describe('frames', () => {
  test('tickets, counters and amendments reach their entities; lists hear of the tickets once', () => {
    const { deps, apply } = made();
    deps.threads.put('th1', [messageOf(1)], 0, null);
    const counters = { created: 1, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 };
    apply(
      { type: 'ticket', ticket: ticketOf(), cursor: 'c' },
      { type: 'ticket', ticket: ticketOf({ version: 2, status: 'working' }), cursor: 'c' },
      { type: 'queue', id: 'q1', counters },
      { type: 'amended', conversationId: 'th1', number: 1, body: 'edited', hidden: false, deleted: false, editedAt: null, delivery: null, cursor: 'c' },
      { type: 'of a later version' },
    );
    expect(deps.tickets.get('t1')?.status).toBe('working');
    expect(deps.counters.get('q1')).toEqual(counters);
    expect(deps.threads.get('th1')?.messages[0]?.text).toBe('edited');
    expect(deps.ticketsChanged.mock.calls).toEqual([[['t1']]]);
    expect(deps.readTicket).not.toHaveBeenCalled();
  });

  test('a ticket that was cut is read', () => {
    const { deps, apply } = made();
    apply({ type: 'ticket', ticket: { id: 't9', sequence: 9, status: 'created', version: 1 }, truncated: true, cursor: 'c' });
    expect(deps.readTicket.mock.calls).toEqual([['t9']]);
    expect(deps.tickets.get('t9')).toBeUndefined();
  });

  test('a message of a loaded thread has its end read, once; of another thread nothing', () => {
    const { deps, apply } = made();
    deps.threads.put('th1', [messageOf(1)], 0, null);
    const message = { type: 'message', conversationId: 'th1', number: 2, body: '', senderId: 'a1', createdAt: '', cursor: 'c' };
    apply(message, { ...message, number: 3 }, { ...message, conversationId: 'elsewhere' });
    expect(deps.readNewest.mock.calls).toEqual([['th1']]);
  });

  test('a file that has come has the end of its thread read, for its address; one that is shown as it is has not', () => {
    const { deps, apply } = made();
    const file = { id: 'f1', name: 'a.png', type: 'image/png', size: null, state: 'fetching' as const, error: null, url: null };
    deps.threads.put('th1', [messageOf(1, { attachments: [file] as never })], 0, null);
    const frame = { type: 'amended', conversationId: 'th1', number: 1, body: '', hidden: false, deleted: false, editedAt: null, delivery: null, cursor: 'c' };
    apply({ ...frame, attachments: [{ id: 'f1', state: 'fetching' }] }, { ...frame, number: 2, attachments: [{ id: 'f1', state: 'ready' }] });
    expect(deps.readNewest).not.toHaveBeenCalled();
    apply({ ...frame, attachments: [{ id: 'f1', state: 'ready' }] });
    expect(deps.readNewest.mock.calls).toEqual([['th1']]);
  });

  test('after too many changes everything that is shown is read again', () => {
    const { deps, apply } = made();
    apply({ type: 'ticket', ticket: ticketOf(), cursor: 'c' }, { type: 'stale', queueIds: ['q1'], cursor: 'c' });
    expect(deps.readAgain).toHaveBeenCalledTimes(1);
    expect(deps.readQueues).toHaveBeenCalledTimes(1);
    expect(deps.ticketsChanged).not.toHaveBeenCalled();
  });

  test('a queue that nobody has read has the queues read, once', () => {
    const { deps, apply } = made();
    const counters = { created: 1, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 };
    apply({ type: 'queue', id: 'q9', counters });
    apply({ type: 'queue', id: 'q9', counters: { ...counters, created: 2 } });
    expect(deps.readQueues).toHaveBeenCalledTimes(1);
  });
});

describe('colleagues at a ticket', () => {
  const typing = { type: 'typing', conversationId: 'th1', ticketId: 't1', userId: 'kenji', name: 'Kenji' };
  const viewing = { type: 'presence', userId: 'kenji', name: 'Kenji', ticketId: 't1', viewing: true };

  test('who types is shown until some seconds after their last key', () => {
    const { deps, timers, apply } = made();
    apply(typing);
    apply(typing);
    expect(deps.watchers.at('t1')).toEqual([{ userId: 'kenji', name: 'Kenji', isTyping: true }]);
    expect(timers.map(({ ms }) => ms)).toEqual([TYPING_MS, TYPING_MS]);
    timers[0]?.work();
    expect(deps.watchers.at('t1')[0]?.isTyping).toBe(true);
    timers[1]?.work();
    expect(deps.watchers.at('t1')[0]?.isTyping).toBe(false);
  });

  test('who looks is shown until they leave; a repeated frame wakes nobody', () => {
    const { deps, apply } = made();
    const listener = vi.fn();
    deps.watchers.subscribe('t1', listener);
    apply(viewing);
    apply(viewing);
    expect(deps.watchers.at('t1')).toEqual([{ userId: 'kenji', name: 'Kenji', isTyping: false }]);
    apply({ ...viewing, viewing: false });
    expect(deps.watchers.at('t1')).toEqual([]);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  test('not oneself in another tab, and nothing without a ticket', () => {
    const { deps, apply } = made();
    apply(
      { ...typing, userId: 'me' },
      { ...viewing, userId: 'me' },
      { ...typing, ticketId: undefined },
      { type: 'presence', userId: 'kenji', availability: 'away' },
    );
    expect(deps.watchers.at('t1')).toEqual([]);
  });
});
