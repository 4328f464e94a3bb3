import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { api, type Problem } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { metaSignature } from '../harness/sign.ts';
import { openSocket, openSocketWith } from '../harness/socket.ts';
import { connectApi, createAgent, createTenant, signed, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Shown extends Message {
  readonly reactions: Readonly<Record<string, string>>;
  readonly delivery: (NonNullable<Message['delivery']> & { readonly change?: string }) | null;
}
interface Sent {
  readonly account: string;
  readonly method: string;
  readonly request: Readonly<Record<string, unknown>>;
}
type Post = (body: string) => Promise<{ readonly status: number }>;

/** One customer of each channel, what they write there, and what the provider is asked when an agent reacts and takes it back. */
interface Place {
  readonly account: string;
  readonly credentials: object;
  readonly emoji: string;
  readonly body: (account: string) => object;
  readonly asked: readonly [object, object];
}
const seconds = (): number => Math.floor(Date.now() / 1000);
const token = `EAAG${randomUUID()}`;
const secret = randomUUID();
const PLACES: Readonly<Record<string, Place>> = {
  whatsapp: {
    account: '106540352242901',
    credentials: { appSecret: secret, verifyToken: 'v', accessToken: token },
    emoji: '👍🏽',
    body: (id) => ({
      object: 'whatsapp_business_account',
      entry: [
        {
          changes: [
            {
              field: 'messages',
              value: {
                metadata: { phone_number_id: id },
                messages: [{ id: 'wamid.in', from: '4917100001', timestamp: String(seconds()), type: 'text', text: { body: 'Thanks' } }],
              },
            },
          ],
        },
      ],
    }),
    asked: [
      { to: '4917100001', type: 'reaction', reaction: { message_id: 'wamid.in', emoji: '👍🏽' } },
      { to: '4917100001', type: 'reaction', reaction: { message_id: 'wamid.in', emoji: '' } },
    ],
  },
  facebook: {
    account: '682498302938401',
    credentials: { appSecret: secret, verifyToken: 'v', accessToken: `${token}f` },
    emoji: '🎉',
    body: (id) => ({
      object: 'page',
      entry: [
        { id, time: Date.now(), messaging: [{ sender: { id: 'ann' }, recipient: { id }, timestamp: Date.now(), message: { mid: 'm_1', text: 'Thanks' } }] },
      ],
    }),
    asked: [
      { recipient: { id: 'ann' }, sender_action: 'react', payload: { message_id: 'm_1', reaction: '🎉' } },
      { recipient: { id: 'ann' }, sender_action: 'unreact', payload: { message_id: 'm_1' } },
    ],
  },
  instagram: {
    account: '17841400000000901',
    credentials: { appSecret: secret, verifyToken: 'v', accessToken: `${token}i` },
    emoji: '❤️',
    body: (id) => ({
      object: 'instagram',
      entry: [
        { id, time: Date.now(), messaging: [{ sender: { id: 'igs' }, recipient: { id }, timestamp: Date.now(), message: { mid: 'ig_1', text: 'Thanks' } }] },
      ],
    }),
    asked: [
      { recipient: { id: 'igs' }, sender_action: 'react', payload: { message_id: 'ig_1', reaction: 'love' } },
      { recipient: { id: 'igs' }, sender_action: 'unreact', payload: { message_id: 'ig_1' } },
    ],
  },
  telegram: {
    account: '4343434343',
    credentials: { botToken: `4343434343:${secret}`, secretToken: secret },
    emoji: '🔥',
    body: () => ({
      update_id: 1,
      message: { message_id: 7, from: { id: 42, is_bot: false, first_name: 'Ann' }, chat: { id: 42, type: 'private' }, date: seconds(), text: 'Thanks' },
    }),
    asked: [
      { chat_id: 42, message_id: 7, reaction: [{ type: 'emoji', emoji: '🔥' }] },
      { chat_id: 42, message_id: 7, reaction: [] },
    ],
  },
};

/** What an agent does when a customer's message needs no words. */
describe('reactions of agents', { timeout: 180_000 }, () => {
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let tenant: TestTenant;

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, statusDelays: [200, 300, 400], retryDelay: 2_000 });
    const { url } = simulator;
    hub = await startHub({
      env: {
        PARLEY_OUTGOING_ALLOW: new URL(url).host,
        META_GRAPH_URL: url,
        TELEGRAM_API_URL: url,
        LINKEDIN_API_URL: url,
        SEND_TIMEOUT_MS: '4000',
        SEND_PAUSE_MS: '300',
      },
    });
    tenant = await createTenant(hub);
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  const connect = async (channel: string, { account, credentials, body }: Place): Promise<Ticket> => {
    const whole = channel === 'telegram' ? credentials : { ...credentials, accountId: account };
    const origin = await tenant.admin.post<Origin>('/v1/origins', { channel, name: channel, credentials: whole });
    const webhookUrl = `${hub.baseUrl}${origin.webhookPath}`;
    const { accessToken, botToken } = credentials as { accessToken?: string; botToken?: string };
    const known = channel === 'telegram' ? { token: botToken, secretToken: secret, webhookUrl } : { accessToken, appSecret: secret, webhookUrl };
    expect((await fetch(`${simulator.url}/accounts/${channel}/${account}`, { method: 'PUT', body: JSON.stringify(known) })).status).toBe(200);
    const post: Post =
      channel === 'telegram'
        ? (raw) =>
            api(hub.baseUrl).call('POST', origin.webhookPath, {
              raw,
              headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
            })
        : signed(tenant, origin, secret, 'application/json', metaSignature).post;
    expect((await post(JSON.stringify(body(account)))).status).toBe(200);
    return until('the customer has a ticket', async () => (await allTickets(tenant.admin, `?originId=${origin.id}`))[0]);
  };
  const first = async (ticket: Ticket): Promise<Shown> => (await ticketMessages(tenant.admin, ticket.id))[0] as Shown;
  const isSent = (ticket: Ticket): Promise<Shown> =>
    until('the provider has it', async () => {
      const message = await first(ticket);
      return message.delivery?.state === 'sent' ? message : undefined;
    });
  const askedOf = async (account: string): Promise<readonly Sent[]> => {
    const { items } = (await (await fetch(`${simulator.url}/sent`)).json()) as { items: readonly Sent[] };
    return items.filter((sent) => sent.account === account).toReversed();
  };
  const at = (ticket: Ticket): string => `/v1/tickets/${ticket.id}/messages/1/reactions`;

  it.each(Object.keys(PLACES))('on %s: shown at once, one call each, and taken back', async (channel) => {
    const place = PLACES[channel] as Place;
    const ticket = await connect(channel, place);
    const shown = await tenant.admin.call<Shown>('PUT', at(ticket), { body: { emoji: place.emoji } });
    expect([shown.status, shown.body]).toMatchObject([200, { delivery: { state: 'queued', change: 'react' } }]);
    expect(Object.values(shown.body.reactions)).toEqual([place.emoji]);
    expect((await isSent(ticket)).providerId).toBe(shown.body.providerId);
    expect((await tenant.admin.call('DELETE', at(ticket))).status).toBe(204);
    await until('both calls have come', async () => (await askedOf(place.account)).length >= 2);
    expect((await askedOf(place.account)).map(({ request }) => request)).toMatchObject(place.asked);
    expect(await isSent(ticket)).toMatchObject({ reactions: {} });
    // A reaction is no answer.
    expect(await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).toMatchObject({ status: 'created' });
  });

  it('on whatsapp, one that is accepted and reported as failed later says so, wakes nobody, and can be tried again', async () => {
    const account = '106540352242902';
    const place = { ...(PLACES['whatsapp'] as Place), account };
    const gone = (ids: readonly string[]) => fetch(`${simulator.url}/gone/whatsapp/${account}`, { method: 'PUT', body: JSON.stringify(ids) });
    const ticket = await connect('whatsapp', place);
    await gone(['wamid.in']);
    await tenant.admin.call('PUT', at(ticket), { body: { emoji: '👍' } });
    const failed = await until('WhatsApp has reported the failure', async () => {
      const message = await first(ticket);
      return message.delivery?.state === 'failed' ? message : undefined;
    });
    expect(failed).toMatchObject({ kind: 'customer', providerId: 'wamid.in', delivery: { change: 'react', error: { code: '131009' } } });
    expect(await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).toMatchObject({ status: 'created' });
    await gone([]);
    expect((await tenant.admin.call('POST', `/v1/tickets/${ticket.id}/messages/1/retry`)).status).toBe(200);
    await isSent(ticket);
    expect(await askedOf(account)).toHaveLength(2);
  });

  it('on linkedin: one of its six, to a comment', async () => {
    const account = '8201';
    const clientSecret = randomUUID();
    const accessToken = `${token}l`;
    const credentials = { clientSecret, accessToken, organizationId: account };
    const origin = await tenant.admin.post<Origin>('/v1/origins', { channel: 'linkedin', name: 'Company', credentials });
    const known = { clientId: 'c', clientSecret, accessToken, refreshToken: 'r', webhookUrl: `${hub.baseUrl}${origin.webhookPath}` };
    await fetch(`${simulator.url}/accounts/linkedin/${account}`, { method: 'PUT', body: JSON.stringify(known) });
    const comments = [{ id: '11', text: 'Thanks', owner: 'urn:li:person:ann' }];
    await fetch(`${simulator.url}/linkedin/${account}/comments`, { method: 'POST', body: JSON.stringify({ comments }) });
    const ticket = await until('the member has a ticket', async () => (await allTickets(tenant.admin, `?originId=${origin.id}`))[0]);
    expect((await tenant.admin.call('PUT', at(ticket), { body: { emoji: '🧀' } })).status).toBe(422);
    expect((await tenant.admin.call('PUT', at(ticket), { body: { emoji: '👏' } })).status).toBe(200);
    const { providerId: root } = await isSent(ticket);
    expect((await tenant.admin.call('DELETE', at(ticket))).status).toBe(204);
    await until('both calls have come', async () => (await askedOf(account)).length >= 2);
    expect((await askedOf(account)).map(({ request }) => request)).toEqual([
      { root, reactionType: 'PRAISE' },
      { root, reactionType: null },
    ]);
  });

  it('in a live chat: the visitor’s page is told, and a colleague’s screen', async () => {
    const origin = await tenant.admin.post<Origin>('/v1/origins', {
      channel: 'livechat',
      name: 'Chat',
      credentials: { allowedDomains: ['shop.example'], identitySecret: secret },
    });
    const page = { origin: 'https://shop.example' };
    const session = await api(hub.baseUrl).call<{ token: string; conversationId: string }>('POST', '/v1/livechat/sessions', {
      body: { originId: origin.id },
      headers: page,
    });
    const visitor = api(hub.baseUrl, session.body.token);
    await visitor.call('POST', '/v1/livechat/messages', { body: { id: 'm-1', text: 'Thanks' }, headers: page });
    const url = new URL((await visitor.call<{ url: string }>('POST', '/v1/livechat/socket-tickets', { headers: page })).body.url);
    const key = url.searchParams.get('ticket') ?? '';
    url.search = '';
    const socket = await openSocketWith(url.href, key);
    const desk = await openSocket((await createAgent(tenant)).session, hub.wsUrl);
    const ticketId = `${session.body.conversationId}.1`;
    await until('the ticket is there', async () => (await tenant.admin.call('GET', `/v1/tickets/${ticketId}`)).status === 200);
    await tenant.admin.call('PUT', `/v1/tickets/${ticketId}/messages/1/reactions`, { body: { emoji: '👍' } });
    await socket.frame('the reaction', (frame) => frame.type === 'message' && (frame['message'] as { reaction?: string }).reaction === '👍');
    await desk.frame('the amendment', (frame) => frame.type === 'amended' && JSON.stringify(frame).includes('👍'));
    await tenant.admin.call('DELETE', `/v1/tickets/${ticketId}/messages/1/reactions`);
    await until('it is gone', async () => {
      const { body } = await visitor.call<{ items: { reaction?: string }[] }>('GET', '/v1/livechat/updates?position=0.0', { headers: page });
      return body.items.length === 1 && body.items[0]?.reaction === undefined;
    });
    socket.close();
    desk.close();
  });

  it('where they cannot be: a channel without them, another emoji than Telegram’s, no emoji, a message of ours', async () => {
    const own = await connectApi(tenant);
    expect((await own.post(JSON.stringify({ messages: [{ id: 'a-1', author: { id: 'c-1', name: 'Ann' }, text: 'Thanks' }] }))).status).toBe(200);
    const plain = await until('there is a ticket', async () => (await allTickets(tenant.admin, `?originId=${own.origin.id}`))[0]);
    const refused = async (ticket: Ticket, emoji: string, number = 1) => {
      const { status, body } = await tenant.admin.call<Problem>('PUT', `/v1/tickets/${ticket.id}/messages/${number}/reactions`, { body: { emoji } });
      return [status, body.errors.map(({ path }) => path)];
    };
    expect(await refused(plain, '👍')).toEqual([422, ['emoji']]);
    const telegram = (await allTickets(tenant.admin)).find(({ origin }) => origin.channel === 'telegram') as Ticket;
    expect(await refused(telegram, '🧀')).toEqual([422, ['emoji']]);
    expect(await refused(telegram, 'ok')).toEqual([422, ['emoji']]);
    const { number } = await tenant.admin.post<Message>(`/v1/tickets/${telegram.id}/messages`, { kind: 'reply', text: 'You are welcome' });
    expect(await refused(telegram, '👍', number)).toEqual([422, ['emoji']]);
  });
});
