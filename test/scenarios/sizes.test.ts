import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Problem } from '../harness/http.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import type { Message, Ticket } from '../harness/shapes.ts';
import { connectApi, connectMail, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const KB = 1024;

describe('every accepted message is shown', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let shop: SignedOrigin;
  let mailbox: SignedOrigin;

  beforeAll(async () => {
    tenant = await createTenant(hub);
    shop = await connectApi(tenant);
    mailbox = await connectMail(tenant, 'help@sizes.example');
  });

  const ticketOf = (author: string): Promise<Ticket> =>
    until(`there is a ticket of ${author.slice(0, 30)}`, async () => (await allTickets(tenant.admin)).find((ticket) => ticket.author.id === author));
  const messagesOf = async (author: string): Promise<readonly Message[]> => threadMessages(tenant.admin, (await ticketOf(author)).threadId);
  const send = (...messages: readonly object[]) => shop.post(JSON.stringify({ messages }));

  it('a text of 900 KB by webhook is shown whole, and can be deleted', async () => {
    const text = 'größer '.repeat(112_500);
    expect((await send({ id: 'big', author: { id: 'big' }, text })).body).toEqual({ accepted: 1, unreadable: [] });
    const [message] = await messagesOf('big');
    expect(message?.text).toBe(text);
    const ticket = await ticketOf('big');
    expect(ticket.lastMessage?.text).toBe(text.slice(0, 200));
    await tenant.admin.delete(`/v1/tickets/${ticket.id}/messages/1`);
    expect((await messagesOf('big'))[0]).toMatchObject({ deleted: true, text: null });
  });

  it('a mail with a picture of 450 KB in its HTML is shown with it, and found', async () => {
    const html = `<p>The kettle zzkettle leaks</p><img src="data:image/png;base64,${'iVBORw0K'.repeat((450 * KB) / 8)}">`;
    const mail = `From: Jane <jane@sizes.example>\r\nTo: help@sizes.example\r\nMessage-ID: <1@sizes>\r\nSubject: Leak\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`;
    expect((await mailbox.post(mail)).status).toBe(200);
    const [message] = await messagesOf('jane@sizes.example');
    expect(message).toMatchObject({ subject: 'Leak', text: expect.stringContaining('zzkettle') });
    expect(message?.html?.trim()).toBe(html);
    await until('it is found', async () => (await tenant.admin.get<{ items: Ticket[] }>('/v1/tickets?q=zzkettle')).items[0]);
  });

  it('HTML of 498,000 characters by API is kept once, with its key, and shown whole', async () => {
    await send({ id: 'h1', author: { id: 'html' }, text: 'hello' });
    const { id } = await ticketOf('html');
    const body = { kind: 'reply', text: 'see', html: `<p>${'h'.repeat(497_993)}</p>` };
    const post = () => tenant.admin.call<Message>('POST', `/v1/tickets/${id}/messages`, { body, headers: { 'idempotency-key': 'big-reply' } });
    const first = await post();
    expect([first.status, first.body.html]).toEqual([201, body.html]);
    expect((await post()).body).toEqual(first.body);
    const messages = await messagesOf('html');
    expect(messages.map(({ html }) => html)).toEqual([null, body.html]);
  });

  it('a name, a handle and a subject of 450 KB, and 9,000 recipients, are shown by their beginning', async () => {
    const long = 'n'.repeat(450 * KB);
    await send({ id: 'long', author: { id: 'long', name: long, handle: long }, text: 'hi' });
    expect((await ticketOf('long')).author).toEqual({ id: 'long', name: `${'n'.repeat(199)}…`, handle: `${'n'.repeat(199)}…` });
    const to = Array.from({ length: 9_000 }, (_, at) => `p${at}@sizes.example`).join(',\r\n ');
    await mailbox.post(`From: many@sizes.example\r\nTo: ${to}\r\nMessage-ID: <2@sizes>\r\nSubject: ${'s'.repeat(450 * KB)}\r\n\r\nhi\r\n`);
    const [message] = await messagesOf('many@sizes.example');
    expect(message?.to).toHaveLength(100);
    expect(message?.to.at(-1)).toBe('… and 8901 more');
    expect(message?.subject).toMatch(/^s{999}…$/);
  });

  it('24 good messages around a broken one are all shown, and the broken one repaired', async () => {
    const messages = Array.from({ length: 25 }, (_, at) => `{"id":"s${at}","author":{"id":"s${at}"},"text":"${at === 12 ? 'half \\ud83d' : `good ${at}`}"}`);
    expect((await shop.post(`{"messages":[${messages.join(',')}]}`)).body).toEqual({ accepted: 25, unreadable: [] });
    for (let at = 0; at < 25; at += 1) expect((await messagesOf(`s${at}`))[0]?.text).toBe(at === 12 ? 'half \ufffd' : `good ${at}`);
  });

  it('ids of 3,000 characters tell messages and people apart', async () => {
    const id = 'i'.repeat(3_000);
    await send({ id: `${id}1`, author: { id }, text: 'one' }, { id: `${id}2`, author: { id }, text: 'two' }, { id: `${id}1`, author: { id }, text: 'again' });
    const ticket = await until('both are there', async () =>
      (await allTickets(tenant.admin)).find(({ author, visibleMessageCount }) => author.id.startsWith('sha256:') && visibleMessageCount >= 2),
    );
    expect((await threadMessages(tenant.admin, ticket.threadId)).map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('a file of any type can be downloaded', async () => {
    const part = (type: string, name: string) => `--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\nhello\r\n`;
    const types = [`application/${'x'.repeat(300)}`, 'application/☃', 'text/plain'];
    const parts = types.map((type, at) => part(type, `f${at}.bin`)).join('');
    const head = 'From: files@sizes.example\r\nMessage-ID: <3@sizes>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n';
    expect((await mailbox.post(`${head}${parts}--b--\r\n`)).status).toBe(200);
    const [message] = await messagesOf('files@sizes.example');
    expect(message?.attachments.map(({ type }) => type)).toEqual(['application/octet-stream', 'application/octet-stream', 'text/plain']);
    for (const { url } of message?.attachments ?? []) {
      const answer = await fetch(url ?? '');
      expect([answer.status, (await answer.text()).trim()]).toEqual([200, 'hello']);
    }
  });

  it('values that cannot be stored are rejected by name: text that is not Unicode, bytes that are not UTF-8, endless ids', async () => {
    const refused = async (method: string, path: string, raw: string | Uint8Array<ArrayBuffer>, status = 400): Promise<string[]> => {
      const answer = await tenant.admin.call<Problem>(method, path, { raw });
      expect([path.slice(0, 40), answer.status]).toEqual([path.slice(0, 40), status]);
      return answer.body.errors.map(({ path: field }) => field);
    };
    expect(await refused('POST', '/v1/sessions', '{"tenant":"half \\ud83d","email":"a@b.example","password":"x"}')).toEqual(['tenant']);
    expect(await refused('POST', '/v1/teams', '{"name":"\\ud83d"}')).toEqual(['name']);
    expect(await refused('POST', '/v1/teams', Uint8Array.from([...Buffer.from('{"name":"'), 0xff, ...Buffer.from('"}')]))).toEqual(['']);
    expect(await refused('POST', '/v1/teams', '['.repeat(100_000))).toEqual(['']);
    await refused('PATCH', `/v1/teams/${'i'.repeat(3_000)}`, '{}', 404);
    expect((await tenant.admin.call<Problem>('GET', '/v1/tickets?q=%ff')).body.errors).toMatchObject([{ path: 'q' }]);
    const put = await tenant.admin.call<Problem>('PUT', '/v1/teams', { raw: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET,POST']);
  });
});
