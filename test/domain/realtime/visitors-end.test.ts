import { beforeEach, expect, test } from 'vitest';
import { chatStateOf, endedAtFirst, isRatable, RATING_OPEN_MS, readChatState } from '../../../domain/livechat/chat-state.ts';
import { deliverFeed } from '../../../domain/realtime/deliver-feed.ts';
import { type FeedEntry, feedEntriesOf } from '../../../domain/realtime/feed-entry.ts';
import { visitorFrames } from '../../../domain/realtime/visitor-frames.ts';
import type { Ticket } from '../../../domain/support/tickets/ticket.ts';
import { closedOf, headOf, messageItem, minute, TENANT, threadOf, ticketOf } from '../search/threads.ts';
import { type FeedWorld, feedWorld } from './world.ts';

/** What a visitor's devices are told about the end of their chat. */
const MINE = threadOf(1);
const chat = { origin: { id: 'o', channel: 'livechat' } } as const;
const ticket = (given: Partial<Ticket> = {}): Ticket => ticketOf(1, { ...chat, ...given });
const solved = ticket({ status: 'solved', resolvedAt: minute(5), revision: 7 });
const rating = { stars: 4, comment: 'Quick', createdAt: minute(6) };

let world: FeedWorld;
beforeEach(async () => {
  world = await feedWorld();
  await world.connect('mia', { personId: MINE, principal: 'visitor', role: 'user', sessionId: null });
});
const deliver = (...entries: readonly FeedEntry[]) => deliverFeed(world.deps, entries);
const heard = () => world.framesOf('mia');
/** Writes the ticket and delivers what the projector tells of it. */
const becomes = async (after: Ticket) => {
  await world.put(headOf(after));
  await deliver(...feedEntriesOf(undefined, headOf(after)));
};

test('the end, and a rating of it, reach the visitor as they are now', async () => {
  await becomes(solved);
  await becomes({ ...solved, rating, revision: 8 });
  expect(heard()).toMatchObject([
    { type: 'chat', chat: { state: 'ended', endedAt: minute(5), rating: null, revision: 7 } },
    { type: 'chat', chat: { rating: { stars: 4, comment: 'Quick' }, revision: 8 } },
  ]);
  for (const one of heard()) visitorFrames.chat.parse(one);
  expect(JSON.stringify(heard())).not.toMatch(/ticket|thread|createdAt/);
});

test('a ticket that is closed in an item of its own has ended too', async () => {
  const closed = { ...solved, status: 'closed' as const, closedAt: minute(9) };
  await world.put({ ...headOf(solved, 9), ticket: undefined, closedFirst: 1 });
  await world.put(closedOf(closed));
  await deliver(...feedEntriesOf(undefined, closedOf(closed)));
  expect(heard()).toMatchObject([{ type: 'chat', chat: { state: 'ended', endedAt: minute(5), revision: 9 } }]);
});

test('a first chat that goes on tells nothing; one that was reopened, or comes after another, tells that it is open', async () => {
  await becomes(ticket({ status: 'working' }));
  expect(heard()).toEqual([]);
  await becomes(ticket({ status: 'working', reopenCount: 1, revision: 2 }));
  await becomes(ticket({ firstNumber: 5, id: `${MINE}.5`, revision: 3 }));
  expect(heard()).toMatchObject([{ chat: { state: 'open', endedAt: null } }, { chat: { state: 'open', canRate: false } }]);
});

test('a message and the end come together, each once', async () => {
  const reply = messageItem(MINE, 2, { kind: 'reply', surface: 'chat', delivery: { state: 'queued', error: null } });
  await world.put(reply);
  await world.put(headOf(solved));
  await deliver(...feedEntriesOf(undefined, reply), ...feedEntriesOf(undefined, headOf(solved)));
  expect(heard().map(({ type }) => type)).toEqual(['message', 'chat']);
});

test('a ticket that is too long for the queue is read', async () => {
  await world.put(headOf(solved));
  await deliver({ kind: 'ticketRef', tenantId: TENANT, ticketId: solved.id });
  expect(heard()).toMatchObject([{ type: 'chat', chat: { state: 'ended' } }]);
});

test('tickets of other channels, and ids that are none, tell nothing', async () => {
  const mail = { ...solved, origin: { id: 'o', channel: 'mail' } } as const;
  await world.put(headOf(mail));
  await deliver(...feedEntriesOf(undefined, headOf(mail)), { kind: 'ticketRef', tenantId: TENANT, ticketId: 'no id' });
  expect(heard()).toEqual([]);
});

test('a conversation without messages is open; an end without a time has that of the last change', async () => {
  expect(await readChatState(world.table, TENANT, threadOf(9), 0)).toEqual({ state: 'open', endedAt: null, rating: null, canRate: false, revision: 0 });
  expect(chatStateOf(undefined, 3, 0)).toMatchObject({ state: 'open', revision: 3 });
  const at = { resolvedAt: null, closedAt: null, updatedAt: minute(8) };
  expect(chatStateOf({ ...solved, ...at }, 1, 0).endedAt).toBe(minute(8));
  expect(chatStateOf({ ...solved, ...at, closedAt: minute(7) }, 1, 0).endedAt).toBe(minute(7));
});

test('a rating can be changed until the day is over', () => {
  const at = Date.parse(rating.createdAt);
  expect([0, RATING_OPEN_MS - 1, RATING_OPEN_MS].map((later) => isRatable({ rating }, at + later))).toEqual([true, true, false]);
  expect(isRatable({ rating: null }, Number.MAX_SAFE_INTEGER)).toBe(true);
});

test('a conversation ends with its newest closed ticket, unless it goes on or was merged', () => {
  expect(endedAtFirst({ ticket: null, closedFirst: 4 })).toBe(4);
  expect(endedAtFirst({ ticket: null, closedFirst: 4, mergedFirst: 6 })).toBe(0);
  expect(endedAtFirst({ ticket: null, closedFirst: 8, mergedFirst: 6 })).toBe(8);
  expect(endedAtFirst({ ticket: solved, closedFirst: 4 })).toBe(0);
});
