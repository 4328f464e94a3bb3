import { beforeEach, expect, test } from 'vitest';
import { availabilityOf } from '../../../domain/availability/availability.ts';
import { disconnected } from '../../../domain/realtime/close-connections.ts';
import type { Connection } from '../../../domain/realtime/connection.ts';
import { deliverFeed } from '../../../domain/realtime/deliver-feed.ts';
import { feedEntriesOf, packFeed, unpackFeed } from '../../../domain/realtime/feed-entry.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { handleFrames } from '../../../domain/realtime/handle-frame.ts';
import { readFrames } from '../../../domain/realtime/read-frames.ts';
import { tellViewing } from '../../../domain/realtime/tell-presence.ts';
import { closedOf, headOf, messageItem, TENANT, threadOf, ticketOf } from '../search/threads.ts';
import { type FeedWorld, feedWorld } from './world.ts';

let world: FeedWorld;
let anna: Connection;
let boris: Connection;
const TICKET = `${threadOf(1)}.1`;

beforeEach(async () => {
  world = await feedWorld();
  for (const id of ['anna', 'boris', 'carla']) await world.agent(id, 'agent');
  await world.queue('hidden', { agentIds: ['boris', 'anna'] });
  await world.put(headOf(ticketOf(1, { queueIds: ['hidden'] })));
  anna = await world.connect('anna');
  boris = await world.connect('boris');
  await world.connect('carla');
});

const say = async (who: Connection, frame: unknown) => {
  await handleFrames(world.deps, who, readFrames(JSON.stringify(frame)));
  return world.framesOf(who.connectionId);
};
const look = (who: Connection, ...ticketIds: readonly string[]) => say(who, { type: 'subscribe', ticketIds });
const seen = (id: string, isViewing: boolean) => ({ type: 'presence', userId: id, name: id, ticketId: TICKET, viewing: isViewing });

test('an agent who opens a ticket is shown to its other viewers, gets the current viewers, and leaves with the ticket or the socket', async () => {
  await look(anna, TICKET);
  expect([world.framesOf('anna'), world.framesOf('boris'), world.framesOf('carla')]).toEqual([[], [seen('anna', true)], []]);
  world.forget();
  expect(await look(boris, TICKET)).toEqual([seen('anna', true)]);
  expect(world.framesOf('anna')).toEqual([seen('boris', true)]);
  world.forget();
  // The same once more is no news.
  await look(boris, TICKET);
  expect(world.framesOf('anna')).toEqual([]);
  // A list is no look at one ticket.
  await look(boris, TICKET, 'another');
  expect(world.framesOf('anna')).toEqual([seen('boris', false)]);
  world.forget();
  const gone = await disconnected({ table: world.table, tableOf: () => world.table }, 'anna');
  expect(gone?.viewed).toBe(TICKET);
  await tellViewing(world.deps, anna, TICKET, false);
  expect(world.framesOf('boris')).toEqual([seen('anna', false)]);
});

test('somebody who may not see the ticket tells and hears nothing, and a second screen of one person is no news', async () => {
  const carla = await world.connect('carla2', { personId: 'carla' });
  await look(anna, TICKET);
  world.forget();
  expect(await look(carla, TICKET)).toEqual([]);
  const second = await world.connect('anna2', { personId: 'anna' });
  await look(second, TICKET);
  await look(second, 'nothing');
  expect([world.framesOf('anna'), world.framesOf('boris')]).toEqual([[], []]);
  expect(await tellViewing(world.deps, carla, TICKET, true)).toBe(false);
  expect(await tellViewing(world.deps, anna, 'nothing', true)).toBe(false);
});

test('availability by socket is kept and told to every colleague', async () => {
  const until = new Date(world.deps.clock() + 60_000).toISOString();
  await say(anna, { type: 'presence', availability: 'away', until });
  const frame = { type: 'presence', userId: 'anna', availability: 'away', until };
  expect([world.framesOf('anna'), world.framesOf('boris'), world.framesOf('carla')]).toEqual([[frame], [frame], [frame]]);
  expect(await availabilityOf(world.table, TENANT, ['anna', 'boris'], world.deps.clock())).toEqual([
    { availability: 'away', until },
    { availability: 'online', until: null },
  ]);
  expect(await availabilityOf(world.table, TENANT, ['anna'], world.deps.clock() + 60_000)).toEqual([{ availability: 'online', until: null }]);
});

test.each([
  ['an end in the past', { availability: 'away', until: '2020-01-01T00:00:00Z' }, 'unprocessable'],
  ['an end of being online', { availability: 'online', until: '2040-01-01T00:00:00Z' }, 'unprocessable'],
  ['an unknown word', { availability: 'asleep' }, 'invalid_request'],
])('%s is refused', async (_, given, code) => {
  expect(await say(anna, { type: 'presence', id: 'p', ...given })).toMatchObject([{ type: 'error', id: 'p', code }]);
});

test('an API key has no availability', async () => {
  const key = await world.connect('k', { principal: 'key' });
  expect(await say(key, { type: 'presence', availability: 'away' })).toMatchObject([{ code: 'forbidden' }]);
});

test('delivery tells what was said by the API; with nobody connected it is done too', async () => {
  const said = { availability: 'out_of_office', until: null } as const;
  const entries = unpackFeed(packFeed([{ kind: 'presence', tenantId: TENANT, userId: 'anna', said }]).join(''));
  expect((await deliverFeed(world.deps, entries)).failed.size).toBe(0);
  expect(world.framesOf('boris')).toEqual([{ type: 'presence', userId: 'anna', ...said }]);
  expect((await deliverFeed(world.deps, unpackFeed(packFeed([{ kind: 'presence', tenantId: 'nobody', userId: 'x', said }]).join('')))).failed.size).toBe(0);
});

test('a note tells everybody whom it names and who may see the ticket, whatever they look at, but not its author', async () => {
  await look(boris, 'something else');
  world.forget();
  const item = messageItem(threadOf(1), 2, { kind: 'note', text: 'x'.repeat(300), ticketId: TICKET });
  const note = {
    ...item,
    author: { type: 'agent', id: 'anna', name: null, handle: null },
    mentions: [
      { type: 'agent', id: 'boris' },
      { type: 'agent', id: 'anna' },
      { type: 'agent', id: 'carla' },
      { type: 'team', id: 'night' },
    ],
  };
  const entries = feedEntriesOf(undefined, note).filter(({ kind }) => kind === 'mention');
  expect(entries).toHaveLength(1);
  expect(feedEntriesOf(note, { ...note, revision: 9 }).filter(({ kind }) => kind === 'mention')).toEqual([]);
  await deliverFeed(world.deps, unpackFeed(packFeed(entries).join('')));
  expect(world.framesOf('boris')).toMatchObject([{ type: 'mention', ticketId: TICKET, number: 2, senderId: 'anna' }]);
  expect(String(world.framesOf('boris')[0]?.['body']).length).toBeLessThanOrEqual(201);
  expect([world.framesOf('anna'), world.framesOf('carla')]).toEqual([[], []]);
});

test.each<[string, Parameters<typeof ticketOf>[1], string[]]>([
  ['an agent', { owner: { agentId: 'boris', teamId: null } }, ['boris']],
  ['an agent of a team', { owner: { agentId: 'anna', teamId: 'night' } }, ['anna']],
  ['a team', { owner: { agentId: null, teamId: 'night' } }, ['boris']],
  ['nobody', { queueIds: ['hidden'] }, []],
])('a reply that failed for good is told to the owner, %s, whatever they look at, once', async (_, given, expected) => {
  await world.agent('boris', 'agent', ['night']);
  await world.put(headOf(ticketOf(1, given)));
  await look(boris, 'something else');
  await look(anna, 'something else');
  world.forget();
  const sending = messageItem(threadOf(1), 2, { kind: 'reply', ticketId: TICKET, delivery: { state: 'queued', error: null } });
  const failed = { ...sending, delivery: { state: 'failed', error: { code: '131026', message: 'not on WhatsApp' } }, revision: 3 };
  const entries = feedEntriesOf(sending, failed).filter(({ kind }) => kind === 'failure');
  expect(feedEntriesOf(failed, { ...failed, revision: 4 }).map(({ kind }) => kind)).toEqual(['amended']);
  expect((await deliverFeed(world.deps, unpackFeed(packFeed(entries).join('')))).failed.size).toBe(0);
  const frame = { type: 'failure', ticketId: TICKET, conversationId: threadOf(1), number: 2, error: { code: '131026', message: 'not on WhatsApp' } };
  for (const id of ['anna', 'boris', 'carla']) expect(world.framesOf(id)).toEqual(expected.includes(id) ? [frame] : []);
  expect(serverFrames.failure.parse(frame)).toEqual(frame);
});

test('an agent who writes in the thread of a merged ticket is shown on the leading one', async () => {
  const typing = (conversationId: string) => say(anna, { type: 'typing', id: 't', conversationId });
  await world.put({ ...headOf(ticketOf(2)), tk: undefined, ticket: undefined, closedFirst: 1, mergedFirst: 1 });
  await world.put(closedOf(ticketOf(2, { mergedInto: TICKET })));
  await typing(threadOf(2));
  expect(world.framesOf('boris')).toEqual([{ type: 'typing', conversationId: threadOf(2), ticketId: TICKET, userId: 'anna', name: 'anna' }]);
  await world.put({ ...headOf(ticketOf(3)), tk: undefined, ticket: undefined, closedFirst: 1 });
  expect(await typing(threadOf(3))).toMatchObject([{ type: 'error', id: 't' }]);
});
