import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Origin, Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { connectApi, connectWhatsApp, createTenant, type SignedOrigin, signIn, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const BOT = '5151515151';
const ACCOUNT = `AC${'51'.padStart(32, '0')}`;
const LINK_SECONDS = 3;
/** An entry that was being worked on when its worker died is hidden for 120 s. */
const SETTLED_MS = 170_000;
const MOST_BYTES = 200_000;

interface File {
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly size: number | null;
  readonly url: string | null;
  readonly state?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A picture of the smallest kind, followed by what makes it as long and as unlike others as the test wants. */
const png = (size: number): Buffer =>
  Buffer.concat([
    Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
    Buffer.from(randomUUID()),
    Buffer.alloc(size),
  ]);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What customers attach is at their providers for minutes; the hub keeps it. */
describe('the files of customers', { timeout: 240_000 }, () => {
  const botToken = `${BOT}:${randomUUID()}`;
  const secretToken = randomUUID();
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let tenant: TestTenant;
  let admin: Api;
  let whatsapp: WhatsAppOrigin;
  let shop: SignedOrigin;
  let telegram: Origin;

  const env = (): Record<string, string> => ({
    META_GRAPH_URL: simulator.url,
    TELEGRAM_API_URL: simulator.url,
    TWILIO_API_URL: simulator.url,
    // Twilio's files are on another host than its API.
    PARLEY_OUTGOING_ALLOW: `${new URL(simulator.url).host},localhost:${new URL(simulator.url).port}`,
    SEND_TIMEOUT_MS: '15000',
    MEDIA_MAX_BYTES: String(MOST_BYTES),
  });

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, retryDelay: 300 });
    hub = await startHub({ env: env() });
    tenant = await createTenant(hub);
    ({ admin } = tenant);
    whatsapp = await connectWhatsApp(tenant);
    shop = await connectApi(tenant);
    telegram = await admin.post<Origin>('/v1/origins', { channel: 'telegram', name: 'Bot', credentials: { botToken, secretToken } });
    const twilio = { accountSid: ACCOUNT, authToken: 'a-long-secret', number: '+14155238886' };
    const sms = await admin.post<Origin>('/v1/origins', { channel: 'twilio', name: 'SMS', credentials: twilio });
    const webhookUrl = `${hub.baseUrl}${sms.webhookPath}`;
    await put(`/accounts/twilio/${ACCOUNT}`, JSON.stringify({ authToken: 'a-long-secret', webhookUrl }));
    const account = { accessToken: 'EAAG-test', appSecret: whatsapp.appSecret, webhookUrl: `${hub.baseUrl}${whatsapp.origin.webhookPath}` };
    await put(`/accounts/whatsapp/${whatsapp.phoneNumberId}`, JSON.stringify(account));
    await put(`/accounts/telegram/${BOT}`, JSON.stringify({ token: botToken, secretToken, webhookUrl: `${hub.baseUrl}${telegram.webhookPath}` }));
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  const put = async (path: string, body: string | Uint8Array, type = 'application/json'): Promise<void> => {
    const answer = await fetch(`${simulator.url}${path}`, { method: 'PUT', body: Buffer.from(body), headers: { 'content-type': type } });
    expect(answer.status).toBe(200);
  };
  const customerFile = (id: string, bytes: Uint8Array, type: string, linkSeconds = LINK_SECONDS, hangs = 0): Promise<void> =>
    put(`/customer-files/${id}?linkSeconds=${linkSeconds}&hangs=${hangs}`, bytes, type);
  const linkOf = (id: string): string => `${simulator.url}/customer-files/${id}`;
  const fileAt = async (id: string) => {
    const { items } = (await (await fetch(`${simulator.url}/customer-files`)).json()) as { items: { id: string; downloads: number; hangs: number }[] };
    return items.find((item) => item.id === id);
  };
  const downloads = async (id: string): Promise<number | undefined> => (await fileAt(id))?.downloads;

  const ticketOf = (authorId: string): Promise<Ticket> =>
    until(`${authorId} has a ticket`, async () => (await allTickets(admin)).find(({ author }) => author.id === authorId));
  const filesOf = async (ticket: Ticket): Promise<readonly File[]> => {
    const messages = await ticketMessages(admin, ticket.id);
    return messages.flatMap(({ attachments }) => attachments as readonly File[]);
  };
  const settled = (ticket: Ticket, limitMs = 60_000): Promise<readonly File[]> =>
    until(
      'each file is kept or not',
      async () => {
        const files = await filesOf(ticket);
        return files.length > 0 && files.every(({ state }) => state === 'ready' || state === 'failed') ? files : undefined;
      },
      limitMs,
    );
  const outcomes = (files: readonly File[]) => files.map(({ state, error, type }) => error?.code ?? `${state} ${type}`);
  const downloaded = async (file: File | undefined): Promise<{ sha256: string; headers: Headers }> => {
    const { url, state } = await admin.get<File>(`/v1/attachments/${file?.id}`);
    expect(state).toBe('ready');
    const answer = await fetch(String(url));
    return { sha256: sha256(Buffer.from(await answer.arrayBuffer())), headers: answer.headers };
  };
  const whatsAppMedia = (from: string, mediaId: string): Promise<unknown> => {
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: whatsapp.phoneNumberId },
      contacts: [{ profile: { name: from }, wa_id: from }],
      messages: [
        {
          from,
          id: `wamid.${mediaId}`,
          timestamp: String(Math.floor(Date.now() / 1000)),
          type: 'image',
          image: { id: mediaId, mime_type: 'image/jpeg', caption: 'it broke' },
        },
      ],
    };
    return whatsapp.post(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] }));
  };
  const shopMessage = (id: string, attachments: readonly object[]) => ({ id, author: { id, name: id }, text: 'see these', attachments });

  it('of WhatsApp are kept when the provider’s link has expired, are what their bytes are, and are downloaded as files', async () => {
    const socket = await openSocket(admin, hub.wsUrl);
    const photo = png(50_000);
    await customerFile('7001', photo, 'image/png');
    await whatsAppMedia('491790000001', '7001');
    const ticket = await ticketOf('491790000001');
    const files = await settled(ticket);
    expect(files).toMatchObject([{ state: 'ready', type: 'image/png', size: photo.length }]);
    const frame = await socket.frame<{ type: string; attachments?: { id: string; state: string }[] }>('of the kept file', ({ type, attachments }) =>
      Boolean(type === 'amended' && attachments?.some(({ id, state }) => id === files[0]?.id && state === 'ready')),
    );
    expect(frame.attachments).toEqual([{ id: files[0]?.id, state: 'ready' }]);
    socket.close();
    expect(await downloads('7001')).toBe(1);
    await until('the link has expired', async () => (await fetch(linkOf('7001'))).status === 403);
    const { sha256: kept, headers } = await downloaded(files[0]);
    expect(kept).toBe(sha256(photo));
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('image/png');
  });

  it('of Telegram are kept too, once, though the bot’s webhook is called twice', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), png(2_000)]);
    await customerFile('tg-1', bytes, 'application/pdf');
    const person = { from: { id: 77, is_bot: false, first_name: 'Tea' }, chat: { id: 77, type: 'private', first_name: 'Tea' } };
    const document = { file_id: 'tg-1', file_unique_id: 'u1', file_name: 'bill.pdf', mime_type: 'application/pdf', file_size: bytes.length };
    const update = { update_id: 1, message: { message_id: 1, ...person, date: Math.floor(Date.now() / 1000), document } };
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secretToken };
    for (const _time of ['first', 'again']) {
      const answer = await fetch(`${hub.baseUrl}${telegram.webhookPath}`, { method: 'POST', body: JSON.stringify(update), headers });
      expect(answer.status).toBe(200);
    }
    const ticket = await ticketOf('77');
    const files = await settled(ticket);
    expect(files).toMatchObject([{ state: 'ready', name: 'bill.pdf', type: 'application/pdf', size: bytes.length }]);
    expect((await downloaded(files[0])).sha256).toBe(sha256(bytes));
    expect(await downloads('tg-1')).toBe(1);
  });

  it('that cannot be kept show why, and their neighbours are kept', async () => {
    const photo = png(10_000);
    await customerFile('good', photo, 'image/png', 300);
    await customerFile('large', png(MOST_BYTES), 'image/png', 300);
    await customerFile('page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png', 300);
    await customerFile('expired', png(100), 'image/png', 0);
    const image = (url: string) => ({ url, type: 'image/png', name: 'a.png' });
    const bad = [
      image('https://10.0.0.1/a.png'),
      image('http://shop.example/a.png'),
      image('https://metadata.internal/a.png'),
      image(linkOf('large')),
      image(linkOf('page')),
      image(linkOf('nothing')),
      image(linkOf('expired')),
    ];
    const body = JSON.stringify({ messages: [shopMessage('ann', [...bad, image(linkOf('good'))]), shopMessage('bob', [image(linkOf('good'))])] });
    expect((await shop.post(body)).status).toBe(200);
    const files = await settled(await ticketOf('ann'));
    expect(outcomes(files)).toEqual([
      'refused_address',
      'refused_address',
      'refused_address',
      'too_large',
      'refused_type',
      'gone',
      'refused',
      'ready image/png',
    ]);
    expect((await downloaded(files[7])).sha256).toBe(sha256(photo));
    const shown = await admin.get<File>(`/v1/attachments/${files[3]?.id}`);
    expect(shown).toMatchObject({ state: 'failed', url: null, error: { code: 'too_large', message: expect.stringContaining('larger') } });
    expect(outcomes(await settled(await ticketOf('bob')))).toEqual(['ready image/png']);
  });

  it('of Twilio are behind its credentials and a redirect', async () => {
    const photo = png(4_000);
    await customerFile('tw-1', photo, 'image/png', 300);
    const MediaUrl0 = `${simulator.url}/2010-04-01/Accounts/${ACCOUNT}/Messages/MM1/Media/tw-1`;
    const sms = { From: '+491790000009', To: '+14155238886', Body: 'look', NumMedia: '1', MediaUrl0, MediaContentType0: 'image/jpeg' };
    expect((await fetch(`${simulator.url}/twilio/${ACCOUNT}/messages`, { method: 'POST', body: JSON.stringify([sms]) })).status).toBe(202);
    const files = await settled(await ticketOf('+491790000009'));
    expect(outcomes(files)).toEqual(['ready image/png']);
    expect((await downloaded(files[0])).sha256).toBe(sha256(photo));
  });

  it('are hidden with their message, and gone with it', async () => {
    await customerFile('7002', png(500), 'image/png', 300);
    await whatsAppMedia('491790000002', '7002');
    const ticket = await ticketOf('491790000002');
    const [file] = await settled(ticket);
    const { url } = await admin.get<File>(`/v1/attachments/${file?.id}`);
    await admin.call('DELETE', `/v1/tickets/${ticket.id}/messages/1`);
    expect((await admin.call('GET', `/v1/attachments/${file?.id}`)).status).toBe(404);
    await until('the object is gone', async () => (await fetch(String(url))).status === 404);
  });

  it('are fetched after everything is killed during the download, and change their message once', async () => {
    const photo = png(9_000);
    await customerFile('7003', photo, 'image/png', 300, 1);
    await whatsAppMedia('491790000003', '7003');
    const ticket = await ticketOf('491790000003');
    await until('the download hangs', async () => (await fileAt('7003'))?.hangs === 0);
    expect((await filesOf(ticket)).map(({ state }) => state)).toEqual(['fetching']);
    await hub.killAll();
    hub = await startHub({ home: hub.home, port: hub.port, env: env() });
    // An access token is valid for five minutes.
    admin = await signIn(hub.baseUrl, tenant.slug, tenant.email);
    const files = await settled(ticket, SETTLED_MS);
    expect(outcomes(files)).toEqual(['ready image/png']);
    expect((await downloaded(files[0])).sha256).toBe(sha256(photo));
    expect(await downloads('7003')).toBe(1);
  });
});
