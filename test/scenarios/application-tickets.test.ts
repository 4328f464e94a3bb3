import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { guardedHub } from '../harness/guarded-hub.ts';
import { type Api, api } from '../harness/http.ts';
import { removeHome, temporaryHome } from '../harness/hub.ts';
import { allTickets, readAll, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { createAgent, createTenant, type HubAddress, PASSWORD, signIn, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

interface Chat {
  readonly number: number;
  readonly conversationId: string;
}
interface Said {
  readonly number: number;
  readonly body: string | null;
  readonly senderId: string;
  readonly deleted: boolean;
  readonly attachments: readonly { readonly id: string; readonly name: string }[];
  readonly support?: { readonly name: string | null; readonly automatic: boolean };
}

const newUser = async (hub: HubAddress, tenant: TestTenant, name: string): Promise<{ id: string; session: Api }> => {
  const email = `${name}-${randomUUID().slice(0, 8)}@users.example`;
  const { id } = await api(hub.baseUrl).post<{ id: string }>('/v1/registrations', { tenant: tenant.slug, name, email, password: PASSWORD });
  return { id, session: await signIn(hub.baseUrl, tenant.slug, email) };
};
const newApplication = (tenant: TestTenant): Promise<{ token: string }> => tenant.admin.post('/v1/applications', { name: 'Shop app' });
const connect = (tenant: TestTenant, application: string): Promise<Origin> =>
  tenant.admin.post('/v1/origins', { channel: 'application', name: 'Shop app', credentials: { application } });
const said = (session: Api, path: string): Promise<Said[]> => readAll<Said>(session, `${path}/messages?order=asc`);
const texts = (messages: readonly Message[]) => messages.map(({ kind, text }) => [kind, text]);

describe('the chats of an application are an origin', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let agent: Api;
  let ann: { id: string; session: Api };
  let token: string;
  let origin: Origin;

  const open = async (): Promise<Chat & { path: string }> => {
    const chat = await ann.session.post<Chat>(`/v1/applications/${token}/chats`);
    return { ...chat, path: `/v1/applications/${token}/chats/${chat.number}` };
  };
  const ticketOf = ({ conversationId }: Chat): Promise<Ticket> =>
    until('the chat has a ticket', async () => (await allTickets(tenant.admin)).find(({ author }) => author.id === conversationId));
  const reply = (ticket: Ticket, text: string, more: object = {}) =>
    agent.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, ...more }, 201);
  const messageOf = async ({ id }: Ticket, number: number): Promise<Message> =>
    (await ticketMessages(tenant.admin, id)).find((one) => one.number === number) as Message;
  const hasState = (ticket: Ticket, number: number, state: string): Promise<Message> =>
    until(`reply ${number} is ${state}`, async () => {
      const message = await messageOf(ticket, number);
      return message.delivery?.state === state ? message : undefined;
    });

  beforeAll(async () => {
    tenant = await createTenant(hub, { registration: 'open' });
    ({ session: agent } = await createAgent(tenant));
    ann = await newUser(hub, tenant, 'Ann');
    ({ token } = await newApplication(tenant));
    origin = await connect(tenant, token);
  });

  it('a customer writes, an agent answers, the device has it in real time, and the ticket shows that it was read', async () => {
    const chat = await open();
    await ann.session.post(`${chat.path}/messages`, { body: 'Where is my order?' });
    const device = await openSocket(ann.session, hub.wsUrl);
    // Frames of an array are carried out in their order: once the second is answered, the first holds.
    device.send([{ type: 'subscribe', conversationIds: [chat.conversationId] }, { type: 'resume' }]);
    await device.frame('the end of the replay', ({ type }) => type === 'resumed');
    const ticket = await ticketOf(chat);
    expect(ticket).toMatchObject({ status: 'created', origin: { id: origin.id, channel: 'application' }, author: { name: 'Ann' } });
    const file = await uploadFile(agent, { name: 'label.txt', type: 'text/plain' }, new Uint8Array(Buffer.from('label')));
    const sent = await reply(ticket, 'It comes today.', { attachmentIds: [file] });
    const frame = await device.frame('the reply', ({ type, body }) => type === 'message' && body === 'It comes today.');
    expect(frame).toMatchObject({
      conversationId: chat.conversationId,
      number: 2,
      support: { automatic: false },
      attachments: [{ id: file, name: 'label.txt' }],
    });
    expect((await said(ann.session, chat.path))[1]).toMatchObject({ number: 2, senderId: `support.${origin.id}`, support: { automatic: false } });
    expect(await ann.session.get(`/v1/attachments/${file}`)).toMatchObject({ name: 'label.txt', state: 'ready' });
    expect(await hasState(ticket, sent.number, 'sent')).toMatchObject({ providerId: `${chat.conversationId}.2` });

    const ack = (to: object) => ann.session.post('/v1/acks', { conversationId: chat.conversationId, ...to }, 200);
    await ack({ number: 2 });
    await hasState(ticket, sent.number, 'delivered');
    await ack({ number: 2, read: true });
    await hasState(ticket, sent.number, 'read');

    await ann.session.post(`${chat.path}/messages`, { body: 'Thnaks', inReplyTo: 2 });
    await until('her answer is in the ticket', async () => (await ticketMessages(tenant.admin, ticket.id)).length === 3);
    await ann.session.patch(`${chat.path}/messages/3`, { body: 'Thanks' });
    await until('her edit is in the ticket', async () => (await messageOf(ticket, 3)).text === 'Thanks');
    expect(await messageOf(ticket, 3)).toMatchObject({ kind: 'customer', author: { id: ann.id, name: 'Ann' }, inReplyTo: sent.number });
    await ann.session.delete(`${chat.path}/messages/3`);
    await until('her deletion is in the ticket', async () => (await messageOf(ticket, 3)).deleted);

    await agent.patch(`/v1/tickets/${ticket.id}/messages/${sent.number}`, { text: 'It comes tomorrow.' });
    await until('the edited reply is in the chat', async () => (await said(ann.session, chat.path))[1]?.body === 'It comes tomorrow.');
    await agent.delete(`/v1/tickets/${ticket.id}/messages/${sent.number}`);
    await until('the deleted reply is gone from the chat', async () => (await said(ann.session, chat.path))[1]?.deleted);
    device.close();
    // Nothing of all this came back: the ticket has what it had.
    await ann.session.post(`${chat.path}/messages`, { body: 'Bye' });
    await until('her last word is in the ticket', async () => (await ticketMessages(tenant.admin, ticket.id)).length === 4);
    expect(texts(await ticketMessages(tenant.admin, ticket.id))).toEqual([
      ['customer', 'Where is my order?'],
      ['reply', null],
      ['customer', null],
      ['customer', 'Bye'],
    ]);
    expect((await allTickets(tenant.admin)).filter(({ author }) => author.id === chat.conversationId)).toHaveLength(1);
  });

  it('while the origin is disabled nothing shows and nothing is sent; enabled again, everything is there in order', async () => {
    const other = await newApplication(tenant);
    const { id } = await connect(tenant, other.token);
    const path = `/v1/applications/${other.token}/chats/${(await ann.session.post<Chat>(`/v1/applications/${other.token}/chats`)).number}`;
    const { conversationId } = await ann.session.get<Chat>(path);
    await ann.session.post(`${path}/messages`, { body: 'one' });
    const mine = async () => (await allTickets(tenant.admin)).filter(({ author }) => author.id === conversationId);
    const [ticket] = (await until('there is a ticket', async () => ((await mine()).length === 1 ? mine() : undefined))) as [Ticket];
    await tenant.admin.patch(`/v1/origins/${id}`, { state: 'disabled' });
    await ann.session.post(`${path}/messages`, { body: 'two' });
    expect((await agent.call('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: 'x' } })).status).toBe(409);
    // Another chat proves that the hub has got this far.
    const proof = await open();
    await ann.session.post(`${proof.path}/messages`, { body: 'proof' });
    await ticketOf(proof);
    expect(texts(await ticketMessages(tenant.admin, ticket.id))).toEqual([['customer', 'one']]);
    await tenant.admin.call('PATCH', `/v1/origins/${id}`, { body: { state: 'enabled' } });
    await ann.session.post(`${path}/messages`, { body: 'three' });
    await until('all three are there', async () => (await ticketMessages(tenant.admin, ticket.id)).length === 3);
    expect((await ticketMessages(tenant.admin, ticket.id)).map(({ text }) => text)).toEqual(['one', 'two', 'three']);

    await tenant.admin.delete(`/v1/origins/${id}`);
    await ann.session.post(`${path}/messages`, { body: 'to nobody' });
    const later = await open();
    await ann.session.post(`${later.path}/messages`, { body: 'proof' });
    await ticketOf(later);
    expect(await ticketMessages(tenant.admin, ticket.id)).toHaveLength(3);
  });

  it('an unknown application, that of another tenant, one that is taken, and another one for an origin are each a clear 422', async () => {
    const stranger = await createTenant(hub);
    const theirs = await newApplication(stranger);
    const draft = (application: unknown) => ({ body: { channel: 'application', name: 'x', credentials: { application } } });
    for (const wrong of ['unknown', theirs.token, token]) {
      const answer = await tenant.admin.call<{ errors: unknown }>('POST', '/v1/origins', draft(wrong));
      expect([answer.status, answer.body.errors]).toEqual([422, [{ path: 'credentials.application', message: expect.any(String) as string }]]);
    }
    expect((await tenant.admin.call('POST', '/v1/origins', draft(7))).status).toBe(400);
    const { token: free } = await newApplication(tenant);
    expect((await tenant.admin.call('PATCH', `/v1/origins/${origin.id}`, { body: { credentials: { application: free } } })).status).toBe(422);
    // A conversation that is no chat of the application: the reply fails, and says why.
    const made = await tenant.admin.post<Ticket>('/v1/tickets', { originId: origin.id, to: 'c.0000000000000000000000', text: 'Hello?' }, 201);
    expect((await hasState(made, 1, 'failed')).delivery?.error).toMatchObject({ code: 'chat_gone' });
    // No provider signs for this channel.
    expect((await api(hub.baseUrl).call('POST', origin.webhookPath, { raw: '{}' })).status).toBe(401);
  });
});

describe('customers and agents write while processes of the hub are killed', () => {
  const home = temporaryHome();
  afterAll(() => removeHome(home));
  const CHATS = 3;
  const EACH = 12;

  it('each message is in its ticket once and in order, each reply in its chat once, and none comes back', { timeout: 600_000 }, async () => {
    const hub = await guardedHub(home);
    try {
      const tenant = await createTenant(hub.address(), { registration: 'open' });
      const ann = await newUser(hub.address(), tenant, 'Ann');
      const { token } = await newApplication(tenant);
      await connect(tenant, token);
      const { key } = await tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'Desk', role: 'admin' });
      const desk = api(hub.address().baseUrl, key);
      const chats = await Promise.all(Array.from({ length: CHATS }, () => ann.session.post<Chat>(`/v1/applications/${token}/chats`)));
      const { key: reader } = await tenant.admin.post<{ key: string }>('/v1/api-keys', { name: 'Reader', role: 'user' });
      const readers = api(hub.address().baseUrl, reader);
      const pathOf = ({ number }: Chat): string => `/v1/applications/${token}/chats/${number}`;
      /** As a client does: the same key until there is an answer. A session may expire meanwhile. */
      const post = async (session: () => Promise<Api> | Api, path: string, body: object, name: string): Promise<void> => {
        for (;;) {
          const answer = await Promise.resolve(session())
            .then((one) => one.call('POST', path, { body, headers: { 'idempotency-key': name } }))
            .catch(() => undefined);
          if (answer?.status === 201) return;
          if (answer && ![401, 503].includes(answer.status)) throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      const ticketsOf = async ({ conversationId }: Chat): Promise<Ticket[]> => (await allTickets(desk)).filter(({ author }) => author.id === conversationId);
      const workers = hub.kinds().find((kind) => kind.includes('workers'));
      const gateway = hub.kinds().find((kind) => kind.includes('gateway'));
      const killed: boolean[] = [];
      for (const chat of chats) await post(() => ann.session, `${pathOf(chat)}/messages`, { body: 'message 1' }, `${chat.number}-1`);
      const tickets = await Promise.all(chats.map((chat) => until('a ticket', async () => (await ticketsOf(chat))[0], 120_000)));
      for (let n = 2; n <= EACH; n += 1) {
        await Promise.all(
          chats.map(async (chat, at) => {
            await post(() => ann.session, `${pathOf(chat)}/messages`, { body: `message ${n}` }, `${chat.number}-${n}`);
            if (n % 3 === 0)
              await post(() => desk, `/v1/tickets/${tickets[at]?.id}/messages`, { kind: 'reply', text: `reply ${n}` }, `reply-${chat.number}-${n}`);
          }),
        );
        if (n === 4 || n === 8) killed.push(hub.killOne(workers ?? ''));
        if (n === 6) {
          killed.push(hub.killOne(gateway ?? ''));
          await hub.healed();
        }
      }
      expect(killed).toEqual([true, true, true]);
      await hub.healed();
      const customers = Array.from({ length: EACH }, (_, at) => `message ${at + 1}`);
      const replies = Array.from({ length: EACH / 3 }, (_, at) => `reply ${(at + 1) * 3}`);
      for (const [at, chat] of chats.entries()) {
        const id = tickets[at]?.id ?? '';
        // An entry that was being worked on when its worker died is hidden for a while.
        await until(
          'every reply is sent, and every message is there',
          async () => {
            const messages = await ticketMessages(desk, id);
            return (
              messages.length === customers.length + replies.length &&
              messages.every(({ kind, delivery }) => kind === 'customer' || delivery?.state === 'sent' || delivery?.state === 'delivered')
            );
          },
          300_000,
        );
        const inTicket = await ticketMessages(desk, id);
        expect(inTicket.filter(({ kind }) => kind === 'customer').map(({ text }) => text)).toEqual(customers);
        expect(inTicket.filter(({ kind }) => kind === 'reply').map(({ text }) => text)).toEqual(replies);
        const inChat = await said(readers, pathOf(chat));
        expect(inChat.map(({ number }) => number)).toEqual(inChat.map((_, index) => index + 1));
        expect(inChat.filter(({ support }) => support === undefined).map(({ body }) => body)).toEqual(customers);
        expect(inChat.filter(({ support }) => support !== undefined).map(({ body }) => body)).toEqual(replies);
        expect(await ticketsOf(chat)).toHaveLength(1);
      }
    } finally {
      await hub.end();
    }
  });
});
