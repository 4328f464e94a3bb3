import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { mailsFrom, type SentMail, simulatorOf } from '../harness/sent-mail.ts';
import type { Message, Ticket } from '../harness/shapes.ts';
import { connectMail, createAgent, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';
import { uploadFile } from '../harness/upload.ts';

describe('replies by mail', () => {
  const address = `help@${randomUUID().slice(0, 8)}.example`;
  let tenant: TestTenant;
  let mailbox: SignedOrigin;
  let simulator: Api;
  let agent: Api;

  const post = async (headers: readonly string[], text: string): Promise<void> => {
    const mail = ['MIME-Version: 1.0', `To: ${address}`, `Date: ${new Date().toUTCString()}`, ...headers, '', text, ''].join('\r\n');
    expect((await mailbox.post(mail)).status).toBe(200);
  };
  const ask = async (name: string, subject = 'Where is order 77?', more: readonly string[] = []): Promise<Ticket> => {
    const customer = `${name}@customers.example`;
    await post([`From: ${name} <${customer}>`, `Message-ID: <${name}-1@customers.example>`, `Subject: ${subject}`, ...more], 'I wait for it');
    return until(`${name} has a ticket`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.handle === customer));
  };
  const reply = (ticket: Ticket, text: string, more: object = {}): Promise<Message> =>
    agent.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text, ...more }, 201);
  const messageOf = async (ticket: Ticket, number: number): Promise<Message | undefined> =>
    (await ticketMessages(tenant.admin, ticket.id)).find((message) => message.number === number);
  const inState = (ticket: Ticket, number: number, state: string): Promise<Message> =>
    until(`the reply is ${state}`, async () => {
      const message = await messageOf(ticket, number);
      return message?.delivery?.state === state ? message : undefined;
    });
  const mailsTo = async (customer: string): Promise<SentMail[]> => (await mailsFrom(simulator, address)).filter(({ to }) => to.includes(customer));

  beforeAll(async () => {
    const hub = inject('hub');
    simulator = simulatorOf(hub.home);
    tenant = await createTenant(hub);
    mailbox = await connectMail(tenant, address);
    agent = (await createAgent(tenant)).session;
  });

  it('an agent’s reply is exactly one mail in the customer’s thread, and the customer’s answer to it lands in the same ticket', async () => {
    const ticket = await ask('ada');
    const { number } = await reply(ticket, 'Grüße, it is on its way.', {
      html: '<p>Grüße</p>',
      cc: ['bob@customers.example'],
      bcc: ['boss@customers.example'],
    });
    const sent = await inState(ticket, number, 'sent');
    const mails = await mailsTo('ada@customers.example');
    expect(mails).toHaveLength(1);
    const [mail] = mails as [SentMail];
    const messageId = `<${mail.id}@email.amazonses.com>`;
    expect(sent.providerId).toBe(messageId);
    expect(mail.to).toEqual(['ada@customers.example', 'bob@customers.example', 'boss@customers.example']);
    expect(mail.headers).toMatchObject({
      from: `Mailbox <${address}>`,
      to: 'ada@customers.example',
      cc: 'bob@customers.example',
      subject: 'Re: Where is order 77?',
      'message-id': messageId,
      'in-reply-to': '<ada-1@customers.example>',
      references: expect.stringMatching(/^<ada-1@customers\.example> <parley\.[0-9a-f]{24}@/) as string,
    });
    expect(mail.raw).not.toContain('boss@');
    expect(await PostalMime.parse(mail.raw)).toMatchObject({ text: 'Grüße, it is on its way.\n', html: expect.stringContaining('<p>Grüße</p>') as string });

    await post(
      [
        'From: ada <ada@customers.example>',
        'Message-ID: <ada-2@customers.example>',
        'Subject: Re: Where is order 77?',
        `In-Reply-To: ${messageId}`,
        `References: ${mail.headers['references']} ${messageId}`,
      ],
      'Thanks a lot',
    );
    const thanks = await until('the answer is there', async () =>
      (await ticketMessages(tenant.admin, ticket.id)).find(({ text }) => text?.trim() === 'Thanks a lot'),
    );
    expect(thanks).toMatchObject({ kind: 'customer', inReplyTo: number });
    expect((await allTickets(tenant.admin)).filter(({ author }) => author.handle === 'ada@customers.example')).toHaveLength(1);

    const second = await reply(ticket, 'You are welcome');
    await inState(ticket, second.number, 'sent');
    const last = (await mailsTo('ada@customers.example')).at(-1);
    expect(last?.headers).toMatchObject({ subject: 'Re: Where is order 77?', 'in-reply-to': '<ada-2@customers.example>' });
    expect(last?.headers['references']?.split(' ').slice(0, 3)).toEqual(['<ada-1@customers.example>', messageId, '<ada-2@customers.example>']);
  });

  it('an answer to the plus-address of a reply finds it without References; from another address it links the tickets', async () => {
    const own = `desk@${randomUUID().slice(0, 8)}.example`;
    const desk = await connectMail(tenant, own, { plusAddress: true });
    const write = async (from: string, to: string, id: string, text: string): Promise<void> => {
      const mail = [`From: ${from}`, `To: ${to}`, `Message-ID: <${id}@customers.example>`, 'Subject: Order 77', '', text, ''];
      expect((await desk.post(mail.join('\r\n'))).status).toBe(200);
    };
    const ticketOf = (handle: string): Promise<Ticket> =>
      until(`${handle} has a ticket`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.handle === handle));
    await write('tove@customers.example', own, 'tove-1', 'Where is it?');
    const ticket = await ticketOf('tove@customers.example');
    const { number } = await reply(ticket, 'It is on its way');
    await inState(ticket, number, 'sent');
    const [mail] = await mailsFrom(simulator, own);
    const replyTo = /<(desk\+[0-9a-f]{24}@[^>]+)>$/.exec(mail?.headers['reply-to'] ?? '')?.[1] ?? '';
    expect(replyTo).not.toBe('');

    await write('tove@customers.example', replyTo, 'tove-2', 'Thanks from the app');
    const thanks = await until('the answer is there', async () =>
      (await ticketMessages(tenant.admin, ticket.id)).find(({ text }) => text?.trim() === 'Thanks from the app'),
    );
    expect(thanks).toMatchObject({ kind: 'customer', inReplyTo: number });

    await write('tove@work.example', replyTo, 'tove-3', 'And from work');
    const other = await ticketOf('tove@work.example');
    const linked = async (id: string) =>
      (await tenant.admin.get<{ items: { ticketId: string }[] }>(`/v1/tickets/${id}/links`)).items.map((one) => one.ticketId);
    expect([await linked(ticket.id), await linked(other.id)]).toEqual([[other.id], [ticket.id]]);
    expect((await ticketMessages(tenant.admin, ticket.id)).some(({ text }) => text?.includes('from work'))).toBe(false);
  });

  it('files go along; what does not fit is a 422 that names the limit, and nothing is sent', async () => {
    const ticket = await ask('fil');
    const upload = (bytes: number): Promise<string> =>
      uploadFile(agent, { name: 'label.pdf', type: 'application/pdf' }, new Uint8Array(Buffer.alloc(bytes, 'x')));
    const [large, larger, small] = [await upload(6_000_000), await upload(6_000_000), await upload(30_000)];
    const refused = await agent.call('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: 'x', attachmentIds: [large, larger] } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'attachmentIds', message: expect.stringContaining('10,000,000') as string }] } });
    const cc = Array.from({ length: 50 }, (_, at) => `c${at}@customers.example`);
    const crowded = await agent.call('POST', `/v1/tickets/${ticket.id}/messages`, { body: { kind: 'reply', text: 'x', cc } });
    expect(crowded).toMatchObject({ status: 422, body: { errors: [{ path: 'cc' }] } });

    const { number } = await reply(ticket, 'The label', { attachmentIds: [small] });
    await inState(ticket, number, 'sent');
    const mails = await mailsTo('fil@customers.example');
    expect(mails).toHaveLength(1);
    const { attachments } = await PostalMime.parse(mails[0]?.raw ?? '');
    expect(attachments.map(({ filename, content }) => [filename, (content as ArrayBuffer).byteLength])).toEqual([['label.pdf', 30_000]]);
  });

  it('SES’s limits are waited for and end in one mail; what it forbids shows on the reply and on the origin, until it takes a mail again', async () => {
    const ticket = await ask('lim');
    await simulator.call('PUT', `/accounts/mail/${address}`, { body: { code: 'TooManyRequestsException', times: 2 } });
    const held = await reply(ticket, 'too fast');
    await inState(ticket, held.number, 'sent');
    await simulator.call('PUT', `/accounts/mail/${address}`, { body: { code: 'SendingPausedException' } });
    const paused = await reply(ticket, 'while it is paused');
    const failed = await inState(ticket, paused.number, 'failed');
    expect(failed.delivery?.error).toMatchObject({ code: 'SendingPausedException', message: expect.stringContaining('paused') as string });
    const origin = () => tenant.admin.get<{ lostAccess?: object }>(`/v1/origins/${mailbox.origin.id}`);
    // The mark is written after the reply's outcome.
    expect(await until('the origin shows it', async () => (await origin()).lostAccess)).toMatchObject({ error: { code: 'SendingPausedException' } });
    await agent.post(`/v1/tickets/${ticket.id}/messages/${paused.number}/retry`, undefined, 200);
    await inState(ticket, paused.number, 'sent');
    await until('the origin has its access back', async () => (await origin()).lostAccess === undefined);

    await simulator.call('PUT', `/accounts/mail/${address}`, { body: { code: 'InternalFailure' } });
    const lost = await reply(ticket, 'perhaps');
    expect((await inState(ticket, lost.number, 'unknown')).delivery?.error?.code).toBe('InternalFailure');
    expect((await mailsTo('lim@customers.example')).map(({ raw }) => raw.includes('perhaps'))).toEqual([false, false]);
  });

  it('a mail that comes back makes its reply failed, with the server’s words; the ticket wakes, and the report opens none', async () => {
    const ticket = await ask('bou');
    const { number } = await reply(ticket, 'to nobody', { thenStatus: 'solved', cc: ['bob@customers.example'] });
    await inState(ticket, number, 'sent');
    const [mail] = await mailsTo('bou@customers.example');
    const report = (receiver: string): string[] => [
      'From: MAILER-DAEMON@eu-west-1.amazonses.com',
      'Subject: Delivery Status Notification (Failure)',
      `Message-ID: <dsn-${randomUUID()}@eu-west-1.amazonses.com>`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'An error occurred.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; a1.eu-west-1.amazonses.com',
      '',
      `Final-Recipient: rfc822; ${receiver}`,
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 user unknown',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
    ];
    // The copy's mailbox is gone; the customer has the mail.
    await post(report('bob@customers.example'), `${mail?.raw}\r\n--b--`);
    await post(report('bou@customers.example'), `${mail?.raw}\r\n--b--`);
    expect((await inState(ticket, number, 'failed')).delivery?.error).toEqual({ code: '5.1.1', message: 'The mail came back: 550 5.1.1 user unknown' });
    await until('the ticket is at work again', async () => (await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).status === 'working');
    expect((await allTickets(tenant.admin)).filter(({ author }) => /mailer-daemon/i.test(author.handle ?? ''))).toEqual([]);
  });

  it('only people answer a conversation that a machine began: no rule and no AI does', async () => {
    const says = { field: 'message.text', op: 'contains', value: 'wait for it' };
    await tenant.admin.post('/v1/rules', {
      name: 'Thanks',
      event: 'ticket.created',
      weight: 1,
      stop: false,
      enabled: true,
      condition: { all: [says] },
      actions: [{ type: 'reply', text: 'We have it' }],
    });
    const machine = await ask('shop', 'Order 78', ['Auto-Submitted: auto-generated']);
    const person = await ask('pia');
    await until('the person is answered', async () => (await mailsTo('pia@customers.example')).length === 1);
    expect((await mailsTo('pia@customers.example'))[0]?.headers).toMatchObject({ 'auto-submitted': 'auto-replied', subject: 'Re: Where is order 77?' });
    expect(await tenant.admin.get<{ automatic: boolean }>(`/v1/tickets/${machine.id}`)).toMatchObject({ automatic: true });
    expect((await ticketMessages(tenant.admin, machine.id)).map(({ kind }) => kind)).toEqual(['customer']);
    expect(await mailsTo('shop@customers.example')).toEqual([]);
    expect((await ticketMessages(tenant.admin, person.id)).map(({ kind }) => kind)).toEqual(['customer', 'reply']);
    const { number } = await reply(machine, 'by hand');
    await inState(machine, number, 'sent');
  });
});
