import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { simulatorOf } from '../harness/sent-mail.ts';
import type { Message, Ticket } from '../harness/shapes.ts';
import { connectMail, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const DOMAIN = 'in.parley.example';

/** Mail at SES: what comes in by its receipt rule, and what it tells of mails that were sent. The addresses are those of SES's mailbox simulator. */
describe('mail at SES', { timeout: 240_000 }, () => {
  const address = `help@${randomUUID().slice(0, 8)}.example`;
  let hub: Hub;
  let tenant: TestTenant;
  let mailbox: SignedOrigin;
  let simulator: Api;

  beforeAll(async () => {
    hub = await startHub({ env: { SES_CONFIGURATION_SET: 'parley-laptop', MAIL_RECEIVING_DOMAIN: DOMAIN } });
    simulator = simulatorOf(hub.home);
    tenant = await createTenant(hub);
    mailbox = await connectMail(tenant, address);
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(hub.home);
  });

  const mailOf = (from: string, text: string, id: string = randomUUID()): string =>
    [`From: ${from}`, `To: ${address}`, `Message-ID: <${id}@customers.example>`, `Date: ${new Date().toUTCString()}`, 'Subject: Order 77', '', text, ''].join(
      '\r\n',
    );
  const deliver = (recipients: readonly string[], raw: string) =>
    simulator.call('POST', `/mail/received?${recipients.map((to) => `to=${encodeURIComponent(to)}`).join('&')}`, {
      raw,
      headers: { 'content-type': 'message/rfc822' },
    });
  const ticketOf = (customer: string): Promise<Ticket> =>
    until(`${customer} has a ticket`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.handle === customer));
  const messages = (ticket: Ticket): Promise<readonly Message[]> => ticketMessages(tenant.admin, ticket.id);
  /** A customer of that address writes, and is answered. */
  const answered = async (customer: string, more: object = {}): Promise<Ticket> => {
    expect((await deliver([`${mailbox.origin.id}@${DOMAIN}`], mailOf(customer, 'Where is it?'))).status).toBe(200);
    const ticket = await ticketOf(customer);
    await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'On its way', ...more });
    return ticket;
  };
  const inState = (ticket: Ticket, state: string): Promise<Message> =>
    until(`the reply is ${state}`, async () => (await messages(ticket)).find(({ kind, delivery }) => kind === 'reply' && delivery?.state === state));
  const at = (name: string): string => `${name}+${randomUUID().slice(0, 8)}@simulator.amazonses.com`;

  it('a mail to the origin’s own address comes in once, also when the mailbox forwards it by POST too', async () => {
    const raw = mailOf('eva@customers.example', 'Twice the same', 'twice');
    expect((await deliver([`${mailbox.origin.id}+orders@${DOMAIN.toUpperCase()}`, `nobody@${DOMAIN}`], raw)).status).toBe(200);
    const ticket = await ticketOf('eva@customers.example');
    expect((await mailbox.post(raw)).status).toBe(200);
    expect((await mailbox.post(mailOf('eva@customers.example', 'Another one'))).status).toBe(200);
    await until('the other one is there', async () => (await messages(ticket)).length > 1);
    expect((await messages(ticket)).map(({ text }) => text?.trim())).toEqual(['Twice the same', 'Another one']);
  });

  it('a reply that arrives is delivered', async () => {
    await inState(await answered(at('success')), 'delivered');
  });

  it('a reply that comes back fails with the words of the server, and its ticket wakes', async () => {
    const ticket = await answered(at('bounce'), { thenStatus: 'solved' });
    expect((await inState(ticket, 'failed')).delivery?.error).toEqual({ code: '5.1.1', message: 'The mail came back: 550 5.1.1 user unknown' });
    await until('the ticket is at work again', async () => (await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).status === 'working');
  });

  it('a reply to a suppressed address fails and says why', async () => {
    const { delivery } = await inState(await answered(at('suppressionlist')), 'failed');
    expect(delivery?.error).toMatchObject({ code: 'suppressed', message: expect.stringContaining('suppression list') as string });
  });

  it('a complaint stands in the thread and opens nothing; an answering machine changes nothing', async () => {
    const away = await answered(at('ooto'));
    const ticket = await answered(at('complaint'));
    const noted = await until('the complaint is there', async () => (await messages(ticket)).find(({ text }) => text?.startsWith('[complaint')));
    expect(noted).toMatchObject({ kind: 'customer', inReplyTo: 2, text: '[complaint: the customer reported a mail as unwanted (abuse)]' });
    await inState(ticket, 'delivered');
    await inState(away, 'delivered');
    expect((await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).status).toBe('working');
  });
});
