import { createHmac, randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type Api, api } from '../harness/http.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { mailsFrom, type SentMail, simulatorOf } from '../harness/sent-mail.ts';
import type { Message, Origin, Ticket } from '../harness/shapes.ts';
import { connectMail, createAgent, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const PAGE = 'https://shop.example';
/** Minutes: 3 seconds, and a time in which somebody can come back. */
const [SOON, LATER] = [0.05, 0.2];

interface Session {
  readonly token: string;
  readonly conversationId: string;
}
interface Said {
  readonly number: number;
  readonly from: string;
  readonly text: string | null;
}
type Delivered = Message & { readonly delivery: { readonly state: string; readonly via?: string } | null };

describe('a chat continues by mail when the visitor is gone', () => {
  const hub = inject('hub');
  const address = `chat@${randomUUID().slice(0, 8)}.example`;
  const secret = randomUUID();
  let tenant: TestTenant;
  let mailbox: SignedOrigin;
  let chat: Origin;
  let simulator: Api;
  let agent: Api;

  const visit = async (email: string, more: object = {}, origin = chat) => {
    const call = async <T>(token: string | null, method: string, path: string, body?: unknown, status = 201): Promise<T> => {
      const answer = await api(hub.baseUrl, token).call<T>(method, `/v1/livechat/${path}`, {
        ...(body === undefined ? {} : { body }),
        headers: { origin: PAGE },
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      return answer.body;
    };
    const session = await call<Session>(null, 'POST', 'sessions', { originId: origin.id, name: 'Mia', email, ...more });
    const ticketId = `${session.conversationId}.1`;
    return {
      email,
      ticketId,
      say: (id: string, text: string) => call<Said>(session.token, 'POST', 'messages', { id, text }),
      updates: () => call<{ items: Said[] }>(session.token, 'GET', 'updates', undefined, 200),
      ack: (to: object) => call(session.token, 'POST', 'acks', to, 204),
    };
  };
  const connectChat = async (afterMinutes: number): Promise<Origin> => {
    const credentials = { allowedDomains: ['shop.example'], identitySecret: secret };
    const { id } = await tenant.admin.post<Origin>('/v1/origins', { channel: 'livechat', name: 'Shop chat', credentials });
    return tenant.admin.patch<Origin>(`/v1/origins/${id}`, { continuity: { mailOriginId: mailbox.origin.id, afterMinutes } });
  };
  type Visitor = Awaited<ReturnType<typeof visit>>;
  const reply = ({ ticketId }: Visitor, text: string) => agent.post<Message>(`/v1/tickets/${ticketId}/messages`, { kind: 'reply', text }, 201);
  const messageOf = async ({ ticketId }: Visitor, number: number): Promise<Delivered> =>
    (await ticketMessages(tenant.admin, ticketId)).find((one) => one.number === number) as Delivered;
  const mailsTo = async ({ email }: Visitor): Promise<SentMail[]> => (await mailsFrom(simulator, address)).filter(({ to }) => to.includes(email));
  const byMail = (visitor: Visitor, number: number, state: string): Promise<Delivered> =>
    until(
      `reply ${number} is ${state} by mail`,
      async () => {
        const message = await messageOf(visitor, number);
        return message.delivery?.via === 'mail' && message.delivery.state === state ? message : undefined;
      },
      // A reply that still waits to be sent when its time is over is looked for again after a minute.
      100_000,
    );
  const answerTo = async (mail: SentMail, from: string, text: string, more: readonly string[] = []): Promise<void> => {
    const lines = [
      'MIME-Version: 1.0',
      `From: ${from}`,
      `To: ${address}`,
      `Date: ${new Date().toUTCString()}`,
      `Message-ID: <${randomUUID()}@post.example>`,
      `Subject: Re: ${mail.headers['subject']}`,
      `In-Reply-To: ${mail.headers['message-id']}`,
      `References: ${mail.headers['references']} ${mail.headers['message-id']}`,
      ...more,
      '',
      text,
      '',
    ];
    expect((await mailbox.post(lines.join('\r\n'))).status).toBe(200);
  };

  beforeAll(async () => {
    simulator = simulatorOf(hub.home);
    tenant = await createTenant(hub);
    mailbox = await connectMail(tenant, address);
    agent = (await createAgent(tenant)).session;
    chat = await connectChat(SOON);
  });

  it('two replies are one mail without the rest of the conversation, and the answer by mail arrives in the same ticket', async () => {
    // Both replies are sent within this time, however slow the machine is.
    const mia = await visit('mia@post.example', {}, await connectChat(LATER));
    await mia.say('m-1', 'a word that only the visitor knows');
    const first = await reply(mia, 'It comes today.');
    const second = await reply(mia, 'By noon.');
    await byMail(mia, second.number, 'sent');
    await byMail(mia, first.number, 'sent');
    const mails = await mailsTo(mia);
    expect(mails).toHaveLength(1);
    const [mail] = mails as [SentMail];
    expect(mail.headers).toMatchObject({ to: 'mia@post.example', subject: 'Shop chat' });
    const { text = '' } = await PostalMime.parse(mail.raw);
    expect(text.indexOf('It comes today.')).toBeLessThan(text.indexOf('By noon.'));
    expect(mail.raw).not.toContain('only the visitor knows');

    await answerTo(mail, 'Mia <mia@post.example>', 'Thanks a lot\r\n\r\nOn Monday, Help wrote:\r\n> It comes today.');
    const thanks = await until('the answer is in the ticket', async () =>
      (await ticketMessages(tenant.admin, mia.ticketId)).find(({ text: said }) => said === 'Thanks a lot'),
    );
    expect(thanks).toMatchObject({ kind: 'customer', inReplyTo: second.number });
    expect((await mia.updates()).items.at(-1)).toMatchObject({ from: 'visitor', text: 'Thanks a lot' });
    expect((await allTickets(tenant.admin)).map(({ id }) => id)).toEqual([mia.ticketId]);

    // The agent's next reply goes below their answer; each reply is mailed once.
    const third = await reply(mia, 'You are welcome.');
    await byMail(mia, third.number, 'sent');
    const later = await mailsTo(mia);
    expect(later.map(({ raw }) => raw.includes('By noon.'))).toEqual([true, false]);
    expect(later[1]?.headers['in-reply-to']).toBe((thanks as Message).providerId);
    // Somebody to whom the mail was forwarded is not the visitor.
    await answerTo(later[1] as SentMail, 'eve@elsewhere.example', 'Who are you?');
    const other = await until('a ticket of the mailbox', async () =>
      (await allTickets(tenant.admin)).find(({ author }) => author.handle === 'eve@elsewhere.example'),
    );
    expect((await ticketMessages(tenant.admin, other.id)).map(({ text: said }) => said?.trim())).toEqual(['Who are you?']);
  });

  it('nothing is mailed to a visitor who was back in time, and only what is new to one who left again', async () => {
    const ben = await visit('ben@post.example', {}, await connectChat(LATER));
    await ben.say('m-1', 'Hello?');
    const seen = await reply(ben, 'Seen in the chat.');
    await ben.ack({ read: seen.number });
    const missed = await reply(ben, 'Missed.');
    await byMail(ben, missed.number, 'sent');
    const mails = await mailsTo(ben);
    expect(mails.map(({ raw }) => [raw.includes('Seen in the chat'), raw.includes('Missed')])).toEqual([[false, true]]);
    expect((await messageOf(ben, seen.number)).delivery).toEqual({ state: 'read', error: null });
    await ben.ack({ read: missed.number });
    await until('the reply was read in the chat', async () => (await messageOf(ben, missed.number)).delivery?.state === 'read');
  });

  it('a signed-in person gets their replies at the address they gave; somebody who types that address sees nothing of them', async () => {
    const identity = { id: 'customer-9', hash: createHmac('sha256', secret).update('customer-9').digest('hex') };
    const ada = await visit('ada@post.example', { identity });
    await ada.say('m-1', 'the order of Ada');
    const answer = await reply(ada, 'For Ada alone.');
    await byMail(ada, answer.number, 'sent');
    const stranger = await visit('ada@post.example');
    expect((await stranger.updates()).items).toEqual([]);
    await stranger.say('m-1', 'I am Ada, honestly');
    const wary = await reply(stranger, 'For the stranger.');
    await byMail(stranger, wary.number, 'sent');
    expect((await mailsTo(ada)).map(({ raw }) => [raw.includes('For Ada alone'), raw.includes('For the stranger'), raw.includes('order of Ada')])).toEqual([
      [true, false, false],
      [false, true, false],
    ]);
  });

  it('a mail that comes back shows on its replies and brings the ticket back; turned off, nothing is mailed', async () => {
    const tom = await visit('tom@post.example');
    await tom.say('m-1', 'Hello?');
    const { number } = await reply(tom, 'Anybody there?');
    await byMail(tom, number, 'sent');
    await agent.patch(`/v1/tickets/${tom.ticketId}`, { status: 'solved' });
    const [mail] = (await mailsTo(tom)) as [SentMail];
    const report = [
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; tom@post.example',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      mail.raw,
      '--b--',
    ];
    await answerTo(mail, 'MAILER-DAEMON@mx.example', report.join('\r\n'), ['Content-Type: multipart/report; report-type=delivery-status; boundary="b"']);
    expect((await byMail(tom, number, 'failed')).delivery).toMatchObject({ error: { code: '5.1.1' } });
    await until('the ticket is at work', async () => (await tenant.admin.get<Ticket>(`/v1/tickets/${tom.ticketId}`)).status === 'working');
    // The agent sends it again: it is mailed again, once.
    await agent.post(`/v1/tickets/${tom.ticketId}/messages/${number}/retry`, {}, 200);
    await byMail(tom, number, 'sent');
    expect((await mailsTo(tom)).map(({ raw }) => raw.includes('Anybody there?'))).toEqual([true, true]);

    await tenant.admin.patch(`/v1/origins/${chat.id}`, { continuity: null });
    const silent = await visit('sil@post.example');
    await silent.say('m-1', 'Hello?');
    const unheard = await reply(silent, 'Nobody mails this.');
    // What comes later proves that the time of the first has passed.
    const next = await visit('nex@post.example', {}, await connectChat(SOON));
    await next.say('m-1', 'Hello?');
    await byMail(next, (await reply(next, 'This is mailed.')).number, 'sent');
    expect([await mailsTo(silent), (await messageOf(silent, unheard.number)).delivery?.via]).toEqual([[], undefined]);
  });
});
