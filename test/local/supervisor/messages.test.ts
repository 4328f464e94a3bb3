import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { type ChannelEnd, type FromChild, serveSupervisor, tellSupervisor } from '../../../local/supervisor/messages.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const child = (stop: () => Promise<void>, connected = true) => {
  const sent: FromChild[] = [];
  const exits: unknown[] = [];
  const ups: boolean[] = [];
  const events = Object.assign(new EventEmitter(), {
    connected,
    send: (message: FromChild) => void sent.push(message),
    exit: (code: unknown) => void exits.push(code),
  });
  const { ready } = serveSupervisor({ engine: (up) => ups.push(up), stop }, events as unknown as ChannelEnd);
  return { events, sent, exits, ups, ready };
};

test('a child says when it serves, hears of the engine, and stops when told', async () => {
  let stops = 0;
  const { events, sent, exits, ups, ready } = child(async () => {
    stops += 1;
  });
  ready();
  expect(sent).toEqual([{ type: 'ready' }]);
  events.emit('message', { type: 'engine', up: false });
  events.emit('message', { type: 'engine', up: true });
  expect(ups).toEqual([false, true]);
  events.emit('message', { type: 'stop' });
  events.emit('SIGTERM');
  events.emit('SIGINT');
  await vi.waitFor(() => expect(exits).toEqual([0]), 30_000);
  expect(stops).toBe(1);
  events.emit('disconnect');
  expect(exits).toEqual([0]);
});

test('a child whose supervisor is gone goes at once; one that cannot stop well says so by its code', async () => {
  const lonely = child(async () => undefined, false);
  lonely.ready();
  expect(lonely.sent).toEqual([]);
  lonely.events.emit('disconnect');
  expect(lonely.exits).toEqual([1]);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken = child(() => Promise.reject(new Error('stuck')));
  broken.events.emit('SIGTERM');
  await vi.waitFor(() => expect(broken.exits).toEqual([1]), 30_000);
});

test('an uncaught error is logged and harms no other function', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { events, exits } = child(async () => undefined);
  events.emit('uncaughtException', new Error('one'));
  events.emit('unhandledRejection', new Error('two'));
  expect(log).toHaveBeenCalledTimes(2);
  expect(exits).toEqual([]);
});

test('a line for the terminal is logged too, where nobody listens', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const send = process.send;
  process.send = undefined as never;
  tellSupervisor('look here');
  process.send = send as never;
  expect(log).toHaveBeenCalledWith('parley: look here');
});
