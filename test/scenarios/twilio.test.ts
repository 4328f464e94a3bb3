import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProviderSimulator } from '../../demo/providers/server.ts';
import { type Api, api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { createTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

interface Sent {
  readonly account: string;
  readonly providerId: string;
  readonly request: {
    readonly To: string;
    readonly From: string;
    readonly Body?: string;
    readonly MediaUrl?: readonly string[];
    readonly StatusCallback?: string;
  };
}
/** Repeats come at growing intervals; only ends a broken test. */
const LIMIT_MS = 90_000;
const NUMBER = '+14155238886';
/** What Twilio calls: a proxy stands before the hub. */
const PUBLIC = 'https://hub.example';

/** The whole circle of a number: what customers write, what agents answer, and what becomes of it. */
describe('a number at Twilio', { timeout: 240_000 }, () => {
  const accountSid = `AC${randomBytes(16).toString('hex')}`;
  const authToken = randomUUID();
  let simulator: Awaited<ReturnType<typeof startProviderSimulator>>;
  let hub: Hub;
  let admin: Api;
  let origin: Origin;

  beforeAll(async () => {
    simulator = await startProviderSimulator({ port: 0, statusDelays: [100, 400, 900], retryDelay: 300 });
    hub = await startHub({
      env: { PARLEY_OUTGOING_ALLOW: new URL(simulator.url).host, TWILIO_API_URL: simulator.url, SEND_TIMEOUT_MS: '2000', SEND_PAUSE_MS: '300' },
    });
    ({ admin } = await createTenant(hub));
    origin = await admin.post<Origin>('/v1/origins', { channel: 'twilio', name: 'SMS', credentials: { accountSid, authToken, number: NUMBER } });
    await put(`/accounts/twilio/${accountSid}`, { authToken, webhookUrl: `${hub.baseUrl}${origin.webhookPath}` });
  });
  afterAll(async () => {
    await hub.stop();
    await simulator.close();
    removeHome(hub.home);
  });

  const put = async (path: string, body: unknown): Promise<void> => {
    expect((await fetch(`${simulator.url}${path}`, { method: 'PUT', body: JSON.stringify(body) })).status).toBe(200);
  };
  const hmac = (data: string, token = authToken): string => createHmac('sha1', token).update(data).digest('base64');
  /** As Twilio signs, written a second time. */
  const signed = (form: Readonly<Record<string, string>>): string =>
    hmac(
      `${hub.baseUrl}${origin.webhookPath}${Object.entries(form)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flat()
        .join('')}`,
    );
  const post = async (body: string, signature: string, contentType = 'application/x-www-form-urlencoded', query = ''): Promise<number> =>
    (
      await api(hub.baseUrl).call('POST', `${origin.webhookPath}${query}`, {
        raw: body,
        headers: { 'content-type': contentType, 'x-twilio-signature': signature },
      })
    ).status;
  const messageOf = (from: string, sid: string, body: string, more: Readonly<Record<string, string>> = {}) => ({
    MessageSid: sid,
    SmsStatus: 'received',
    From: from,
    To: NUMBER,
    Body: body,
    NumMedia: '0',
    ...more,
  });
  const deliver = async (form: Readonly<Record<string, string>>): Promise<void> => {
    expect(await post(new URLSearchParams(form).toString(), signed(form))).toBe(200);
  };
  const ticketOf = (authorId: string): Promise<Ticket> =>
    until(`${authorId} has a ticket`, async () => (await allTickets(admin, `?originId=${origin.id}`)).find(({ author }) => author.id === authorId));
  const messages = (ticket: Ticket): Promise<readonly Message[]> => ticketMessages(admin, ticket.id);
  const reply = (ticket: Ticket, text: string, attachmentIds: readonly string[] = []): Promise<Message> =>
    admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, attachmentIds });
  const reaches = (ticket: Ticket, number: number, state: string): Promise<Message> =>
    until(
      `message ${number} is ${state}`,
      async () => (await messages(ticket)).find((one) => one.number === number && one.delivery?.state === state),
      LIMIT_MS,
    );
  /** Oldest first. */
  const sentTo = async (to: string): Promise<readonly Sent[]> => {
    const { items } = (await (await fetch(`${simulator.url}/sent`)).json()) as { items: readonly Sent[] };
    return items.filter(({ request }) => request.To === to).toReversed();
  };

  it('takes what Twilio has signed, and nothing else', async () => {
    const form = messageOf('+15550001999', 'SM-forged', 'forged');
    const body = new URLSearchParams(form).toString();
    const good = signed(form);
    for (const wrong of ['', good.slice(0, -3), hmac('x'), signed({ ...form, Body: 'other' })]) expect(await post(body, wrong)).toBe(401);
    expect(await post(body.replace('forged', 'Forged'), good)).toBe(401);
    await deliver(messageOf('+15550001998', 'SM-signed', 'signed'));
    await ticketOf('+15550001998');
    expect((await allTickets(admin, `?originId=${origin.id}`)).filter(({ author }) => author.id === '+15550001999')).toEqual([]);
    // Signed, and no message: kept or ignored.
    const odds: readonly Readonly<Record<string, string>>[] = [{}, { CallSid: 'CA1' }, { MessageSid: 'SM1' }, { MessageSid: 'SM1', MessageStatus: 'queued' }];
    for (const odd of odds) await deliver(odd);
  });

  it('takes events as JSON by the hash in their address, and refuses another body', async () => {
    const body = JSON.stringify([
      7,
      {
        type: 'com.twilio.messaging.inbound-message.received',
        data: { messageSid: 'SM-json', from: '+15550001777', to: NUMBER, body: 'by event', numMedia: 0 },
      },
      { type: 'com.twilio.messaging.message.sent', data: {} },
    ]);
    const query = `?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const signature = hmac(`${hub.baseUrl}${origin.webhookPath}${query}`);
    expect(await post(`${body} `, signature, 'application/json', query)).toBe(401);
    expect(await post(body, signature, 'application/json', query)).toBe(200);
    expect((await messages(await ticketOf('+15550001777'))).map(({ text }) => text)).toEqual(['by event']);
  });

  it('brings SMS, MMS and WhatsApp into a ticket each, also doubled and in another order', async () => {
    const media = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1', MediaContentType0: 'image/jpeg' };
    const [first, second] = [messageOf('+15550001111', 'SM-1', 'Hello'), messageOf('+15550001111', 'MM-2', 'broken', media)];
    for (const form of [second, first, second]) await deliver(form);
    await deliver(messageOf('whatsapp:+15550001111', 'SM-3', 'by WhatsApp', { ProfileName: 'Ann', To: `whatsapp:${NUMBER}` }));
    const [sms, whatsapp] = [await ticketOf('+15550001111'), await ticketOf('whatsapp:+15550001111')];
    await until('both are in', async () => (await messages(sms)).length === 2);
    expect(new Set((await messages(sms)).map(({ text }) => text))).toEqual(new Set(['Hello', 'broken']));
    expect((await messages(sms)).find(({ text }) => text === 'broken')?.attachments).toMatchObject([{ type: 'image/jpeg' }]);
    expect(whatsapp.author.name).toBe('Ann');
    await reply(whatsapp, 'Hi Ann');
    await reaches(whatsapp, 2, 'read');
    expect((await sentTo('whatsapp:+15550001111')).map(({ request }) => request)).toMatchObject([{ From: `whatsapp:${NUMBER}`, Body: 'Hi Ann' }]);
  });

  it('sends one message for a reply, with its files, and hears of its delivery', async () => {
    await deliver(messageOf('+15550001222', 'SM-4', 'hi'));
    const ticket = await ticketOf('+15550001222');
    const id = await uploadFile(admin, { name: 'a.png', type: 'image/png' }, new Uint8Array(Buffer.from('abcd')));
    await reply(ticket, 'See this.', [id]);
    await reaches(ticket, 2, 'delivered');
    const sent = await sentTo('+15550001222');
    expect(sent.map(({ request }) => request)).toEqual([
      { To: '+15550001222', From: NUMBER, Body: 'See this.', MediaUrl: [expect.any(String)], StatusCallback: `${hub.baseUrl}${origin.webhookPath}` },
    ]);
    expect(await (await fetch(String(sent[0]?.request.MediaUrl?.[0]))).text()).toBe('abcd');
    expect((await messages(ticket))[1]?.providerId).toBe(sent[0]?.providerId);
    const long = await admin.call<{ errors: unknown }>('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: 'x'.repeat(1601) } });
    expect([long.status, long.body.errors]).toEqual([422, [expect.objectContaining({ path: 'text' })]]);
  });

  it('shows why a reply was not delivered: the carrier’s reason, and a customer who opted out', async () => {
    await deliver(messageOf('+15550001333', 'SM-5', 'hi'));
    const ticket = await ticketOf('+15550001333');
    await put(`/faults/twilio/${accountSid}`, [{ becomes: 'undelivered', code: 30003 }]);
    await reply(ticket, 'lost');
    expect((await reaches(ticket, 2, 'failed')).delivery?.error).toMatchObject({ code: '30003', message: expect.stringContaining('switched off') });
    const stop = messageOf('+15550001333', 'SM-6', 'STOP', { OptOutType: 'STOP' });
    await fetch(`${simulator.url}/twilio/${accountSid}/messages`, { method: 'POST', body: JSON.stringify([stop]) });
    await until('it is in', async () => (await messages(ticket)).some(({ text }) => text === 'STOP'));
    await reply(ticket, 'still there?');
    expect((await reaches(ticket, 4, 'failed')).delivery?.error).toMatchObject({ code: '21610' });
    expect(await sentTo('+15550001333')).toHaveLength(1);
  });

  it('goes on after a limit, does not send again what may be there, and shows lost access on the origin', async () => {
    for (const [from, sid] of [
      ['+15550001441', 'SM-7'],
      ['+15550001442', 'SM-8'],
      ['+15550001443', 'SM-9'],
    ] as const)
      await deliver(messageOf(from, sid, 'hi'));
    const [limited, lost, refused] = [await ticketOf('+15550001441'), await ticketOf('+15550001442'), await ticketOf('+15550001443')];
    await put(`/faults/twilio/${accountSid}`, [{ status: 429, code: 20429, retryAfter: 1 }]);
    await reply(limited, 'later');
    await reaches(limited, 2, 'delivered');
    expect(await sentTo('+15550001441')).toHaveLength(1);
    await put(`/faults/twilio/${accountSid}`, [{ hang: true }]);
    await reply(lost, 'perhaps');
    await reaches(lost, 2, 'unknown');
    expect(await sentTo('+15550001442')).toEqual([]);
    await put(`/accounts/twilio/${accountSid}`, { authToken: 'another-token' });
    await reply(refused, 'no');
    expect((await reaches(refused, 2, 'failed')).delivery?.error).toMatchObject({ code: '20003' });
    // The mark on the origin is written after the message's outcome.
    const lostAccess = await until(
      'the origin is marked',
      async () => (await admin.get<{ lostAccess?: { error: { code: string } } }>(`/v1/origins/${origin.id}`)).lostAccess,
    );
    expect(lostAccess.error.code).toBe('20003');
  });

  it('behind a proxy believes what was signed for the public address, and no more what was signed for its own', async () => {
    await hub.stop();
    const env = { PARLEY_PUBLIC_URL: PUBLIC, PARLEY_OUTGOING_ALLOW: new URL(simulator.url).host, TWILIO_API_URL: simulator.url };
    hub = await startHub({ home: hub.home, port: hub.port, env });
    const form = messageOf('+15550001555', 'SM-10', 'by proxy');
    const body = new URLSearchParams(form).toString();
    expect(await post(body, signed(form))).toBe(401);
    const written = Object.entries(form)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flat()
      .join('');
    expect(await post(body, hmac(`${PUBLIC}${origin.webhookPath}${written}`))).toBe(200);
  });
});
