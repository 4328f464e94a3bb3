import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { type Frame, openSocket, type Socket } from '../harness/socket.ts';
import { createAgent, createTenant, PASSWORD, signIn, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Owed {
  readonly type: string;
  readonly conversationId: string;
  readonly number: number | null;
  readonly body: string | null;
  readonly cursor: string;
}
interface Result {
  readonly id: string | null;
  readonly accepted: boolean;
  readonly conversationId?: string;
  readonly number?: number;
  readonly error?: { readonly code: string };
}

describe('a person with two devices', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let [uma, vic] = [] as unknown as [Api, Api];
  let bob: { readonly id: string; readonly session: Api };
  let [umaId, vicId] = ['', ''];
  let phone: Socket;
  const groupId = randomUUID();
  const conversationId = `g.${groupId}`;

  const register = async (name: string): Promise<Api> => {
    const email = `${name}-${randomUUID().slice(0, 8)}@${tenant.slug}.example`;
    await api(hub.baseUrl).post('/v1/registrations', { tenant: tenant.slug, name, email, password: PASSWORD });
    return signIn(hub.baseUrl, tenant.slug, email);
  };
  const about = (id: string) => (frame: Frame) => frame['id'] === id;
  const answer = (socket: Socket, frame: { readonly id: string; readonly type: string; readonly [member: string]: unknown }): Promise<Frame> => {
    socket.send(frame);
    return socket.frame(`the answer to ${frame.id}`, about(frame.id));
  };
  const send = async (by: Api, frames: unknown): Promise<readonly Result[]> => (await by.post<{ items: Result[] }>('/v1/send', frames, 200)).items;
  const owed = async (by: Api): Promise<readonly Owed[]> => {
    const items: Owed[] = [];
    for (let cursor = ''; ; ) {
      const page = await by.get<{ items: Owed[]; nextCursor: string | null }>(`/v1/messages?limit=2${cursor}`);
      items.push(...page.items);
      if (page.nextCursor === null) return items;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  };
  const short = (items: readonly (Owed | Frame)[]) => items.map(({ type, number, body }) => `${type} ${String(number)} ${String(body)}`);
  /** A device of somebody connects and resumes: what it is sent until `resumed`. */
  const resume = async (by: Api, cursor?: string): Promise<readonly Frame[]> => {
    const socket = await openSocket(by, hub.wsUrl);
    const end = await answer(socket, { type: 'resume', id: randomUUID(), ...(cursor === undefined ? {} : { cursor }) });
    expect(end).toMatchObject({ type: 'resumed', more: false });
    // What is owed may also come live, while the device resumes.
    const texts = new Set(socket.frames.filter((frame) => frame['conversationId'] === conversationId || frame === end).map((frame) => JSON.stringify(frame)));
    const frames = [...texts].map((text) => JSON.parse(text) as Frame);
    socket.close();
    return frames;
  };

  beforeAll(async () => {
    tenant = await createTenant(hub, { registration: 'open' });
    bob = await createAgent(tenant);
    uma = await register('uma');
    vic = await register('vic');
    umaId = (await uma.get<{ id: string }>('/v1/me')).id;
    vicId = (await vic.get<{ id: string }>('/v1/me')).id;
    phone = await openSocket(uma, hub.wsUrl);
  });

  it('makes a group and writes by socket and by the gateway, once for each id', async () => {
    const create = { type: 'group.create', id: 'g', groupId, name: 'Couriers', memberIds: [bob.id] };
    expect(await answer(phone, create)).toEqual({ type: 'accepted', id: 'g', conversationId });
    expect(await answer(phone, { type: 'send', id: 'm1', conversationId, body: 'one' })).toEqual({ type: 'accepted', id: 'm1', conversationId, number: 1 });
    const items = await send(uma, [
      { type: 'send', id: 'm1', conversationId, body: 'another text' },
      { type: 'send', id: 'm2', conversationId, body: 'two' },
      { type: 'send', id: 'm3', conversationId: `g.${randomUUID()}`, body: 'nowhere' },
      { type: 'dance', id: 'm4' },
      { ...create, name: 'Others' },
    ]);
    expect(items.map(({ id, accepted, number, error }) => [id, accepted, number ?? error?.code])).toEqual([
      ['m1', true, 1],
      ['m2', true, 2],
      ['m3', false, 'not_found'],
      ['m4', false, 'invalid_request'],
      ['g', true, undefined],
    ]);
    // One message of the socket with several frames, one of which was sent by the gateway before.
    phone.send([
      { type: 'send', id: 'm2', conversationId, body: 'x' },
      { type: 'send', id: 'm5', conversationId: groupId, body: 'three' },
    ]);
    await phone.frame('the last answer', (frame) => frame['id'] === 'm5');
    expect(phone.frames.filter(({ id }) => id === 'm2' || id === 'm5').map(({ type, number }) => [type, number])).toEqual([
      ['accepted', 2],
      ['accepted', 3],
    ]);
  });

  it('is owed what others write, by the list and by a resume, until it is acknowledged', async () => {
    const desk = await openSocket(bob.session, hub.wsUrl);
    const { id: direct } = await bob.session.post<{ id: string }>('/v1/directs', { userId: umaId }, 201);
    expect(await send(bob.session, { type: 'send', id: '1', conversationId: direct, body: 'psst' })).toMatchObject([{ accepted: true, number: 1 }]);
    await bob.session.post(`/v1/groups/${groupId}/messages`, { body: 'four' }, 201);
    await uma.patch(`/v1/groups/${groupId}/messages/1`, { body: 'One' });
    await uma.delete(`/v1/groups/${groupId}/messages/2`);
    // Nothing of it comes live to a device that connects later.
    await desk.frame('the deletion', ({ type, conversationId: of, number }) => type === 'amended' && of === conversationId && number === 2);
    desk.close();
    // The lists of memberships are indexes, which follow.
    await until('the list has both conversations', async () => new Set((await owed(uma)).map((item) => item.conversationId)).size === 2);
    expect(short(await owed(uma))).toEqual(['message 1 psst', 'message 4 four']);
    await until('the list has the group', async () => (await owed(bob.session)).length > 0);
    const all = await owed(bob.session);
    const told = ['message 1 One', 'message 2 null', 'message 3 three'];
    expect(short(all)).toEqual([...told, 'amendment 1 One', 'amendment 2 null']);

    const first = await resume(bob.session);
    expect(short(first.slice(0, -1))).toEqual([...told, 'amended 1 One', 'amended 2 null']);
    const cursor = String(first.at(-1)?.['cursor']);
    expect(short((await resume(bob.session, cursor)).slice(0, -1))).toEqual([]);

    // One device acknowledges up to the second message by REST; the other is owed the rest.
    await bob.session.post('/v1/acks', { conversationId, cursor: all[1]?.cursor }, 200);
    expect(short(await owed(bob.session))).toEqual(['message 3 three', 'amendment 1 One', 'amendment 2 null']);
    const laptop = await openSocket(bob.session, hub.wsUrl);
    laptop.send({ type: 'ack', cursor });
    await until('nothing is owed', async () => (await owed(bob.session)).length === 0);
    laptop.send({ type: 'ack', conversationId, number: 1 });
    expect(await answer(laptop, { type: 'ack', id: 'x', conversationId: 'g.nothing', number: 1 })).toMatchObject({ type: 'error', code: 'not_found' });
    expect(await owed(bob.session)).toEqual([]);
    laptop.close();
  });

  it('adds somebody, who owes nothing older and writes from then on', async () => {
    const tablet = await openSocket(vic, hub.wsUrl);
    expect(await answer(tablet, { type: 'send', id: 'v1', conversationId, body: 'let me in' })).toMatchObject({ type: 'error', code: 'not_found' });
    expect(await answer(phone, { type: 'group.update', id: 'u1', groupId, add: [vicId], name: 'Crew' })).toEqual({
      type: 'accepted',
      id: 'u1',
      conversationId,
    });
    expect(await answer(tablet, { type: 'send', id: 'v2', conversationId, body: 'hello' })).toMatchObject({ type: 'accepted', number: 5 });
    await send(uma, { type: 'send', id: 'm6', conversationId, body: 'welcome' });
    await until('the list has the group', async () => (await owed(vic)).length > 0);
    expect(short(await owed(vic))).toEqual(['message 6 welcome']);
    tablet.close();
  });

  it('gets an error frame for what is wrong, and the connection stays', async () => {
    const errors = () => phone.frames.filter(({ type }) => type === 'error').length;
    const before = errors();
    const large = 'x'.repeat(120_000);
    const hostile = [7, [], { type: 'dance' }, { type: 'send', id: 'h1', conversationId }, { type: 'send', id: 'h2', conversationId, body: large }, large];
    for (const frame of hostile) phone.send(frame);
    await until('each is answered', () => errors() === before + hostile.length);
    const tooMany = Array.from({ length: 50_000 }, (_, n) => `nobody-${n}`);
    expect(await send(uma, { type: 'group.create', id: 'h3', name: 'All', memberIds: tooMany })).toMatchObject([
      { accepted: false, error: { code: 'conflict' } },
    ]);
    const stranger = await createTenant(hub);
    expect(await send(stranger.admin, { type: 'send', id: 'm1', conversationId, body: 'x' })).toMatchObject([
      { accepted: false, error: { code: 'not_found' } },
    ]);
    expect(await answer(phone, { type: 'send', id: 'm7', conversationId, body: 'still here' })).toMatchObject({ type: 'accepted', number: 7 });
  });

  it('is told when the session ends, and then closed', async () => {
    await uma.delete('/v1/sessions');
    await phone.frame('why it is closed', (frame) => frame.type === 'error' && frame['code'] === 'unauthenticated');
    await phone.closed;
  });
});
