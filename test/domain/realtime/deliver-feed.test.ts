import * as fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { validConnection } from '../../../domain/realtime/close-connections.ts';
import { findConnection } from '../../../domain/realtime/connection.ts';
import { deliverFeed } from '../../../domain/realtime/deliver-feed.ts';
import { type FeedEntry, feedEntriesOf, queueEntry } from '../../../domain/realtime/feed-entry.ts';
import { serverFrames } from '../../../domain/realtime/frames.ts';
import { newsOf } from '../../../domain/realtime/news.ts';
import { Undeliverable } from '../../../domain/realtime/post-frames.ts';
import { liveConnections } from '../../../domain/realtime/roster.ts';
import { counterKey } from '../../../domain/support/queues/keys.ts';
import { canSeeTicket } from '../../../domain/support/queues/visibility.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../search/threads.ts';
import { type FeedWorld, type Frame, feedWorld } from './world.ts';

let world: FeedWorld;
beforeEach(async () => {
  world = await feedWorld();
  await world.agent('anna', 'agent', ['t1']);
  await world.agent('boris', 'agent');
  await world.agent('chief', 'supervisor');
  await world.queue('open');
  await world.queue('secret', { agentIds: ['nobody'] });
  await world.queue('team', { teamIds: ['t1'] });
  for (const id of ['anna', 'boris', 'chief']) await world.connect(id, { role: id === 'chief' ? 'supervisor' : 'agent' });
});

const ticketEntry = (given: Parameters<typeof ticketOf>[1] = {}, n = 1): FeedEntry => ({ kind: 'ticket', tenantId: TENANT, ticket: ticketOf(n, given) });
const messageEntry = (given: Parameters<typeof messageItem>[2] = {}, number = 1, n = 1): FeedEntry =>
  feedEntriesOf(undefined, messageItem(threadOf(n), number, given))[0] as FeedEntry;
const outcome = (...entries: readonly unknown[]) => deliverFeed(world.deps, entries);
/** Frames that arrived, of a batch of which nothing failed. */
const deliver = async (...entries: FeedEntry[]): Promise<number> => {
  const { sent, failed, reasons } = await outcome(...entries);
  expect([failed.size, reasons]).toEqual([0, []]);
  return sent;
};
const types = (connectionId: string) => world.framesOf(connectionId).map(({ type }) => type);
const expectValid = (frames: readonly Frame[]) => {
  for (const frame of frames) serverFrames[frame.type as keyof typeof serverFrames].parse(frame);
};

test('a ticket and its message arrive as their frames, with a cursor', async () => {
  expect(await deliver(messageEntry(), ticketEntry())).toBe(6);
  const [message, ticket] = world.framesOf('anna');
  expect(ticket).toMatchObject({ type: 'ticket', ticket: { id: `${threadOf(1)}.1`, conversationId: threadOf(1), status: 'created' } });
  expect(ticket?.['ticket']).not.toHaveProperty('revision');
  expect(message).toMatchObject({
    type: 'message',
    conversationId: threadOf(1),
    number: 1,
    body: 'text 1',
    senderId: 'c',
    ticketId: `${threadOf(1)}.1`,
    kind: 'customer',
  });
  expect(typeof message?.['cursor']).toBe('string');
  for (const id of ['anna', 'boris', 'chief']) expectValid(world.framesOf(id));
});

test.each<[string, Parameters<typeof ticketOf>[1], string[]]>([
  ['in no queue', {}, ['anna', 'boris', 'chief']],
  ['in a queue of everyone', { queueIds: ['open'] }, ['anna', 'boris', 'chief']],
  ['in a hidden queue', { queueIds: ['secret'] }, ['chief']],
  ['in a team’s queue', { queueIds: ['team'] }, ['anna', 'chief']],
  ['of somebody, in a hidden queue', { queueIds: ['secret'], owner: { agentId: 'boris', teamId: null } }, ['boris', 'chief']],
  ['of a team, in a hidden queue', { queueIds: ['secret'], owner: { agentId: null, teamId: 't1' } }, ['anna', 'chief']],
])('a ticket %s reaches who may see it, and so do its messages', async (_, given, audience) => {
  await deliver(ticketEntry(given), messageEntry());
  for (const id of ['anna', 'boris', 'chief']) expect(types(id)).toEqual(audience.includes(id) ? ['message', 'ticket'] : []);
});

test('a message that comes without its ticket is walled by the ticket in the table', async () => {
  await world.put(headOf(ticketOf(1, { queueIds: ['team'] })));
  await deliver(messageEntry());
  expect([types('anna'), types('boris'), types('chief')]).toEqual([['message'], [], ['message']]);
  await deliver(messageEntry({}, 1, 99));
  expect(types('chief')).toEqual(['message']);
});

test('a message of a merged ticket is told as one of the leading ticket, behind its wall', async () => {
  const [merged, leading] = [ticketOf(1, { status: 'closed', queueIds: ['open'], mergedInto: `${threadOf(2)}.1` }), ticketOf(2, { queueIds: ['team'] })];
  await world.put(headOf(leading));
  await deliver(messageEntry(), { kind: 'ticket', tenantId: TENANT, ticket: merged });
  const message = world.framesOf('anna').find(({ type }) => type === 'message');
  expect(message).toMatchObject({ ticketId: leading.id, conversationId: threadOf(1), body: 'text 1' });
  expect([types('anna').toSorted(), types('boris'), types('chief').toSorted()]).toEqual([['message', 'ticket'], ['ticket'], ['message', 'ticket']]);
});

test('walls are those of now: of a change of role, team or queue, and of a deleted agent', async () => {
  await world.agent('anna', 'agent', []);
  await world.agent('boris', 'agent', ['t1']);
  await deliver(ticketEntry({ queueIds: ['team'] }));
  expect([types('anna'), types('boris')]).toEqual([[], ['ticket']]);
  await world.queue('team', {});
  await world.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'AGENT#boris' } });
  await world.agent('chief', 'agent');
  await deliver(ticketEntry({ queueIds: ['team'], revision: 2 }), ticketEntry({ queueIds: ['secret'] }, 2));
  expect([types('anna'), types('boris'), types('chief')]).toEqual([['ticket'], ['ticket'], ['ticket', 'ticket']]);
});

test('users get no frames of tickets, API keys those of their role', async () => {
  await world.connect('user', { role: 'user', principal: 'user' });
  await world.connect('key', { role: 'agent', principal: 'key', sessionId: null });
  await world.connect('ghost', { personId: 'nobody-we-know' });
  await deliver(ticketEntry({ queueIds: ['open'] }), ticketEntry({ queueIds: ['team'] }, 2));
  expect([types('user'), types('key'), types('ghost')]).toEqual([[], ['ticket'], []]);
});

test('another tenant hears nothing', async () => {
  await world.connect('stranger', { tenantId: 'other', role: 'admin', principal: 'key' });
  await deliver(ticketEntry(), { kind: 'queue', tenantId: 'gone', queueId: 'open' });
  expect(types('stranger')).toEqual([]);
});

test('queues tell their counters as they are now, once a batch, to who sees the queue', async () => {
  await world.put({ ...counterKey(TENANT, 'team', 0), created: 2 });
  await world.put({ ...counterKey(TENANT, 'team', 1), created: 1, solved: 4 });
  await deliver(queueEntry(TENANT, 'team'), queueEntry(TENANT, 'team'), queueEntry(TENANT, 'no-such-queue'), queueEntry(TENANT, 'open'));
  expect(world.framesOf('anna').filter(({ id }) => id === 'team')).toEqual([
    { type: 'queue', id: 'team', counters: { created: 3, working: 0, pending: 0, followup: 0, solved: 4, closed: 0 } },
  ]);
  expect(world.framesOf('boris').map(({ id }) => id)).toEqual(['open']);
  expectValid(world.framesOf('chief'));
  await deliver(queueEntry(TENANT, 'no-such-queue'));
});

test('of a ticket changed several times in a batch only the newest state is told, whatever the order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ n: fc.integer({ min: 1, max: 3 }), revision: fc.integer({ min: 1, max: 9 }), isMessage: fc.boolean() }), { maxLength: 20 }),
      (given) => {
        const entries = given.map(({ n, revision, isMessage }) => (isMessage ? messageEntry({ revision }, 1, n) : ticketEntry({ revision }, n)));
        const news = newsOf(entries);
        for (const n of [1, 2, 3]) {
          const newest = (isMessage: boolean) => Math.max(-1, ...given.filter((g) => g.n === n && g.isMessage === isMessage).map((g) => g.revision));
          expect(news.tickets.get(`${threadOf(n)}.1`)?.revision ?? -1).toBe(newest(false));
          expect([...news.messages.values()].find(({ message }) => message.threadId === threadOf(n))?.message.revision ?? -1).toBe(newest(true));
        }
      },
    ),
  );
});

test('no frame ever reaches who may not see its ticket', async () => {
  const owner = fc.record({ agentId: fc.constantFrom(null, 'anna', 'boris', 'other'), teamId: fc.constantFrom(null, 't1', 't2') });
  const tickets = fc.array(fc.record({ owner, queueIds: fc.uniqueArray(fc.constantFrom('open', 'secret', 'team', 'gone')) }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(tickets, async (given) => {
      world.forget();
      const stored = given.map((fields, n) => ticketOf(n + 1, fields));
      for (const ticket of stored) await world.put(headOf(ticket));
      // Some come with their ticket, some alone.
      await deliver(...stored.flatMap((ticket, n) => [messageEntry({}, 1, n + 1), ...(n % 2 ? [{ kind: 'ticket', tenantId: TENANT, ticket } as const] : [])]));
      const configuration = await world.deps.configurations.walls(TENANT);
      for (const [id, viewer] of [
        ['anna', { id: 'anna', role: 'agent', teamIds: ['t1'] }],
        ['boris', { id: 'boris', role: 'agent', teamIds: [] }],
      ] as const) {
        const heard = new Set(world.framesOf(id).map((frame) => frame['conversationId'] ?? (frame['ticket'] as { threadId: string }).threadId));
        const seen = new Set(stored.filter((ticket) => canSeeTicket(viewer, ticket, configuration)).map(({ threadId }) => threadId));
        expect(heard).toEqual(seen);
      }
    }),
    { numRuns: 60 },
  );
});

test('a long message comes whole, an endless one with a note that it was cut', async () => {
  const [, body] = [messageItem(threadOf(1), 1), { pk: messageItem(threadOf(1), 1).pk, sk: 'B#0000000001', text: 'the whole '.repeat(100), html: null }];
  await world.put(body);
  await deliver(
    ticketEntry(),
    messageEntry({ text: 'the whole', aside: true }),
    messageEntry({ text: 'body lost', aside: true }, 2),
    messageEntry({ text: 'x'.repeat(30_000) }, 3),
  );
  const bodies = world.framesOf('anna').filter(({ type }) => type === 'message');
  expect(bodies).toMatchObject([{ body: 'the whole '.repeat(100) }, { body: 'body lost', truncated: true }, { body: 'x'.repeat(20_000), truncated: true }]);
  expect(bodies[0]).not.toHaveProperty('truncated');
  expectValid(bodies);
});

test('amendments follow their message', async () => {
  const before = messageItem(threadOf(1), 1);
  const hidden = feedEntriesOf(before, messageItem(threadOf(1), 1, { hidden: true, revision: 5 }));
  await deliver(...hidden, messageEntry(), ticketEntry());
  expect(world.framesOf('anna')).toMatchObject([
    { type: 'message', body: 'text 1' },
    { type: 'amended', number: 1, body: null, hidden: true, deleted: false, delivery: null },
    { type: 'ticket' },
  ]);
  expectValid(world.framesOf('anna'));
});

test('an amendment says what became of a suggestion, and the sentiment and language of a message', async () => {
  const suggested = (state: 'open' | 'accepted' | 'dismissed', reply?: number) =>
    messageItem(threadOf(1), 2, { kind: 'ai_suggestion', suggestion: { state, ...(reply === undefined ? {} : { reply }) }, revision: reply ?? 2 });
  const analysed = messageItem(threadOf(1), 1, { sentiment: 'negative', language: 'de', revision: 5 });
  await deliver(
    ...feedEntriesOf(suggested('open'), suggested('accepted', 3)),
    ...feedEntriesOf(messageItem(threadOf(1), 1), analysed),
    ...feedEntriesOf(messageItem(threadOf(1), 4), messageItem(threadOf(1), 4, { hidden: true, revision: 6 })),
    ticketEntry(),
  );
  const frames = world.framesOf('anna').filter(({ type }) => type === 'amended');
  expect(frames).toMatchObject([
    { number: 1, sentiment: 'negative', language: 'de' },
    { number: 2, suggestion: { state: 'accepted', reply: 3 } },
    { number: 4, hidden: true },
  ]);
  for (const name of ['suggestion', 'sentiment', 'language']) expect(frames[2]).not.toHaveProperty(name);
  expectValid(frames);
  world.forget();
  await deliver(...feedEntriesOf(suggested('open'), suggested('dismissed')), ticketEntry());
  expect(world.framesOf('anna')).toMatchObject([{ type: 'amended', suggestion: { state: 'dismissed' } }, { type: 'ticket' }]);
});

test('a connection that is gone is forgotten, and the others are served', async () => {
  world.bad.set('anna', 'gone');
  expect(await deliver(ticketEntry(), messageEntry())).toBe(4);
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['boris', 'chief']);
  expect(world.table.all().filter((item) => JSON.stringify(item).includes('"anna"') && !item.sk.startsWith('AGENT#'))).toEqual([]);
});

test('a connection that is still opening seems gone to the gateway: it is kept, and served from its opening on', async () => {
  const opening = await world.connect('tab', { personId: 'anna' }, 0);
  world.bad.set('tab', 'gone');
  expect(await deliver(ticketEntry())).toBe(3);
  world.bad.delete('tab');
  expect(await deliver(ticketEntry({ revision: 2 }))).toBe(4);
  expect(types('tab')).toEqual(['ticket']);
  // One that was never opened is forgotten by the first post after the time that an opening may take.
  world.bad.set('tab', 'gone');
  world.pass(29_000);
  await deliver(ticketEntry({ revision: 3 }));
  expect(await findConnection(world.table, 'tab')).toEqual(opening);
  world.pass(1_000);
  await deliver(ticketEntry({ revision: 4 }));
  expect(await findConnection(world.table, 'tab')).toBeUndefined();
});

test('a connection that takes no frame is closed, so that its device comes back and resumes', async () => {
  world.bad.set('anna', 'stuck');
  await deliver(ticketEntry(), messageEntry());
  expect(world.closed).toEqual(['anna']);
  expect(types('boris')).toEqual(['message', 'ticket']);
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['boris', 'chief']);
});

test('one that can be neither reached nor closed is forgotten, and nothing comes again for the others', async () => {
  world.bad.set('anna', 'dead');
  expect(await outcome(ticketEntry())).toMatchObject({ sent: 2, abandoned: 1, failed: new Set() });
  expect(types('boris')).toEqual(['ticket']);
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['boris', 'chief']);
  // Its next frame finds no connection and closes it.
  expect(await validConnection(world.deps, 'anna').catch(() => 'tried to close')).toBe('tried to close');
});

test('when nobody can be reached the gateway is down: the batch comes again, and nobody is forgotten', async () => {
  for (const id of ['anna', 'boris', 'chief']) world.bad.set(id, 'dead');
  const entry = ticketEntry();
  const { failed, reasons, sent } = await outcome(entry);
  expect([sent, failed, reasons]).toEqual([0, new Set([entry]), [expect.any(Undeliverable)]]);
  world.bad.clear();
  expect(await deliver(entry)).toBe(3);
});

test('a frame that the gateway will never take is skipped; those behind it and the other connections get theirs', async () => {
  const post = world.deps.sockets.post.bind(world.deps.sockets);
  const refusing = {
    ...world.deps.sockets,
    post: async (id: string, frame: string) => (id === 'anna' && frame.includes('poison') ? 'refused' : post(id, frame)),
  };
  const deps = { ...world.deps, sockets: refusing as typeof world.deps.sockets };
  const entries = [messageEntry({ text: 'poison' }), messageEntry({}, 2), ticketEntry()];
  expect(await deliverFeed(deps, entries)).toMatchObject({ sent: 8, skipped: 1, abandoned: 0, failed: new Set() });
  expect([types('anna'), types('boris'), world.closed]).toEqual([['message', 'ticket'], ['message', 'message', 'ticket'], []]);
});

test.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'ticket'],
  ['an unknown kind', { kind: 'dance', tenantId: TENANT }],
  ['a name that every object has', { kind: 'toString', tenantId: TENANT }],
  ['a ticket without an owner', { kind: 'ticket', tenantId: TENANT, ticket: { ...ticketOf(9), owner: null } }],
  ['a message without a thread', { kind: 'message', tenantId: TENANT, message: { ticketId: 'x', number: 1 } }],
  ['a queue without an id', { kind: 'queue', tenantId: TENANT }],
  ['no tenant', { kind: 'queue', queueId: 'open' }],
  ['an order to close nobody', { kind: 'close', tenantId: TENANT, sessionId: null }],
])('an entry that is %s is skipped, and those beside it are told', async (_, entry) => {
  const { sent, skipped, failed, reasons } = await outcome(entry, ticketEntry(), entry);
  expect([sent, skipped, failed.size, reasons.length]).toEqual([3, 2, 0, 1]);
});

test('a ticket of which no frame can be made is left out alone', async () => {
  const broken = { ...ticketEntry({ updatedAt: 'no time' }, 2) };
  const strange = { ...ticketEntry({}, 3), ticket: { ...ticketOf(3), customFields: { n: 1n } } };
  const { sent, skipped, failed } = await outcome(broken, strange, ticketEntry(), messageEntry());
  expect([skipped, failed.size]).toEqual([1, 0]);
  expect(sent).toBe(9);
});

test('a tenant whose part of the table fails comes again alone', async () => {
  await world.put({ ...TENANT_ITEM, pk: 'T#other' });
  await world.connect('stranger', { tenantId: 'other', role: 'admin', principal: 'key', sessionId: null });
  const { query } = world.table;
  world.table.query = (given) => (given.pk.startsWith('T#other') ? Promise.reject(new TableUnavailable(new Error('down'))) : query(given));
  const other = { kind: 'queue', tenantId: 'other', queueId: 'open' };
  const { sent, failed } = await outcome(other, ticketEntry());
  expect([sent, failed]).toEqual([3, new Set([other])]);
});

test('a ticket that is too long for a frame comes without its fields, or as its ids, and says so', async () => {
  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`field${n}`, '\u0001'.repeat(1000)]));
  await deliver(ticketEntry({ customFields: fields(50) }), ticketEntry({ customFields: fields(3) }, 2), ticketEntry({ topic: '\u0002'.repeat(40_000) }, 3));
  const [long, short, strange] = world.framesOf('anna').toSorted((a, b) => (JSON.stringify(a['ticket']) < JSON.stringify(b['ticket']) ? -1 : 1));
  expect(long).toMatchObject({ type: 'ticket', truncated: true, ticket: { id: `${threadOf(1)}.1`, status: 'created', owner: {} } });
  expect(long?.['ticket']).not.toHaveProperty('customFields');
  expect(short).not.toHaveProperty('truncated');
  expect(short).toMatchObject({ ticket: { customFields: fields(3) } });
  expect(strange).toMatchObject({ truncated: true, ticket: { id: `${threadOf(3)}.1`, sequence: 3, status: 'created', version: 1, threadId: threadOf(3) } });
  expect(strange?.['ticket']).not.toHaveProperty('topic');
  expectValid(world.framesOf('anna'));
});

test('a ticket that the queue could only name is read, and walled, as it is now', async () => {
  await world.put(headOf(ticketOf(1, { queueIds: ['team'], revision: 7, status: 'working' })));
  await deliver(ticketEntry({ revision: 3 }), { kind: 'ticketRef', tenantId: TENANT, ticketId: `${threadOf(1)}.1` }, messageEntry());
  expect(world.framesOf('anna')).toMatchObject([{ type: 'message' }, { type: 'ticket', ticket: { status: 'working' } }]);
  expect([types('boris'), types('chief')]).toEqual([[], ['message', 'ticket']]);
  await deliver({ kind: 'ticketRef', tenantId: TENANT, ticketId: 'gone' });
});

const countReads = (): string[] => {
  const reads: string[] = [];
  const { query, get } = world.table;
  world.table.query = (given) => (reads.push('query'), query(given));
  world.table.get = (keys, options) => {
    if (keys.length > 0) reads.push('get');
    return get(keys, options);
  };
  return reads;
};

test('the list of connections is read once; after that, only the count of its changes', async () => {
  await deliver(ticketEntry());
  const reads = countReads();
  expect(await deliver(ticketEntry({ revision: 2 }))).toBe(3);
  // The count of who came and went, and the generations of the configuration.
  expect(reads).toEqual(['get', 'get']);
  await world.connect('late', { personId: 'chief', role: 'supervisor' });
  reads.length = 0;
  expect(await deliver(ticketEntry({ revision: 3 }))).toBe(4);
  expect(reads).toEqual(['get', 'get', 'query']);
});

test('where nobody is connected one read is all, and whoever comes is served from the next batch on', async () => {
  world.bad.set('anna', 'gone').set('boris', 'gone').set('chief', 'gone');
  await deliver(ticketEntry());
  await deliver(ticketEntry());
  const reads = countReads();
  await deliver(ticketEntry());
  expect(reads).toEqual(['get']);
  world.bad.clear();
  await world.connect('anna');
  expect(await deliver(ticketEntry())).toBe(1);
  expect(await deliver(ticketEntry())).toBe(1);
});

test('connections that API Gateway has ended long ago are not asked any more', async () => {
  world.pass(2 * 3600_000 + 601_000);
  expect(await deliver(ticketEntry())).toBe(0);
});

test('a tenant that was deleted a moment ago hears nothing more, and holds nobody up', async () => {
  await deliver(ticketEntry());
  await world.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'TENANT' } });
  expect(await deliver(ticketEntry({ revision: 2 }))).toBe(0);
  expect(await deliver(ticketEntry({ revision: 3 }))).toBe(0);
});

test('connections of people who are all gone get nothing', async () => {
  for (const id of ['anna', 'boris', 'chief']) await world.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: `AGENT#${id}` } });
  await world.queue('open');
  expect(await deliver(ticketEntry())).toBe(0);
  for (const id of ['anna', 'boris', 'chief']) expect(types(id)).toEqual([]);
});

test('a connection that cannot be forgotten makes the batch come again, after the others were served', async () => {
  const { transact, write } = world.table;
  const failing = async () => Promise.reject(new TableUnavailable(new Error('away')));
  world.bad.set('anna', 'gone');
  world.table.transact = failing;
  world.table.write = failing;
  const { failed } = await outcome(ticketEntry());
  expect([failed.size, types('boris'), types('chief')]).toEqual([1, ['ticket'], ['ticket']]);
  Object.assign(world.table, { transact, write });
  expect(await deliver(ticketEntry({ revision: 2 }))).toBe(2);
});

test('many frames to many connections arrive all, in order within a ticket', async () => {
  for (let n = 0; n < 60; n += 1) await world.connect(`d${n}`, { personId: 'chief', role: 'supervisor' });
  const entries = Array.from({ length: 20 }, (_, n) => [ticketEntry({}, n + 1), messageEntry({}, 1, n + 1), messageEntry({}, 2, n + 1)]).flat();
  expect(await deliver(...entries)).toBe(63 * 60);
  const numbers = world
    .framesOf('d7')
    .filter((frame) => frame['conversationId'] === threadOf(4))
    .map((frame) => frame['number']);
  expect(numbers).toEqual([1, 2]);
});

const TENANT_ITEM = { sk: 'TENANT', name: 'Other', slug: 'other', settings: {}, createdAt: '2026-01-01T00:00:00.000Z', generation: 1, queuesGeneration: 1 };
const closing = (personId: string, sessionId: string | null = null) => ({ kind: 'close', tenantId: TENANT, personId, sessionId }) as const;

test('sockets that are to be closed are closed before anything of their batch is told', async () => {
  await world.connect('anna-2', { personId: 'anna', sessionId: 's2' });
  expect(await deliver(ticketEntry(), closing('anna', 's1'))).toBe(3);
  expect(world.closed).toEqual(['anna']);
  // The device is told why.
  expect([types('anna'), types('anna-2'), types('boris')]).toEqual([['error'], ['ticket'], ['ticket']]);
  expect(await deliver(closing('anna'), closing('boris'), closing('nobody'))).toBe(0);
  expect(world.closed.toSorted()).toEqual(['anna', 'anna-2', 'boris']);
});

test('one that cannot be closed makes the batch come again, after the others were served', async () => {
  world.bad.set('anna', 'dead');
  const wanted = closing('anna');
  const { failed, reasons } = await outcome(wanted, closing('boris'), queueEntry(TENANT, 'open'));
  expect([failed, String(reasons[0])]).toEqual([new Set([wanted]), 'Error: cannot be reached']);
  // Until it can be closed it hears nothing more.
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['chief']);
  expect((await outcome(wanted)).failed).toEqual(new Set([wanted]));
  expect(world.closed).toEqual(['boris']);
  expect(types('chief')).toEqual(['queue']);
  world.bad.clear();
  await deliver(closing('anna'));
  expect(world.closed).toEqual(['boris', 'anna']);
});
