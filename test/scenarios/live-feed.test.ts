import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Queue, Ticket } from '../harness/shapes.ts';
import { type Frame, openSocket, openSocketWith, type Socket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const ticketIn = (frame: Frame): Ticket | undefined => (frame.type === 'ticket' ? (frame['ticket'] as Ticket) : undefined);

describe('agents see what happens without asking', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let agent: { id: string; session: Api };
  let socket: Socket;
  let queue: Queue;

  const write = (n: number, text = `message ${n}`) => whatsapp.send([[{ id: `wamid.live-${n}`, from: `49177000${n}`, name: `Live ${n}`, text }]]);
  const messageOf =
    (text: string) =>
    (frame: Frame): boolean =>
      frame.type === 'message' && JSON.stringify(frame['body']).includes(text);

  beforeAll(async () => {
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    agent = await createAgent(tenant);
    const condition = { all: [{ field: 'status', op: 'eq', value: 'created' }] };
    queue = await tenant.admin.post<Queue>('/v1/queues', { name: 'New', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
    socket = await openSocket(agent.session, hub.wsUrl);
  });

  it('a new ticket, its message and the queue’s counters arrive as frames', async () => {
    await write(1);
    const ticket = await socket.frame('the ticket', (frame) => ticketIn(frame)?.author.name === 'Live 1');
    expect(ticketIn(ticket)).toMatchObject({ status: 'created', queueIds: [queue.id] });
    const message = await socket.frame('the message', messageOf('message 1'));
    expect(message).toMatchObject({ number: 1, conversationId: ticketIn(ticket)?.threadId, ticketId: ticketIn(ticket)?.id });
    expect(typeof message['cursor']).toBe('string');
    await socket.frame('the counters', (frame) => frame.type === 'queue' && frame['id'] === queue.id && (frame['counters'] as Queue['counters']).created === 1);
  });

  it('a change by another agent arrives too', async () => {
    const ticket = (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Live 1') as Ticket;
    await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text: 'private remark' });
    await socket.frame('the note', messageOf('private remark'));
    await tenant.admin.patch(`/v1/tickets/${ticket.id}`, { status: 'working' });
    await socket.frame('the status', (frame) => ticketIn(frame)?.id === ticket.id && ticketIn(frame)?.status === 'working');
    await socket.frame(
      'the emptied queue',
      (frame) => frame.type === 'queue' && frame['id'] === queue.id && (frame['counters'] as Queue['counters']).created === 0,
    );
  });

  it('a client that was away resumes from its last cursor and misses nothing', async () => {
    const before = await openSocket(agent.session, hub.wsUrl);
    await write(2, 'seen before leaving');
    const last = await before.frame('the last one seen', messageOf('seen before leaving'));
    before.close();
    await before.closed;
    for (let n = 3; n <= 5; n += 1) await write(n, `missed ${n}`);
    await until('all are tickets', async () => (await allTickets(tenant.admin)).length === 5);

    const after = await openSocket(agent.session, hub.wsUrl);
    after.send({ type: 'resume', cursor: last['cursor'] });
    for (let n = 3; n <= 5; n += 1) await after.frame(`message ${n}`, messageOf(`missed ${n}`));
    // What happened just before the cursor may be told again, and then says the same.
    for (const again of after.frames.filter(messageOf('seen before leaving'))) expect({ ...again, cursor: null }).toEqual({ ...last, cursor: null });
    after.close();
  });

  it('a socket ticket is good for one connection only, and nothing gets in without', async () => {
    const { ticket } = await agent.session.post<{ ticket: string }>('/v1/socket-tickets');
    const first = await openSocketWith(hub.wsUrl, ticket);
    await expect(openSocketWith(hub.wsUrl, ticket)).rejects.toThrow();
    await expect(openSocketWith(hub.wsUrl, 'made-up')).rejects.toThrow();
    first.close();
  });

  it('a frame that cannot be read is answered with an error and nothing breaks', async () => {
    socket.send({ type: 'no-such-thing', id: 'x1' });
    const answer = await socket.frame('the error', (frame) => frame.type === 'error');
    expect(answer).toMatchObject({ type: 'error', code: 'invalid_request' });
    await write(6);
    await socket.frame('still alive', (frame) => ticketIn(frame)?.author.name === 'Live 6');
  });

  it('a text that is too long for a frame is cut, the socket stays open, and the API returns the whole text', async () => {
    const ticket = (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Live 6') as Ticket;
    const text = `long ${'\u0001'.repeat(19_990)}`;
    const { number } = await tenant.admin.post<{ number: number }>(`/v1/tickets/${ticket.id}/messages`, { kind: 'note', text });
    const frame = await socket.frame('the note', (one) => one.type === 'message' && one['number'] === number && one['ticketId'] === ticket.id);
    expect(frame).toMatchObject({ truncated: true });
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(100_000);
    expect((await ticketMessages(tenant.admin, ticket.id)).find((message) => message.number === number)?.text).toBe(text);
    // It does not come back forever: the replay of another connection has an end.
    const again = await openSocket(agent.session, hub.wsUrl);
    again.send({ type: 'resume', id: 'r' });
    await again.frame('the end of the replay', (one) => one.type === 'resumed' && one['id'] === 'r' && one['more'] === false);
    again.close();
    await write(7);
    await socket.frame('still alive', (one) => ticketIn(one)?.author.name === 'Live 7');
  });

  it('hostile messages of a client are each answered, a flood is limited, and other connections do not notice', async () => {
    const hostile = await openSocket(agent.session, hub.wsUrl);
    for (const message of [{ type: 'dance', id: 'h1' }, [{ type: 'ack', id: 'h2' }, 7], Array.from({ length: 101 }, () => 1), 'x'.repeat(100_001)])
      hostile.send(message);
    await until('each is answered', () => hostile.frames.filter(({ type }) => type === 'error').length === 5);
    // Messages of one connection may overtake one another.
    const counts = Map.groupBy(hostile.frames, ({ code }) => code);
    expect([counts.get('invalid_request')?.length, counts.get('too_large')?.length, counts.get('unprocessable')?.length]).toEqual([2, 2, 1]);
    for (let n = 0; n < 300; n += 1) hostile.send({ type: 'resume', id: `f${n}` });
    await until('each is answered', () => hostile.frames.filter(({ id }) => /^f\d{1,3}$/.test(String(id))).length === 300);
    const ends = hostile.frames.filter(({ id }) => /^f\d{1,3}$/.test(String(id))).map(({ type, code }) => (type === 'resumed' ? type : code));
    expect(ends).toContain('rate_limited');
    for (const end of ends) expect(['rate_limited', 'conflict', 'resumed']).toContain(end);
    await write(8);
    await socket.frame('others hear', (one) => ticketIn(one)?.author.name === 'Live 8');
    await hostile.frame('so does this one', (one) => ticketIn(one)?.author.name === 'Live 8');
    hostile.close();
  });

  it('a burst is told by the second: whoever hears of too much gets `stale`, the counters are right in the end, and then it is quiet as before', async () => {
    const total = async () => (await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`)).counters.created;
    // Tickets of the earlier tests may not be counted yet.
    const before = (await allTickets(tenant.admin)).filter(({ status }) => status === 'created').length;
    await until('the earlier ones are counted', async () => (await total()) === before);
    const crowd = Array.from({ length: 200 }, (_, n) => ({ id: `wamid.burst-${n}`, from: `49178${100_000 + n}`, name: `Burst ${n}`, text: `burst ${n}` }));
    await whatsapp.send([crowd]);
    await until('all are tickets', async () => (await total()) === before + 200);
    await socket.frame(
      'the counters of all',
      (frame) => frame.type === 'queue' && frame['id'] === queue.id && (frame['counters'] as Queue['counters']).created === before + 200,
    );
    // At once or with the pulse, each is told, or there is one frame for what is not.
    await until(
      'everything was told, or that it was too much',
      () =>
        socket.frames.some((frame) => frame.type === 'stale' && (frame['queueIds'] as string[]).includes(queue.id)) ||
        new Set(socket.frames.flatMap((frame) => (ticketIn(frame)?.author.name?.startsWith('Burst') ? [ticketIn(frame)?.id] : []))).size === 200,
    );
    await write(9);
    await socket.frame('what comes after', (one) => ticketIn(one)?.author.name === 'Live 9');
  });

  it('logging out closes the sockets at once', async () => {
    const leaving = await createAgent(tenant);
    const open = await openSocket(leaving.session, hub.wsUrl);
    await leaving.session.delete('/v1/sessions');
    await open.closed;
    expect((await api(hub.baseUrl, leaving.session.token).call('GET', '/v1/me')).status).toBe(401);
  });

  it('the delivery of a reply is amended until the provider has confirmed it', async () => {
    const ticket = (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Live 6') as Ticket;
    const { number } = await tenant.admin.post<{ number: number }>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'on its way' });
    await socket.frame('the amendment', (frame) => frame.type === 'amended' && frame['conversationId'] === ticket.threadId && frame['number'] === number);
    const state = await until('it is sent', async () => {
      const reply = (await ticketMessages(tenant.admin, ticket.id)).find((message) => message.number === number);
      return reply?.delivery && reply.delivery.state !== 'queued' ? reply.delivery.state : undefined;
    });
    expect(['sent', 'delivered', 'read']).toContain(state);
  });
});
