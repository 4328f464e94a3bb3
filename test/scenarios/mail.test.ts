import { beforeAll, describe, expect, inject, it } from 'vitest';
import { HOSTILE } from '../channels/mail/hostile.ts';
import { api } from '../harness/http.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectMail, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const OWN = 'help@shop.example';
const mail = (headers: readonly string[], text: string): string => ['MIME-Version: 1.0', ...headers, '', text, ''].join('\r\n');

describe('mail', () => {
  let tenant: TestTenant;
  let mailbox: SignedOrigin;

  const send = async (body: string): Promise<void> => expect((await mailbox.post(body)).status).toBe(200);
  const ticketOf = (handle: string, messages = 1): Promise<Ticket> =>
    until(`${handle} has a ticket with ${messages}`, async () =>
      (await allTickets(tenant.admin)).find(({ author, visibleMessageCount }) => author.handle === handle && visibleMessageCount >= messages),
    );
  const textsOf = async ({ id }: Ticket): Promise<(string | null)[]> => (await ticketMessages(tenant.admin, id)).map(({ text }) => text);

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    mailbox = await connectMail(tenant, OWN);
  });

  it('of two customers by one web form are two tickets, and neither sees what the other is answered', async () => {
    const form = (name: string, text: string): string =>
      mail([`From: Shop <${OWN}>`, `To: ${OWN}`, `Reply-To: ${name} <${name}@customers.example>`, `Message-ID: <form-${name}@shop.example>`], text);
    await send(form('ada', 'Where is my parcel?'));
    await send(form('bob', 'My kettle leaks'));
    const [ada, bob] = [await ticketOf('ada@customers.example'), await ticketOf('bob@customers.example')];
    expect(ada.threadId).not.toBe(bob.threadId);

    await send(
      mail([`From: ${OWN}`, 'To: ada@customers.example', 'Message-ID: <answer@shop.example>', 'In-Reply-To: <form-ada@shop.example>'], 'It arrives tomorrow'),
    );
    expect(await textsOf(await ticketOf('ada@customers.example', 2))).toEqual(['Where is my parcel?', 'It arrives tomorrow']);
    expect(await textsOf(bob)).toEqual(['My kettle leaks']);
  });

  it('that came by two ways is there once; a subject that says everything is what lists show', async () => {
    const given = (trace: string): string =>
      mail([trace, 'From: Jane <jane@müller.example>', `To: ${OWN}`, 'Subject: Call me back about order 77', 'Message-ID: <twice@example.org>'], ' ');
    await send(given(`Delivered-To: ${OWN}`));
    await send(given('Delivered-To: sales@shop.example'));
    await send(
      mail(['From: jane@xn--mller-kva.example', `To: ${OWN}`, 'Message-ID: <next@example.org>', 'Content-Type: text/html'], '<p>R&uuml;ckerstattung?</p>'),
    );
    await send(mail(['From: last@example.org', `To: ${OWN}`, 'Message-ID: <last@example.org>'], 'behind the others'));
    await ticketOf('last@example.org');
    const jane = await until('her second mail is there', async () =>
      (await allTickets(tenant.admin)).find(({ lastMessage }) => lastMessage?.text === 'Rückerstattung?'),
    );
    expect(jane.visibleMessageCount).toBe(2);
    const [first, second] = await ticketMessages(tenant.admin, jane.id);
    expect([first?.subject, first?.text, second?.text]).toEqual(['Call me back about order 77', null, 'Rückerstattung?']);

    await send(mail(['From: tom@example.org', `To: ${OWN}`, 'Subject: Call me back', 'Message-ID: <tom@example.org>'], ''));
    expect((await ticketOf('tom@example.org')).lastMessage?.text).toBe('Call me back');
  });

  it('of a machine opens a ticket that no rule answers', async () => {
    const action = { type: 'reply', text: 'We are on it' };
    await tenant.admin.post('/v1/rules', {
      name: 'greet',
      event: 'ticket.created',
      weight: 1,
      stop: false,
      enabled: true,
      condition: { all: [] },
      actions: [action],
    });
    const shop = ['From: orders@robot.example', `To: ${OWN}`, 'Subject: Order 4711', 'Message-ID: <4711@robot.example>', 'Auto-Submitted: auto-generated'];
    await send(mail(shop, 'Order 4711 was placed'));
    await send(mail(['From: human@example.org', `To: ${OWN}`, 'Message-ID: <human@example.org>'], 'Hello?'));
    expect(await textsOf(await ticketOf('human@example.org', 2))).toEqual(['Hello?', 'We are on it']);
    const robot = await ticketOf('orders@robot.example');
    expect(robot).toMatchObject({ automatic: true, visibleMessageCount: 1 });
  });

  it('that is made to cost stops nobody: health goes on answering, and the mail is shown as what it is', { timeout: 180_000 }, async () => {
    const anybody = api(inject('hub').baseUrl);
    /** Answers a millisecond, asked one after the other until something has happened. */
    const pace = async (happens: Promise<unknown>): Promise<number> => {
      let answers = 0;
      const over = new AbortController();
      void happens.finally(() => over.abort());
      const startedAt = performance.now();
      for (; !over.signal.aborted; answers += 1) expect((await anybody.call('GET', '/v1/health')).status).toBe(200);
      return answers / (performance.now() - startedAt);
    };
    const alone = await pace(new Promise((resolve) => setTimeout(resolve, 1500)));
    for (const name of ['flowing lines', 'base64 in tiny lines', 'empty lines', 'parts']) {
      const posted = mailbox.post((HOSTILE[name]?.() ?? Buffer.alloc(0)).toString('latin1').replaceAll('evil.example', `${name.replaceAll(' ', '-')}.example`));
      // With the mail read in the loop that answers, this falls to a thousandth.
      expect(await pace(posted), name).toBeGreaterThan(alone / 20);
      expect((await posted).status, name).toBe(200);
    }
    for (const name of ['empty-lines', 'parts']) {
      const ticket = await ticketOf(`mallory@${name}.example`);
      const [message] = await ticketMessages(tenant.admin, ticket.id);
      expect(message).toMatchObject({
        subject: 'Hello',
        text: 'This mail is too complex to show. The original is attached.',
        attachments: [{ name: 'original.eml', type: 'message/rfc822' }],
      });
    }
  });
});
