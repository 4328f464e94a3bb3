import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { type Frame, openSocket, type Socket } from '../harness/socket.ts';
import { createAgent, createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Person {
  readonly id: string;
  readonly session: Api;
}
interface Group {
  readonly id: string;
  readonly conversationId: string;
}

const numbersIn = (frames: readonly Frame[], conversationId: string): number[] =>
  frames.flatMap((frame) => (frame.type === 'message' && frame['conversationId'] === conversationId ? [Number(frame['number'])] : []));
const upTo = (last: number, first = 1): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);

describe('a group with thirty devices', () => {
  let hub: Hub;
  beforeAll(async () => {
    // Nobody acknowledges here, and nothing is to come twice.
    hub = await startHub({ env: { ACK_WAIT_SECONDS: '600' } });
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(hub.home);
  });

  it('tells each of them every message once and in order, though one reads nothing, one has died, somebody leaves and somebody joins', async () => {
    const tenant = await createTenant(hub);
    const people: Person[] = [];
    for (let n = 0; n < 6; n += 1) people.push(await createAgent(tenant));
    const [ann, bob, cid, dan, eve, fay] = people as [Person, Person, Person, Person, Person, Person];
    const group = await ann.session.post<Group>('/v1/groups', { name: 'Crew', memberIds: [bob, cid, dan, eve].map(({ id }) => id) }, 201);
    const at = `/v1/groups/${group.id}`;
    const sockets = new Map<Person, Socket[]>();
    for (const person of people) {
      const own: Socket[] = [];
      for (let device = 0; device < 5; device += 1) own.push(await openSocket(person.session, hub.wsUrl));
      sockets.set(person, own);
    }
    const of = (person: Person): Socket[] => sockets.get(person) as Socket[];
    const heard = (socket: Socket | undefined): number[] => numbersIn(socket?.frames ?? [], group.conversationId);
    // A device that reads nothing, and one whose network is gone without a word.
    const raw = async (person: Person): Promise<WebSocket> => {
      const { ticket } = await person.session.post<{ ticket: string }>('/v1/socket-tickets');
      const socket = new WebSocket(`${hub.wsUrl}?ticket=${encodeURIComponent(ticket)}`);
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      return socket;
    };
    const slow = await raw(bob);
    slow.pause();
    const dead = await raw(cid);
    dead.on('error', () => undefined);
    dead.terminate();

    const say = (person: Person, body: string) => person.session.post<{ number: number }>(`${at}/messages`, { body }, 201);
    const told = (persons: readonly Person[], last: number): Promise<unknown> =>
      until(`everybody has message ${last}`, () => persons.every((person) => of(person).every((socket) => heard(socket).includes(last))), 60_000);
    await Promise.all(upTo(10).flatMap((n) => [say(ann, `ann ${n}`), say(bob, `bob ${n}`)]));
    await told([ann, bob, cid, dan, eve], 20);
    await ann.session.patch(at, { remove: [eve.id], add: [fay.id] });
    for (let n = 21; n <= 30; n += 1) await say(cid, `cid ${n}`);
    await told([ann, bob, cid, dan, fay], 30);
    for (const person of [ann, bob, cid, dan]) for (const socket of of(person)) expect(heard(socket)).toEqual(upTo(30));
    for (const socket of of(eve)) expect(heard(socket)).toEqual(upTo(20));
    for (const socket of of(fay)) expect(heard(socket)).toEqual(upTo(30, 21));
    slow.terminate();
    for (const own of sockets.values()) for (const socket of own) socket.close();
  });
});

describe('a direct', () => {
  it('repeats what a device does not acknowledge, and tells its author how far the other has got', async () => {
    const hub = inject('hub');
    const tenant = await createTenant(hub);
    const [ann, bob] = [await createAgent(tenant), await createAgent(tenant)];
    const { id } = await ann.session.post<{ id: string }>('/v1/directs', { userId: bob.id }, 201);
    const [anns, bobs] = [await openSocket(ann.session, hub.wsUrl), await openSocket(bob.session, hub.wsUrl)];
    await ann.session.post(`/v1/directs/${id}/messages`, { body: 'hello' }, 201);
    const first = await bobs.frame('the message', (frame) => frame.type === 'message' && frame['conversationId'] === id);
    expect(first).toMatchObject({ number: 1, body: 'hello', senderId: ann.id });
    await until('it is repeated', () => numbersIn(bobs.frames, id).length >= 2, 60_000);
    await bob.session.post('/v1/acks', { conversationId: id, cursor: first['cursor'] }, 200);
    expect(await anns.frame('the receipt', (frame) => frame.type === 'delivered')).toMatchObject({ conversationId: id, number: 1, userId: bob.id });
    await ann.session.post(`/v1/directs/${id}/messages`, { body: 'again' }, 201);
    await bobs.frame('the second', (frame) => frame.type === 'message' && frame['number'] === 2);
    await anns.frame('the second of their own', (frame) => frame.type === 'message' && frame['number'] === 2);
    expect(numbersIn(anns.frames, id)).toEqual([1, 2]);
    anns.close();
    bobs.close();
  });
});
