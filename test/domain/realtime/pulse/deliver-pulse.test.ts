import { beforeEach, expect, test } from 'vitest';
import { deliverFeed } from '../../../../domain/realtime/deliver-feed.ts';
import { type FeedEntry, pulseBody, unpackFeed } from '../../../../domain/realtime/feed-entry.ts';
import { serverFrames } from '../../../../domain/realtime/frames.ts';
import { type Change, wallOf } from '../../../../domain/realtime/positions/changes.ts';
import { deliveredOf, doneKeys } from '../../../../domain/realtime/positions/delivered.ts';
import { appendSegment } from '../../../../domain/realtime/positions/segments.ts';
import { requestPulse } from '../../../../domain/realtime/pulse/row.ts';
import { resumeFeed } from '../../../../domain/realtime/resume-feed.ts';
import { subscribe } from '../../../../domain/realtime/subscribe.ts';
import { counterKey } from '../../../../domain/support/queues/keys.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { headOf, messageItem, TENANT, threadOf, ticketOf } from '../../search/threads.ts';
import { type FeedWorld, feedWorld } from '../world.ts';

let world: FeedWorld;
beforeEach(async () => {
  world = await feedWorld();
  for (const id of ['anna', 'boris']) await world.agent(id, 'agent', id === 'anna' ? ['t1'] : []);
  await world.agent('chief', 'supervisor');
  await world.queue('open');
  await world.queue('team', { teamIds: ['t1'] });
  await world.queue('hidden', { agentIds: ['nobody'] });
  for (const id of ['anna', 'boris', 'chief']) await world.connect(id, { role: id === 'chief' ? 'supervisor' : 'agent' });
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
type Fields = Parameters<typeof ticketOf>[1];
/** Tickets change, each with a message; the projector lists them in a segment. Answers the body's entries. */
const change = async (ns: readonly number[], fields: Fields = {}, wall: (change: Change) => Change = (one) => one): Promise<FeedEntry[]> => {
  const tickets = ns.map((n) => ticketOf(n, { generation: 9, ...fields }));
  for (const [at, ticket] of tickets.entries()) {
    await world.put(headOf(ticket));
    await world.put(messageItem(threadOf(ns[at] as number), 1));
  }
  const changes = tickets.map((ticket) => wall({ ticketId: ticket.id, appended: [1], amended: [], wall: wallOf(ticket) }));
  const segment = await appendSegment(world.deps, TENANT, changes);
  return [{ kind: 'segment', tenantId: TENANT, ...segment }, ...tickets.map((ticket): FeedEntry => ({ kind: 'ticket', tenantId: TENANT, ticket }))];
};
const deliver = async (entries: readonly FeedEntry[]) => {
  const { failed, reasons, sent } = await deliverFeed(world.deps, entries);
  expect([failed.size, reasons]).toEqual([0, []]);
  return sent;
};
const types = (id: string) => world.framesOf(id).map(({ type }) => type);
const ticketsOf = (id: string) => world.framesOf(id).filter(({ type }) => type === 'ticket');
const done = async () => (await world.table.get(doneKeys(TENANT, 2))).map((item) => deliveredOf(item).ranges);

test('a change of thousands of tickets is one `stale` frame to each who would hear of them, and frames to who hears of few', async () => {
  const entries = [...(await change(range(1, 60), { queueIds: ['team'] })), ...(await change([61], { queueIds: ['open'] }))];
  expect(await deliver(entries)).toBe(0);
  expect(world.later.flatMap(unpackFeed)).toMatchObject([{ kind: 'pulse', tenantId: TENANT }]);
  await world.pulse();
  expect([types('anna'), types('chief'), types('boris')]).toEqual([['stale'], ['stale'], ['message', 'ticket']]);
  expect(world.framesOf('anna')[0]).toMatchObject({ queueIds: ['team', 'open'] });
  for (const id of ['anna', 'boris', 'chief']) for (const frame of world.framesOf(id)) serverFrames[frame.type as 'stale'].parse(frame);
  // All of it counts as delivered, and the cursors say so.
  expect(await done()).toEqual([[], [[1, 2]]]);
  for (const id of ['anna', 'boris']) {
    const cursor = String(world.framesOf(id).at(-1)?.['cursor']);
    world.forget();
    const [connection] = [await world.connect(`${id}-2`, { personId: id })];
    await resumeFeed(world.deps, connection, { cursor });
    expect(world.framesOf(`${id}-2`).map(({ type }) => type)).not.toContain('ticket');
  }
});

test('messages of a merged ticket are told as those of the leading one, to who may see that, and the merged ticket to who may see it', async () => {
  const leading = ticketOf(2, { queueIds: ['team'] });
  await change([1], { status: 'closed', queueIds: ['open'], mergedInto: leading.id });
  await world.put(headOf(leading));
  await requestPulse(world.deps, TENANT, { queueIds: [], changes: true }, world.deps.sendLater);
  await world.pulse();
  expect([types('anna').toSorted(), types('boris'), types('chief').toSorted()]).toEqual([['message', 'ticket'], ['ticket'], ['message', 'ticket']]);
  expect(world.framesOf('anna').find(({ type }) => type === 'message')).toMatchObject({ ticketId: leading.id, conversationId: threadOf(1), number: 1 });
});

test('a busy tenant is told once a second; when it is quiet again, at once', async () => {
  let batches = 0;
  for (let second = 0; second < 5; second += 1) {
    for (const n of range(1, 8)) {
      await deliver(await change(range(n * 20, n * 20 + 19), { queueIds: ['open'] }));
      world.pass(120);
      batches += 1;
    }
    world.forget();
    await world.pulse();
    if (second > 0) expect(types('boris').filter((type) => type !== 'queue')).toEqual(['stale']);
  }
  expect(batches).toBe(40);
  world.pass(5_000);
  world.forget();
  await deliver(await change([1], { queueIds: ['open'] }));
  // The entries of this test carry no messages.
  expect([types('boris'), world.later]).toEqual([['ticket'], []]);
});

test('a subscriber of one ticket gets its frames even if everything else is stale; a subscriber of a quiet queue is not stale', async () => {
  const chief = await world.connect('chief-2', { personId: 'chief', role: 'supervisor' });
  await subscribe(world.table, chief, { queueIds: ['team'], ticketIds: [ticketOf(7).id] });
  const watcher = await world.connect('anna-2', { personId: 'anna' });
  await subscribe(world.table, watcher, { queueIds: ['open'], ticketIds: [ticketOf(7).id, ticketOf(99).id] });
  await deliver(await change(range(1, 60), { queueIds: ['team'] }));
  await world.pulse();
  expect([types('chief-2'), types('anna-2'), types('anna')]).toEqual([['message', 'ticket', 'stale'], ['message', 'ticket'], ['stale']]);
  expect(world.framesOf('chief-2').at(-1)).toMatchObject({ queueIds: ['team'] });
  expect(ticketsOf('anna-2')[0]).toMatchObject({ ticket: { id: ticketOf(7).id } });
});

test('a wall that is not known, old, or of a queue that is gone makes the ticket be read, and the wall of now decides', async () => {
  await world.queue('gone', { agentIds: ['anna'] });
  const unknown = await change([1], { queueIds: ['hidden'] }, (one) => ({ ...one, wall: null }));
  const old = await change([2], { queueIds: ['team'], generation: 0 }, (one) => one);
  const away = await change([3], { queueIds: ['gone'] });
  await world.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'QUEUE#gone' } });
  await world.queue('open');
  await requestPulse(world.deps, TENANT, { queueIds: [], changes: true }, world.deps.sendLater);
  expect([unknown.length, old.length, away.length]).toEqual([2, 2, 2]);
  await world.pulse();
  const heard = (id: string) => ticketsOf(id).map(({ ticket }) => (ticket as { sequence: number }).sequence);
  // All queues of this hub hold every ticket: the one that was evaluated under older ones is in all of them now.
  expect([heard('chief'), heard('anna').includes(1), heard('boris').includes(1)]).toEqual([[1, 2, 3], false, false]);
  expect(heard('anna')).toContain(2);
});

test('more tickets without a known wall than anybody is told make everybody stale', async () => {
  await deliver(await change(range(1, 60), { queueIds: ['hidden'] }, (one) => ({ ...one, wall: null })));
  await world.pulse();
  for (const id of ['anna', 'boris', 'chief']) expect(world.framesOf(id)).toMatchObject([{ type: 'stale', queueIds: [] }]);
});

test('tickets beyond what one pulse reads make those who would hear of them stale, and nobody else', async () => {
  for (const n of range(0, 59)) {
    await world.agent(`a${n}`, 'agent', [`team${n}`]);
    await world.queue(`q${n}`, { teamIds: [`team${n}`] });
    await world.connect(`a${n}`, { personId: `a${n}`, teamIds: [`team${n}`] });
    await change(range(n * 40 + 1, n * 40 + 40), { queueIds: [`q${n}`] });
  }
  await requestPulse(world.deps, TENANT, { queueIds: [], changes: true }, world.deps.sendLater);
  await world.pulse();
  const told = range(0, 59).map((n) => new Set(types(`a${n}`)));
  expect(told.filter((kinds) => kinds.has('stale'))).toHaveLength(10);
  expect(told.filter((kinds) => kinds.has('ticket'))).toHaveLength(50);
  expect(types('chief')).toEqual(['stale']);
});

test('counters that moved come with the pulse, each queue once, to who sees it', async () => {
  await world.put({ ...counterKey(TENANT, 'team', 0), created: 2 });
  for (let n = 0; n < 50; n += 1) await requestPulse(world.deps, TENANT, { queueIds: ['team', 'open', 'nowhere'], changes: false }, world.deps.sendLater);
  expect(world.later).toHaveLength(1);
  await world.pulse();
  expect(world.framesOf('anna').map(({ id }) => id)).toEqual(['team', 'open']);
  expect(world.framesOf('anna')[0]).toMatchObject({ counters: { created: 2 } });
  expect(world.framesOf('boris').map(({ id }) => id)).toEqual(['open']);
  // The same message once more brings nothing.
  world.forget();
  await deliverFeed(world.deps, unpackFeed(pulseBody(TENANT, 0)));
  expect(types('anna')).toEqual([]);
});

test('a connection that takes nothing is closed and forgotten, and holds nobody', async () => {
  world.bad.set('anna', 'stuck').set('boris', 'gone');
  await deliver(await change(range(1, 60), { queueIds: ['open'] }));
  await world.pulse();
  expect([world.closed, types('chief')]).toEqual([['anna'], ['stale']]);
  world.bad.clear();
  world.forget();
  await deliver(await change(range(1, 60), { queueIds: ['open'] }));
  await world.pulse();
  expect([types('anna'), types('boris'), types('chief')]).toEqual([[], [], ['stale']]);
});

test('when the table fails in the middle the message comes again, and nothing was lost; nothing counts as delivered before', async () => {
  await deliver(await change(range(1, 60), { queueIds: ['open'] }));
  const { query } = world.table;
  world.table.query = () => Promise.reject(new TableUnavailable(new Error('down')));
  const [body] = world.later as [string];
  expect((await deliverFeed(world.deps, unpackFeed(body))).failed.size).toBe(1);
  world.table.query = query;
  expect(await done()).toEqual([[], []]);
  // It is thought to run still: the message is put back until that is over.
  world.later.length = 0;
  world.pass(10);
  await deliverFeed(world.deps, unpackFeed(body));
  expect([world.later.length, types('boris')]).toEqual([1, []]);
  // Only once, however often it is shown.
  world.pass(10);
  for (let n = 0; n < 3; n += 1) await deliverFeed(world.deps, unpackFeed(body));
  expect(world.later).toHaveLength(1);
  world.pass(15_000);
  await world.pulse();
  expect([types('boris'), await done()]).toEqual([['stale'], [[], [[1, 1]]]]);
});

test('a read of one ticket that fails makes the pulse come again; a ticket of which no frame can be made is left out', async () => {
  await change([1, 2], { queueIds: ['open'] });
  await world.put({ ...headOf(ticketOf(3)), ticket: { ...ticketOf(3), queueIds: null } });
  await appendSegment(world.deps, TENANT, [{ ticketId: ticketOf(3).id, appended: [], amended: [], wall: null }]);
  const ask = () => requestPulse(world.deps, TENANT, { queueIds: [], changes: true }, world.deps.sendLater);
  await ask();
  const { get } = world.table;
  world.table.get = async (keys, options) => {
    if (keys.some(({ sk }) => sk.startsWith('M#'))) throw new TableUnavailable(new Error('down'));
    return get(keys, options);
  };
  expect((await world.pulse()).failed.size).toBe(1);
  world.table.get = get;
  world.pass(20_000);
  await ask();
  const { skipped, failed } = await world.pulse();
  expect([skipped, failed.size, ticketsOf('boris').length]).toEqual([1, 0, 2]);
});

test('more segments than one pulse reads come with the next one', async () => {
  for (const n of range(1, 120)) await change([n], { queueIds: ['hidden'] });
  await requestPulse(world.deps, TENANT, { queueIds: [], changes: true }, world.deps.sendLater);
  await world.pulse();
  expect([await done(), world.later.length]).toEqual([[[], [[1, 100]]], 1]);
  await world.pulse();
  expect([await done(), world.later]).toEqual([[[], [[1, 120]]], []]);
});

test('where everybody has gone meanwhile, the segments count as delivered', async () => {
  await deliver(await change(range(1, 60), { queueIds: ['open'] }));
  for (const id of ['anna', 'boris', 'chief']) world.bad.set(id, 'gone');
  await deliverFeed(world.deps, [{ kind: 'queue', tenantId: TENANT, queueId: 'open' }]);
  await world.pulse();
  expect(await done()).toEqual([[], [[1, 1]]]);
});
