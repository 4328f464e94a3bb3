import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { openSocket, openSocketWith, type Socket } from '../harness/socket.ts';
import { createAgent, createTenant, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const PAGE = 'https://shop.example';

interface Session {
  readonly token: string;
  readonly conversationId: string;
  readonly resumed: boolean;
  readonly position: string;
}
interface Said {
  readonly number: number;
  readonly id?: string;
  readonly from: string;
  readonly name: string | null;
  readonly text: string | null;
  readonly deleted: boolean;
  readonly status: string;
  readonly attachments: readonly { readonly name: string; readonly url: string }[];
}

describe('a visitor chats with the shop', () => {
  const hub = inject('hub');
  const secret = randomUUID();
  let tenant: TestTenant;
  let origin: Origin;
  let agent: Api;

  const page = (token: string | null = null) => {
    const visitor = api(hub.baseUrl, token);
    const call = async <T>(method: string, path: string, body?: unknown, status = 201): Promise<T> => {
      const answer = await visitor.call<T>(method, `/v1/livechat/${path}`, { ...(body === undefined ? {} : { body }), headers: { origin: PAGE } });
      expect([answer.status, answer.headers.get('access-control-allow-origin')], JSON.stringify(answer.body)).toEqual([status, '*']);
      return answer.body;
    };
    return {
      call,
      say: (id: string, text: string) => call<Said>('POST', 'messages', { id, text }),
      updates: (position: string) => call<{ items: Said[]; position: string; more: boolean }>('GET', `updates?position=${position}`, undefined, 200),
      ack: (to: object) => call('POST', 'acks', to, 204),
      async socket(): Promise<Socket> {
        const url = new URL((await call<{ url: string }>('POST', 'socket-tickets')).url);
        const ticket = url.searchParams.get('ticket') ?? '';
        url.search = '';
        return openSocketWith(url.href, ticket);
      },
    };
  };
  const start = (body: object = {}) => page().call<Session>('POST', 'sessions', { originId: origin.id, ...body });
  const ticketOf = (session: Session) => tenant.admin.get<Ticket & { customFields: Record<string, unknown> }>(`/v1/tickets/${session.conversationId}.1`);
  const reply = (session: Session, text: string, more: object = {}) =>
    agent.post<Message>(`/v1/tickets/${session.conversationId}.1/messages`, { kind: 'reply', text, ...more });
  const delivered = (session: Session, number: number, state: string) =>
    until(`reply ${number} is ${state}`, async () => {
      const messages = await ticketMessages(tenant.admin, `${session.conversationId}.1`);
      return messages.find((one) => one.number === number)?.delivery?.state === state;
    });

  beforeAll(async () => {
    tenant = await createTenant(hub);
    ({ session: agent } = await createAgent(tenant));
    const credentials = { allowedDomains: ['shop.example'], identitySecret: secret };
    origin = await tenant.admin.post<Origin>('/v1/origins', { channel: 'livechat', name: 'Chat', credentials });
  });

  it('by polling: the message is a ticket with the answers, the reply is sent, delivered and read', async () => {
    const session = await start({ name: 'Mia', email: 'mia@post.example', answers: { order: '1042' } });
    const visitor = page(session.token);
    const first = await visitor.say('m-1', 'Where is my parcel?');
    expect(first).toMatchObject({ number: 1, id: 'm-1', from: 'visitor', status: 'sent' });
    expect(await visitor.say('m-1', 'Where is my parcel?')).toMatchObject({ number: 1 });
    expect(await ticketOf(session)).toMatchObject({ author: { name: 'Mia', handle: 'mia@post.example' }, status: 'created', origin: { channel: 'livechat' } });
    await until('the answers are on the ticket', async () => (await ticketOf(session)).customFields['order'] === '1042');

    await agent.post(`/v1/tickets/${session.conversationId}.1/messages`, { kind: 'note', text: 'a difficult one' });
    const { number } = await reply(session, 'It comes today.');
    await delivered(session, number, 'sent');
    const { items, position } = await visitor.updates('0.0');
    expect(items).toMatchObject([
      { number: 1, text: 'Where is my parcel?' },
      { number, from: 'agent', text: 'It comes today.', status: 'sent' },
    ]);
    expect(JSON.stringify(items)).not.toContain('difficult');
    await visitor.ack({ delivered: number });
    await delivered(session, number, 'delivered');
    await visitor.ack({ read: number });
    await delivered(session, number, 'read');
    expect((await visitor.updates(position)).items).toMatchObject([{ number, status: 'read' }]);
  });

  it('by socket: replies, changes and typing arrive, both ways, and a device that was away misses nothing', async () => {
    const session = await start({ name: 'Noah' });
    const visitor = page(session.token);
    await visitor.say('m-1', 'Hello?');
    const socket = await visitor.socket();
    const desk = await openSocket(agent, hub.wsUrl);
    desk.send({ type: 'typing', conversationId: session.conversationId });
    await socket.frame('the agent types', ({ type }) => type === 'typing');
    socket.send({ type: 'typing', conversationId: session.conversationId });
    await desk.frame('the visitor types', (frame) => frame.type === 'typing' && frame['name'] === 'Noah');

    const { number } = await reply(session, 'Good morning, Noah.');
    const told = (fits: (message: Said) => boolean) => socket.frame('the message', (frame) => frame.type === 'message' && fits(frame['message'] as Said));
    expect((await told((message) => message.number === number))['message']).toMatchObject({ from: 'agent', text: 'Good morning, Noah.' });
    await visitor.ack({ read: number });
    await told((message) => message.number === number && message.status === 'read');
    await agent.patch(`/v1/tickets/${session.conversationId}.1/messages/${number}`, { hidden: true });
    await told((message) => message.number === number && message.deleted);

    const { position } = await visitor.updates('0.0');
    socket.close();
    await socket.closed;
    const missed = await reply(session, 'Are you still there?');
    const again = await visitor.socket();
    expect((await visitor.updates(position)).items).toMatchObject([{ number: missed.number, text: 'Are you still there?' }]);
    again.close();
    desk.close();
  });

  it('another visitor’s socket hears nothing of it', async () => {
    const [one, two] = [await start(), await start()];
    const [mine, others] = [page(one.token), page(two.token)];
    await mine.say('a', 'mine');
    await others.say('a', 'theirs');
    const [socket, other] = [await mine.socket(), await others.socket()];
    await reply(one, 'for the first');
    await socket.frame('the reply', (frame) => frame.type === 'message' && (frame['message'] as Said).text === 'for the first');
    await reply(two, 'for the second');
    await other.frame('the reply', (frame) => frame.type === 'message' && (frame['message'] as Said).text === 'for the second');
    expect([JSON.stringify(socket.frames), JSON.stringify(other.frames)]).toEqual([
      expect.not.stringContaining('second'),
      expect.not.stringContaining('first'),
    ]);
    socket.close();
    other.close();
  });

  it('with files, both ways', async () => {
    const session = await start();
    const visitor = page(session.token);
    const bytes = Buffer.from('a picture');
    const upload = async (form: { url: string; fields: Record<string, string> }, type: string): Promise<void> => {
      const body = new FormData();
      for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
      body.append('file', new Blob([bytes], { type }));
      expect((await fetch(form.url, { method: 'POST', body })).status).toBeLessThan(300);
    };
    const file = await visitor.call<{ id: string; upload: { url: string; fields: Record<string, string> } }>('POST', 'attachments', {
      name: 'cup.png',
      type: 'image/png',
      size: bytes.byteLength,
    });
    await upload(file.upload, 'image/png');
    const said = await visitor.call<Said>('POST', 'messages', { id: 'f-1', text: 'Broken!', attachmentIds: [file.id] });
    expect(said.attachments).toMatchObject([{ name: 'cup.png' }]);
    expect(await (await fetch(String(said.attachments[0]?.url))).text()).toBe('a picture');
    const [seen] = await ticketMessages(tenant.admin, `${session.conversationId}.1`);
    expect(await (await fetch(String(seen?.attachments[0]?.url))).text()).toBe('a picture');

    const back = await agent.post<{ id: string; upload: { url: string; fields: Record<string, string> } }>('/v1/attachments', {
      name: 'label.pdf',
      type: 'application/pdf',
      size: bytes.byteLength,
    });
    await upload(back.upload, 'application/pdf');
    await reply(session, 'Use this label.', { attachmentIds: [back.id] });
    const { items } = await visitor.updates('0.0');
    expect(items.at(-1)).toMatchObject({ attachments: [{ name: 'label.pdf' }] });
    expect(await (await fetch(String(items.at(-1)?.attachments[0]?.url))).text()).toBe('a picture');
  });

  it('as a signed-in person, who has the same conversation on every device', async () => {
    const identity = { id: 'customer-7', hash: createHmac('sha256', secret).update('customer-7').digest('hex') };
    const anonymous = await start();
    await page(anonymous.token).say('a', 'not signed in yet');
    const phone = await start({ token: anonymous.token, identity });
    const desk = await start({ identity });
    expect([phone.conversationId, desk.conversationId]).toEqual([anonymous.conversationId, anonymous.conversationId]);
    expect((await page(desk.token).updates('0.0')).items).toMatchObject([{ text: 'not signed in yet' }]);
    await page(anonymous.token).call('GET', 'updates', undefined, 401);
  });

  it('and a preflight of the browser is answered', async () => {
    const asked = await fetch(`${hub.baseUrl}/v1/livechat/messages`, { method: 'OPTIONS', headers: { origin: PAGE, 'access-control-request-method': 'POST' } });
    expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, expect.stringContaining('authorization')]);
  });
});
