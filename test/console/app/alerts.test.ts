import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Alert, type AlertStore, createAlerts } from '../../../console/src/data/alerts.ts';
import { createNotifier } from '../../../console/src/data/notifier.ts';
import { createTickets } from '../../../console/src/data/tickets.ts';
import { ticketOf } from './samples.ts';

const NOW = Date.parse('2026-11-30T09:12:30.000Z');
const mine = { agentId: 'me', teamId: null };
const said = (number: number, rest: object = {}) => ({ number, kind: 'customer', text: `message ${number}`, createdAt: '2026-11-30T09:12:00.000Z', ...rest });

describe('alerts', () => {
  let watched: string | undefined;
  let told: Alert[];
  beforeEach(() => {
    watched = undefined;
    told = [];
  });
  const made = () => {
    const notifier = createNotifier();
    const tickets = createTickets(notifier);
    const alerts = createAlerts({ me: 'me', notifier, tickets, now: () => NOW, isWatched: (id) => id === watched, tell: (alert) => told.push(alert) });
    return { tickets, alerts };
  };
  const kinds = (list: readonly Alert[]) => list.map(({ kind, number, isRead }) => [kind, number, isRead]);

  test('a new ticket without owner and a message on one’s own ticket are told once; a colleague’s ticket is not', () => {
    const { tickets, alerts } = made();
    tickets.put([
      ticketOf(),
      ticketOf({ id: 't2', status: 'working', owner: mine, lastMessage: said(4) }),
      ticketOf({ id: 't3', owner: { agentId: 'u2', teamId: null } }),
    ]);
    alerts.changed(['t1', 't2', 't3', 'unknown']);
    alerts.changed(['t1', 't2']);
    expect(kinds(alerts.list())).toEqual([
      ['message', 4, false],
      ['new', 1, false],
    ]);
    expect([alerts.unread(), told.length]).toEqual([2, 2]);
    expect(alerts.list()).toBe(alerts.list());
  });

  test('one’s own reply, what is old, and an answer on a ticket that nobody took yet are none', () => {
    const { tickets, alerts } = made();
    tickets.put([
      ticketOf({ id: 't2', owner: mine, lastMessage: said(2, { kind: 'reply' }) }),
      ticketOf({ id: 't3', owner: mine, lastMessage: said(2, { createdAt: '2026-11-30T09:00:00.000Z' }) }),
      ticketOf({ id: 't4', status: 'pending', lastMessage: said(2) }),
      ticketOf({ id: 't5', lastMessage: null }),
    ]);
    alerts.changed(['t2', 't3', 't4', 't5']);
    expect(alerts.list()).toEqual([]);
  });

  test('what is on the screen is read, and makes no noise', () => {
    const { tickets, alerts } = made();
    watched = 't1';
    tickets.put([ticketOf({ owner: mine })]);
    alerts.changed(['t1']);
    expect([kinds(alerts.list()), told]).toEqual([[['message', 1, true]], []]);
  });

  test('a mention is told; opening its ticket, or reading all, ends it', () => {
    const { alerts } = made();
    const heard = vi.fn();
    alerts.subscribe(heard);
    alerts.mentioned({ ticketId: 't1', number: 3, body: null });
    alerts.mentioned({ ticketId: 't2', number: 5, body: 'look' });
    alerts.read('t9');
    expect(heard).toHaveBeenCalledTimes(2);
    alerts.read('t1');
    expect(alerts.unread()).toBe(1);
    alerts.read();
    alerts.read();
    expect([alerts.unread(), heard.mock.calls.length]).toEqual([0, 4]);
  });

  test('a long shift keeps the newest fifty', () => {
    const { alerts } = made();
    for (let number = 1; number <= 60; number += 1) alerts.mentioned({ ticketId: 't1', number, body: '' });
    expect([alerts.list().length, alerts.list()[0]?.number]).toEqual([50, 60]);
  });

  test('what was told before a reload is there, newest first, and is not told again; reading it is kept', async () => {
    const stored = new Map<string, Alert>();
    const store: AlertStore = {
      entries: async () => [...stored.values()],
      set: async (alert) => void stored.set(alert.id, alert),
      delete: async (ids) => ids.forEach((id) => stored.delete(id)),
    };
    const opened = async () => {
      const notifier = createNotifier();
      const tickets = createTickets(notifier);
      tickets.put([ticketOf({ id: 't1', author: { id: 'c', name: 'Giulia', handle: null } })]);
      let at = NOW;
      const tell = (alert: Alert): void => void told.push(alert);
      const alerts = createAlerts({ me: 'me', notifier, tickets, now: () => (at += 1), isWatched: () => false, tell, store });
      alerts.restore(await store.entries());
      return alerts;
    };
    const first = await opened();
    first.mentioned({ ticketId: 't1', number: 2, body: 'one' });
    first.mentioned({ ticketId: 't9', number: 1, body: null });
    const second = await opened();
    expect(second.list()).toMatchObject([
      { ticketId: 't9', text: '', name: '', isRead: false },
      { ticketId: 't1', text: 'one', name: 'Giulia', isRead: false },
    ]);
    second.mentioned({ ticketId: 't1', number: 2, body: 'one' });
    expect(told).toHaveLength(2);
    second.read('t1');
    const third = await opened();
    expect(third.list().map(({ ticketId, isRead }) => [ticketId, isRead])).toEqual([
      ['t9', false],
      ['t1', true],
    ]);
    for (let number = 3; number < 60; number += 1) third.mentioned({ ticketId: 't1', number, body: 'more' });
    expect([third.list().length, stored.size, (await opened()).list()[0]?.number]).toEqual([50, 50, 59]);
    const late = made();
    const forgotten = vi.fn<(ids: readonly string[]) => Promise<void>>(async () => undefined);
    const options = { me: 'me', notifier: createNotifier(), tickets: late.tickets, now: () => NOW + 99, isWatched: () => false, tell: () => undefined };
    const fourth = createAlerts({ ...options, store: { set: store.set, delete: forgotten } });
    fourth.mentioned({ ticketId: 't2', number: 1, body: 'before the stored ones are there' });
    fourth.restore(third.list());
    expect([fourth.list().length, fourth.list()[0]?.ticketId, forgotten.mock.calls]).toEqual([50, 't2', [[[third.list().at(-1)?.id]]]]);
  });

  test('what comes before the stored ones are there keeps their marks', () => {
    const { alerts } = made();
    alerts.restore([]);
    alerts.mentioned({ ticketId: 't1', number: 2, body: 'one' });
    const [now] = alerts.list();
    alerts.restore([
      { ...(now as Alert), at: NOW - 9, isRead: true },
      { ...(now as Alert), id: 't1 1', number: 1, at: NOW - 10 },
    ]);
    expect(kinds(alerts.list())).toEqual([
      ['mention', 2, true],
      ['mention', 1, false],
    ]);
    expect(told).toHaveLength(1);
  });

  test('a store that refuses leaves what was told in memory', () => {
    const refuse = async (): Promise<never> => {
      throw new Error('no room');
    };
    const notifier = createNotifier();
    const options = { me: 'me', notifier, tickets: createTickets(notifier), now: () => NOW, isWatched: () => false, tell: () => undefined };
    const alerts = createAlerts({ ...options, store: { set: refuse, delete: refuse } });
    alerts.mentioned({ ticketId: 't1', number: 2, body: 'one' });
    alerts.read();
    expect(kinds(alerts.list())).toEqual([['mention', 2, true]]);
  });
});
