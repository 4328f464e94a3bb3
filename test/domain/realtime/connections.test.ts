import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../../domain/context.ts';
import { profileKey, sessionKey } from '../../../domain/people/person.ts';
import { askToClose, closeConnections, disconnected, validConnection } from '../../../domain/realtime/close-connections.ts';
import { findConnection } from '../../../domain/realtime/connection.ts';
import { unpackFeed } from '../../../domain/realtime/feed-entry.ts';
import { liveConnections } from '../../../domain/realtime/roster.ts';
import { issueSocketTicket, openConnection } from '../../../domain/realtime/socket-ticket.ts';
import { TableUnavailable } from '../../../domain/table/port.ts';
import { faultyTable } from '../faulty-table.ts';
import { TENANT } from '../search/threads.ts';
import { type FeedWorld, feedWorld } from './world.ts';

let world: FeedWorld;
beforeEach(async () => {
  world = await feedWorld();
  await world.session('anna');
});

type Caller = Extract<Actor, { type: 'agent' | 'user' | 'key' }>;
const anna: Caller = { type: 'agent', id: 'anna', role: 'agent', teamIds: ['t1'], name: 'Anna' };
const holder = (actor: Caller = anna, sessionId: string | null = 's1') => ({ tenantId: TENANT, actor, sessionId });
const ticketFor = async (...given: Parameters<typeof holder>) => (await issueSocketTicket(world.deps, holder(...given))).ticket;
const open = (ticket: string, id = 'c1') => openConnection(world.deps, ticket, id);
const refused = { code: 'unauthenticated' };
const left = () => world.table.all().filter(({ pk, sk }) => pk.includes('#cx#') || /#CX(#\d+)?$/.test(pk) || sk.startsWith('CX#'));

test('a ticket opens one connection, known to its person, to delivery and by its id', async () => {
  expect(await open(await ticketFor())).toEqual({
    connectionId: 'c1',
    tenantId: TENANT,
    personId: 'anna',
    principal: 'agent',
    role: 'agent',
    teamIds: ['t1'],
    sessionId: 's1',
  });
  expect(await findConnection(world.table, 'c1')).toMatchObject({ personId: 'anna', tenantId: TENANT });
  expect(await liveConnections(world.table, TENANT, 0)).toHaveLength(1);
  expect(left()).toHaveLength(3);
  for (const item of left()) expect(item['ttl']).toBe(Date.parse('2026-11-01T11:10:00Z') / 1000);
});

test('a ticket is good once, even for two at the same instant', async () => {
  const ticket = await ticketFor();
  const outcomes = await Promise.allSettled([open(ticket, 'c1'), open(ticket, 'c2'), open(ticket, 'c3')]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await liveConnections(world.table, TENANT, 0)).toHaveLength(1);
  await expect(open(ticket, 'c4')).rejects.toMatchObject(refused);
});

test('a ticket is good for 30 seconds', async () => {
  const ticket = await ticketFor();
  world.pass(29_999);
  const other = await ticketFor();
  world.pass(1);
  await expect(open(ticket)).rejects.toMatchObject(refused);
  expect((await open(other)).personId).toBe('anna');
});

test('unknown and empty tickets are refused, and the table holds none in clear', async () => {
  await expect(open('nonsense')).rejects.toMatchObject(refused);
  await expect(open('')).rejects.toMatchObject(refused);
  const ticket = await ticketFor();
  expect(JSON.stringify(world.table.all())).not.toContain(ticket);
});

test('a logout between ticket and connection refuses it', async () => {
  const ticket = await ticketFor();
  await world.table.write({ op: 'delete', key: { pk: `T#${TENANT}#U#anna`, sk: 'SS#s1' } });
  await expect(open(ticket)).rejects.toMatchObject(refused);
  expect(left()).toEqual([]);
});

test('an API key connects as long as it stands; a user is no audience for tickets', async () => {
  const key: Caller = { type: 'key', id: 'k1', role: 'supervisor', teamIds: [], name: 'Key' };
  await expect(open(await ticketFor(key, null))).rejects.toMatchObject(refused);
  await world.put({ pk: `T#${TENANT}`, sk: 'KEY#k1' });
  expect(await open(await ticketFor(key, null), 'ck')).toMatchObject({ principal: 'key', sessionId: null });
  await world.session('uli', 's1', 'user');
  await open(await ticketFor({ ...anna, type: 'user', id: 'uli', role: 'user', teamIds: [] }), 'cu');
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['ck']);
});

test('a connection has the role and teams of the moment in which it opens, not those of its ticket', async () => {
  const ticket = await ticketFor({ ...anna, role: 'admin', teamIds: ['t9'] });
  expect(await open(ticket)).toMatchObject({ role: 'agent', teamIds: ['t1'] });
});

test('a password that changes between ticket and connection refuses it', async () => {
  const ticket = await ticketFor();
  await changed({ credentialVersion: 1 });
  await expect(open(ticket)).rejects.toMatchObject(refused);
  expect(left()).toEqual([]);
});

test('rights that change while a connection is being admitted refuse it', async () => {
  const ticket = await ticketFor();
  const table = faultyTable(world.table);
  // The first look is for the ticket, the second for the rights: they change right after it.
  table.nextReads.push(
    (found) => found,
    async (found) => {
      await changed({ revision: 7, role: 'user' });
      return found;
    },
  );
  await expect(openConnection({ ...world.deps, table, tableOf: () => table }, ticket, 'c1')).rejects.toMatchObject(refused);
  expect(left()).toEqual([]);
});

test('a clock that steps back an hour makes no ticket good for an hour', async () => {
  const ticket = await ticketFor();
  world.pass(-3_600_000);
  await expect(open(ticket)).rejects.toMatchObject(refused);
  expect((await open(await ticketFor())).personId).toBe('anna');
});

test('the engine being down is no refusal', async () => {
  const ticket = await ticketFor();
  const table = { ...world.table, transact: () => Promise.reject(new TableUnavailable(new Error('down'))) };
  const down = { ...world.deps, table, tableOf: () => table };
  await expect(openConnection(down, ticket, 'c1')).rejects.toBeInstanceOf(TableUnavailable);
  expect(await open(ticket)).toBeDefined();
});

test('logging out closes the sockets of that session only', async () => {
  await world.session('anna', 's2');
  await open(await ticketFor(), 'c1');
  await open(await ticketFor(), 'c2');
  await open(await ticketFor(anna, 's2'), 'c3');
  await closeConnections(world.deps, { tenantId: TENANT, personId: 'anna', sessionId: 's1' });
  expect(world.closed.toSorted()).toEqual(['c1', 'c2']);
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['c3']);
  await closeConnections(world.deps, { tenantId: TENANT, personId: 'anna', sessionId: null });
  expect(world.closed).toContain('c3');
  expect(left()).toEqual([]);
  await closeConnections(world.deps, { tenantId: TENANT, personId: 'anna', sessionId: null });
});

test('closing clears what a crash left half-forgotten', async () => {
  await open(await ticketFor(), 'c1');
  await world.table.write({ op: 'delete', key: { pk: 'DIR#cx#c1', sk: 'DIR' } });
  await closeConnections(world.deps, { tenantId: TENANT, personId: 'anna', sessionId: null });
  expect(left().filter(({ sk }) => sk.startsWith('CX#'))).toEqual([]);
});

test('a disconnect forgets the connection, once and again', async () => {
  await open(await ticketFor());
  expect(await disconnected(world.deps, 'c1')).toMatchObject({ connection: { personId: 'anna' }, viewed: null });
  expect(left()).toEqual([]);
  expect(await disconnected(world.deps, 'c1')).toBeUndefined();
});

test('an order to close sockets is one entry of the delivery queue', async () => {
  const whose = { tenantId: TENANT, personId: 'anna', sessionId: 's1' };
  const sent: string[] = [];
  const onFailure = (error: unknown): never => expect.unreachable(String(error));
  await askToClose({ table: world.table, send: async (body) => void sent.push(body), onFailure }, whose);
  expect(sent.flatMap(unpackFeed)).toEqual([{ kind: 'close', ...whose }]);
});

test('with the queue down nothing fails: the connections are forgotten, and the next frame closes each', async () => {
  await world.session('anna', 's2');
  await open(await ticketFor(), 'c1');
  await open(await ticketFor(anna, 's2'), 'c2');
  const down = new Error('down');
  const told: unknown[] = [];
  await askToClose(
    { table: world.table, send: () => Promise.reject(down), onFailure: (error) => void told.push(error) },
    { tenantId: TENANT, personId: 'anna', sessionId: 's1' },
  );
  expect(told).toEqual([down]);
  expect((await liveConnections(world.table, TENANT, 0)).map(({ connectionId }) => connectionId)).toEqual(['c2']);
  expect(world.closed).toEqual([]);
  expect(await validConnection(world.deps, 'c1')).toBeUndefined();
  expect(world.closed).toEqual(['c1']);
});

test('a frame is heard as long as the session or key of its connection stands', async () => {
  const key: Caller = { type: 'key', id: 'k1', role: 'supervisor', teamIds: [], name: 'Key' };
  await world.put({ pk: `T#${TENANT}`, sk: 'KEY#k1' });
  await open(await ticketFor(), 'c1');
  await open(await ticketFor(key, null), 'ck');
  expect(await validConnection(world.deps, 'c1')).toMatchObject({ connectionId: 'c1', personId: 'anna', sessionId: 's1' });
  expect(await validConnection(world.deps, 'ck')).toMatchObject({ connectionId: 'ck', personId: 'k1', sessionId: null });
  expect(world.closed).toEqual([]);
});

const gone = (key: { pk: string; sk: string }) => () => world.table.write({ op: 'delete', key });
const changed = (set: Record<string, unknown>) => world.table.write({ op: 'update', key: profileKey(TENANT, 'anna'), set });
test.each<[string, () => unknown]>([
  ['session has ended', gone(sessionKey(TENANT, 'anna', 's1'))],
  ['session was not refreshed for too long', () => world.pass(86_400_000)],
  ['password has changed', () => changed({ credentialVersion: 1 })],
  ['role has changed', () => changed({ role: 'supervisor' })],
  ['teams have changed', () => changed({ teamIds: ['t1', 't2'] })],
  ['person is gone', gone(profileKey(TENANT, 'anna'))],
])('the next frame of one whose %s closes the connection', async (_, happens) => {
  await open(await ticketFor());
  await happens();
  expect(await validConnection(world.deps, 'c1')).toBeUndefined();
  expect(world.closed).toEqual(['c1']);
  expect(left()).toEqual([]);
});

test('the next frame over a deleted API key closes its connection', async () => {
  await world.put({ pk: `T#${TENANT}`, sk: 'KEY#k1' });
  await open(await ticketFor({ type: 'key', id: 'k1', role: 'agent', teamIds: [], name: 'Key' }, null), 'ck');
  await world.table.write({ op: 'delete', key: { pk: `T#${TENANT}`, sk: 'KEY#k1' } });
  expect(await validConnection(world.deps, 'ck')).toBeUndefined();
  expect([world.closed, left()]).toEqual([['ck'], []]);
});
