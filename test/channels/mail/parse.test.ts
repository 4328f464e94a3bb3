import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';
import { fixture, RECEIVED_AT, theEvent } from '../reading.ts';

const OWN = { address: 'help@shop.example' };
const parse = (body: string | Uint8Array) => parseMail({ body: typeof body === 'string' ? Buffer.from(body) : body, receivedAt: RECEIVED_AT }, OWN);
const event = async (body: string | Uint8Array) => theEvent(await parse(body));
const mail = (headers: readonly string[], text = 'Hello') => `${headers.join('\r\n')}\r\n\r\n${text}\r\n`;

describe('a mail', () => {
  it('opens the thread of its sender, whatever the case of the address', async () => {
    expect(await event(fixture('mail/plain.eml'))).toMatchObject({
      verb: 'created',
      providerId: '<m1@example.org>',
      threadKey: 'jane.doe@example.org',
      author: { id: 'jane.doe@example.org', name: 'Jane Doe', handle: 'Jane.Doe@Example.org' },
      fromCustomer: true,
      opensTicket: true,
      content: {
        surface: 'mail',
        subject: 'Wo ist mein Paket?',
        text: 'Wo ist mein Paket?',
        html: null,
        to: ['help@shop.example', 'other@shop.example'],
        cc: ['joerg@example.org'],
        inReplyTo: null,
        references: [],
      },
      occurredAt: '2025-11-21T04:40:00.000Z',
    });
  });

  it('says what it answers by In-Reply-To and References, nearest first, and its subject splits nothing', async () => {
    const answer = await event(fixture('mail/answer.eml'));
    expect(answer.threadKey).toBe('jane.doe@example.org');
    expect(answer.content).toMatchObject({ inReplyTo: '<m2@shop.example>', references: ['<m1@example.org>'], subject: 'Something else entirely' });
    const referring = await event(mail(['From: a@b.example', 'Message-ID: <x@b>', 'References: <one@b> words <two@b>']));
    expect(referring.content).toMatchObject({ inReplyTo: '<two@b>', references: ['<one@b>'] });
  });

  it('with HTML only can be read, and its attachments are files of it', async () => {
    const [element] = await parse(fixture('mail/html-attachment.eml'));
    if (element?.kind !== 'event') throw new Error('unreadable');
    expect(element.event.author?.name).toBe('Doe, John');
    expect(element.event.content).toMatchObject({
      text: 'The invoice & the photo\nare below',
      attachments: [
        { name: 'invoice.pdf', type: 'application/pdf', size: 9, objectKey: null },
        { name: null, type: 'image/png', size: 8 },
      ],
    });
    expect(element.event.content?.html).toContain('<p>The invoice');
    expect(element.files?.map(({ at, type, body }) => [at, type, Buffer.from(body).toString('latin1').slice(0, 4)])).toEqual([
      [0, 'application/pdf', '%PDF'],
      [1, 'image/png', '\x89PNG'],
    ]);
  });

  it('sent by the mailbox itself to a customer is the business’s own', async () => {
    expect(await event(fixture('mail/own-copy.eml'))).toMatchObject({
      fromCustomer: false,
      opensTicket: false,
      threadKey: 'jane.doe@example.org',
      author: { id: 'help@shop.example' },
      customer: { id: 'jane.doe@example.org' },
    });
    expect(await event(mail(['From: help@shop.example', 'To: help@shop.example']))).toMatchObject({ fromCustomer: true, threadKey: 'help@shop.example' });
  });
});

describe('a mail from the mailbox itself', () => {
  const form = (replyTo: string) => mail(['From: Shop <help@shop.example>', 'To: help@shop.example', `Reply-To: ${replyTo}`, 'Message-ID: <f@shop.example>']);

  it('by a web form belongs to the person in Reply-To, each to their own', async () => {
    expect(await event(fixture('mail/web-form.eml'))).toMatchObject({
      fromCustomer: true,
      opensTicket: true,
      automatic: true,
      threadKey: 'ada@customers.example',
      author: { id: 'ada@customers.example', name: 'Ada Lovelace', handle: 'ada@customers.example' },
      customer: null,
    });
    expect((await event(form('Bob <Bob@Customers.example>'))).threadKey).toBe('bob@customers.example');
    expect((await event(form('help@shop.example, Carol <carol@customers.example>'))).threadKey).toBe('carol@customers.example');
  });

  it('whose Reply-To is the mailbox again belongs to its recipient, in Cc too', async () => {
    const copy = mail(['From: help@shop.example', 'Reply-To: help@shop.example', 'To: help@shop.example', 'Cc: jane@example.org']);
    expect(await event(copy)).toMatchObject({ threadKey: 'jane@example.org', fromCustomer: false });
  });

  it('in another spelling of its name is from the mailbox as well', async () => {
    const given = Buffer.from(form('ada@customers.example').replaceAll('shop.example', 'xn--mller-kva.example'));
    const [element] = await parseMail({ body: given, receivedAt: RECEIVED_AT }, { address: 'Help@Müller.example' });
    expect(element?.kind === 'event' && element.event.threadKey).toBe('ada@customers.example');
  });

  it('and one from any other machine that writes for somebody belongs to that person; one from a person does not', async () => {
    const from = ['From: forms@host.example', 'Reply-To: ada@customers.example'];
    expect((await event(mail([...from, 'Auto-Submitted: auto-generated']))).threadKey).toBe('ada@customers.example');
    expect((await event(mail(from))).threadKey).toBe('forms@host.example');
  });
});

describe('who is who', () => {
  it('the same mail by two ways is one message', async () => {
    const [one, two] = await Promise.all([event(fixture('mail/alias-one.eml')), event(fixture('mail/alias-two.eml'))]);
    expect(two.version).toBe(one.version);
    expect([two.providerId, two.threadKey]).toEqual([one.providerId, one.threadKey]);
  });

  it.each([
    ['text', (given: string) => given.replace('Danke', 'Thanks')],
    ['subject', (given: string) => given.replace('two aliases', 'three aliases')],
    ['sender', (given: string) => given.replaceAll('jane.doe@', 'john.doe@')],
    ['date', (given: string) => given.replace('Date: Fri, 21', 'Date: Sat, 22')],
  ])('another %s under the same Message-ID is another message', async (_, change) => {
    const given = fixture('mail/alias-one.eml').toString('utf8');
    expect((await event(change(given))).version).not.toBe((await event(given)).version);
  });

  it('the same bytes are the same message, other bytes under the same Message-ID another', async () => {
    const one = mail(['From: a@b.example', 'Message-ID: <same@b>'], 'first');
    const two = mail(['From: a@b.example', 'Message-ID: <same@b>'], 'second');
    const [first, again, other] = await Promise.all([event(one), event(one), event(two)]);
    expect(first.providerId).toBe('<same@b>');
    expect(other.providerId).toBe('<same@b>');
    expect(again.version).toBe(first.version);
    expect(other.version).not.toBe(first.version);
  });

  it.each(['Message-ID: <>', 'Message-ID:', 'Message-ID: two words', `Message-ID: <${'x'.repeat(2000)}>`, 'X-Nothing: here'])(
    '%s is no id, and its bytes stand for it',
    async (header) => {
      const body = mail(['From: a@b.example', header]);
      const [element] = await parse(body);
      expect(element?.kind === 'event' && [element.event.providerId, element.event.version, element.raw]).toEqual([
        null,
        '',
        createHash('sha256').update(body).digest('hex'),
      ]);
    },
  );

  it('an id without brackets gets them', async () => expect((await event(mail(['From: a@b.example', 'Message-ID: bare@b']))).providerId).toBe('<bare@b>'));

  it.each([
    ['Sender', ['From: ', 'Sender: S <s@b.example>'], 's@b.example'],
    ['Reply-To', ['Reply-To: r@b.example'], 'r@b.example'],
    ['Return-Path', ['Return-Path: <p@b.example>'], 'p@b.example'],
    ['a group', ['From: Team: one@b.example, two@b.example;'], 'one@b.example'],
  ])('without a usable From, %s names the sender', async (_, headers, sender) => expect((await event(mail(headers))).threadKey).toBe(sender));
});

describe('mail that no person wrote', () => {
  it.each(['mail/out-of-office.eml', 'mail/exchange-away.eml', 'mail/bounce.eml'])('%s opens nothing', async (path) =>
    expect(await event(fixture(path))).toMatchObject({ fromCustomer: true, opensTicket: false }),
  );

  it.each([
    ['Auto-Submitted: auto-replied', false],
    ['Auto-Submitted: auto-replied; owner-email="x"', false],
    ['Auto-Submitted: no', true],
    ['Auto-Submitted:', true],
    ['X-Autoreply: yes', false],
    ['Precedence: auto_reply', false],
    ['Precedence: bulk', true],
    ['Content-Type: multipart/report; boundary=x', false],
    ['Return-Path: <>', false],
    ['X-Failed-Recipients: x@y.example', false],
    ['X-Mailer: Any', true],
  ])('%s: opens a ticket: %s', async (header, opens) => expect((await event(mail(['From: a@b.example', header]))).opensTicket).toBe(opens));

  it.each([
    'Auto-Submitted: auto-generated',
    'Auto-Submitted: Auto-Generated (by a shop)',
    'Auto-Submitted: auto-notified',
    'X-Auto-Response-Suppress: DR, OOF',
  ])('%s: a machine wrote first, which opens a ticket and is marked', async (header) =>
    expect(await event(mail(['From: a@b.example', header]))).toMatchObject({ opensTicket: true, automatic: true }),
  );

  it('an order of a shop opens a ticket of that shop, a person’s mail is not marked', async () => {
    expect(await event(fixture('mail/shop-order.eml'))).toMatchObject({ opensTicket: true, automatic: true, threadKey: 'orders@other-shop.example' });
    expect((await event(fixture('mail/plain.eml'))).automatic).toBeUndefined();
  });

  it('the mailer daemon is no person', async () => expect((await event(mail(['From: MAILER-DAEMON@b.example']))).opensTicket).toBe(false));
});

describe('bytes that are no mail', () => {
  it.each([
    ['nothing', ''],
    ['words', 'hello there'],
    ['noise', Buffer.from([0, 255, 254, 13, 10, 1, 2, 3])],
    ['an empty sender', mail(['From: <>'])],
  ])('%s is kept as it came', async (_, body) => {
    const elements = await parse(body);
    expect(elements).toHaveLength(1);
    expect(elements[0]).toMatchObject({ kind: 'unreadable', raw: Buffer.from(body as string) });
  });
});

describe('times', () => {
  it.each([
    ['Date: Fri, 21 Nov 2025 05:40:00 +0100', '2025-11-21T04:40:00.000Z'],
    ['Date: Fri, 01 Jan 2999 00:00:00 +0000', '2026-11-21T10:00:00.000Z'],
    ['Date: sometime', '2026-11-21T10:00:00.000Z'],
    ['X-Date: none', '2026-11-21T10:00:00.000Z'],
  ])('%s', async (header, expected) => expect((await event(mail(['From: a@b.example', header]))).occurredAt).toBe(expected));
});
