import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../channels/mail/parse.ts';
import { textOfHtml } from '../../../channels/mail/plain-text.ts';
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

describe('who is who', () => {
  it('the same bytes are the same message, other bytes under the same Message-ID another', async () => {
    const one = mail(['From: a@b.example', 'Message-ID: <same@b>'], 'first');
    const two = mail(['From: a@b.example', 'Message-ID: <same@b>'], 'second');
    const [first, again, other] = await Promise.all([event(one), event(one), event(two)]);
    expect(first.providerId).toBe('<same@b>');
    expect(other.providerId).toBe('<same@b>');
    expect(again.version).toBe(first.version);
    expect(other.version).not.toBe(first.version);
    expect(first.version).toBe(createHash('sha256').update(one).digest('hex'));
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
  it.each(['mail/out-of-office.eml', 'mail/bounce.eml'])('%s opens nothing', async (path) =>
    expect(await event(fixture(path))).toMatchObject({ fromCustomer: true, opensTicket: false }),
  );

  it.each([
    ['Auto-Submitted: auto-generated', false],
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

  it('the mailer daemon is no person', async () => expect((await event(mail(['From: MAILER-DAEMON@b.example']))).opensTicket).toBe(false));
});

describe('bytes that are no mail', () => {
  const deep = (depth: number): string => {
    const parts = Array.from({ length: depth }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`);
    return `From: a@b.example\r\n${parts.join('')}\r\nx`;
  };
  it.each([
    ['nothing', ''],
    ['words', 'hello there'],
    ['noise', Buffer.from([0, 255, 254, 13, 10, 1, 2, 3])],
    ['parts nested too deeply', deep(400)],
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

describe('the words of HTML', () => {
  it.each([
    ['<p>One</p><p>Two &lt;3</p>', 'One\nTwo <3'],
    ['a<br/>b<BR>c', 'a\nb\nc'],
    ['<script>evil()</script>x<style>p{}</style>y<!-- z -->', 'xy'],
    ['<script>never ends', 'never ends'],
    ['open <!-- comment', 'open'],
    ['1 < 2', '1 < 2'],
    ['&#8364;&#x1F600;&nbsp;&unknown;&#xD800;&#x110000;&#9999999;', '€😀 &unknown;'],
    ['<div>a</div><div></div><div></div><div></div><div>b</div>', 'a\n\nb'],
    ['', ''],
  ])('%j', (html, text) => expect(textOfHtml(html)).toBe(text));

  it('takes time in proportion to its length, however it is made', () => {
    for (const piece of ['<script>', '<', '<!--', '<p', '&', '<style><script>', '</p>', '<head>x']) {
      const cost = (times: number): number => {
        const startedAt = process.cpuUsage();
        textOfHtml(piece.repeat(times));
        const { user } = process.cpuUsage(startedAt);
        return user;
      };
      cost(1000);
      // 16 times the length; a quadratic reader would take 256 times as long.
      expect(cost(160_000)).toBeLessThan(100 * (cost(10_000) + 2000));
    }
  });
});
