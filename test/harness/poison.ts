import { createHash } from 'node:crypto';
import type { Topics } from '../../adapters/topics/topics.ts';
import type { Answer } from './http.ts';
import type { SignedOrigin, TestTenant, WhatsAppOrigin } from './tenant.ts';
import { topicEvent } from './topic-event.ts';

/** The targets of poison: the origins of one tenant, and the topic behind the doors. */
export interface Target {
  readonly tenant: TestTenant;
  readonly whatsapp: WhatsAppOrigin;
  readonly mail: SignedOrigin;
  readonly shop: SignedOrigin;
  readonly mailbox: string;
  readonly topics: Pick<Topics, 'produce'>;
}

/**
 * One hostile element. `marker` is in it as plain ASCII, so that it can be found again wherever it ends: shown, kept raw or among the dead
 * letters. `beside`: a good message of the same call, which must be shown whatever happens to its neighbour. Answers null where nobody answers (a topic).
 */
export interface Poison {
  readonly name: string;
  readonly send: (target: Target, marker: string, beside: Beside) => Promise<Answer<unknown> | null>;
}
export interface Beside {
  readonly id: string;
  readonly text: string;
}

const goodOf = ({ id, text }: Beside) => ({ id, author: { id: `beside-${id}`, name: 'Neighbour' }, text });

/** An element of the api channel between two good parts of a call. `element` is JSON text, so that it can hold what no string can. */
const inShop =
  (element: (marker: string) => string): Poison['send'] =>
  ({ shop }, marker, beside) =>
    shop.post(`{"messages":[${element(marker)},${JSON.stringify(goodOf(beside))}]}`);

const json = JSON.stringify;
const shopElement = (marker: string, more: Record<string, unknown>): string =>
  json({ id: marker, author: { id: `author-${marker}`, name: 'Poison' }, text: `text ${marker}`, ...more });

const whatsAppElement = (message: (marker: string) => Record<string, unknown>): Poison['send'] => {
  return ({ whatsapp }, marker, beside) => {
    const from = '4930111222333';
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: whatsapp.phoneNumberId },
      contacts: [{ profile: { name: 'Neighbour' }, wa_id: from }],
      messages: [message(marker), { from, id: beside.id, timestamp: String(Math.floor(Date.now() / 1000)), type: 'text', text: { body: beside.text } }],
    };
    return whatsapp.post(json({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] }));
  };
};

/** A mail is a call of its own: its neighbour comes right behind it. */
const asMail =
  (mail: (marker: string, to: string) => string): Poison['send'] =>
  async ({ mail: origin, mailbox, shop }, marker, beside) => {
    const answer = await origin.post(mail(marker, mailbox));
    await shop.post(json({ messages: [goodOf(beside)] }));
    return answer;
  };
const headers = (marker: string, to: string, subject = `subject ${marker}`): string[] => [
  `From: Poison <poison-${marker}@customer.example>`,
  `To: ${to}`,
  `Subject: ${subject}`,
  `Message-ID: <${marker}@customer.example>`,
  'Date: Fri, 20 Nov 2026 09:00:00 +0000',
  'MIME-Version: 1.0',
];
const lines = (...parts: readonly string[]): string => parts.join('\r\n');

/** A record that no webhook would produce, with a good one of another conversation behind it in the same partition. */
const onTopic =
  (record: (event: Record<string, unknown>, marker: string) => string): Poison['send'] =>
  async ({ tenant, shop, topics }, marker, beside) => {
    const event = (id: string, text: string): Record<string, unknown> => ({
      ...topicEvent({
        tenantId: tenant.id,
        originId: shop.origin.id,
        channel: 'api',
        id,
        author: { id: `author-${id}`, name: 'Topic' },
        text,
        correlationId: `storm-${id}`,
      }),
    });
    await topics.produce('messages', [
      { key: marker, value: record(event(marker, `text ${marker}`), marker) },
      { key: marker, value: json(event(beside.id, beside.text)) },
    ]);
    return null;
  };

const withText = (event: Record<string, unknown>, change: (content: Record<string, unknown>) => Record<string, unknown>): Record<string, unknown> => {
  const inner = event['event'] as Record<string, unknown>;
  return { ...event, event: { ...inner, content: change(inner['content'] as Record<string, unknown>) } };
};

/** 19 digits, the first ten the same for all, and no two markers the same. */
const longNumber = (marker: string): string =>
  `1234567890${String(Number.parseInt(createHash('sha256').update(marker).digest('hex').slice(0, 7), 16)).padStart(9, '0')}`;

/** Every way of issue reports to be poisonous; each has been seen to lose a message, double one or hold a neighbour. */
export const POISONS: readonly Poison[] = [
  { name: 'half a surrogate pair in a text', send: inShop((m) => `{"id":"${m}","author":{"id":"a-${m}","name":"P"},"text":"text ${m} half \\ud83d"}`) },
  { name: 'half a surrogate pair in a name', send: inShop((m) => `{"id":"${m}","author":{"id":"a-${m}","name":"half \\ude00"},"text":"text ${m}"}`) },
  { name: 'half a surrogate pair in an id', send: inShop((m) => `{"id":"${m}\\ud83d","author":{"id":"a-${m}\\ud83d"},"text":"text ${m}"}`) },
  { name: 'a text of 900 KB', send: inShop((m) => shopElement(m, { text: `text ${m} ${'x'.repeat(900_000)}` })) },
  { name: 'a text of control characters', send: inShop((m) => shopElement(m, { text: `text ${m} ${'\u0001'.repeat(60_000)}` })) },
  { name: 'a name of 450 KB', send: inShop((m) => shopElement(m, { author: { id: `a-${m}`, name: 'n'.repeat(450_000) } })) },
  { name: 'an id of 3,000 characters', send: inShop((m) => shopElement(m, { id: `${m}-${'i'.repeat(3_000)}` })) },
  { name: 'an author of 3,000 characters', send: inShop((m) => shopElement(m, { author: { id: `a-${m}-${'i'.repeat(3_000)}` } })) },
  { name: 'an id of 64 bits', send: inShop((m) => `{"id":${longNumber(m)},"author":{"id":9007199254740993},"text":"text ${m}"}`) },
  { name: 'a time that is none', send: inShop((m) => shopElement(m, { createdAt: '5' })) },
  { name: 'a message without content', send: inShop((m) => shopElement(m, { text: '' })) },
  { name: 'an element that is no object', send: inShop((m) => json(`only a text ${m}`)) },
  {
    name: 'a thousand attachments',
    send: inShop((m) => shopElement(m, { attachments: Array.from({ length: 1_000 }, (_, n) => `https://files.example/${n}/${m}`) })),
  },
  {
    name: 'a WhatsApp kind that nobody knows',
    send: whatsAppElement((m) => ({ from: '4930999000111', id: m, timestamp: '1795168800', type: 'hologram', hologram: { body: m } })),
  },
  { name: 'a WhatsApp message of nobody', send: whatsAppElement((m) => ({ id: m, timestamp: '1795168800', type: 'text', text: { body: `text ${m}` } })) },
  {
    name: 'a mail with a picture of 450 KB in its HTML',
    send: asMail((m, to) =>
      lines(
        ...headers(m, to),
        'Content-Type: text/html; charset=utf-8',
        '',
        `<p>text ${m}</p>`,
        `<img src="data:image/png;base64,${'A'.repeat(450_000)}">`,
        '',
      ),
    ),
  },
  {
    name: 'a mail to 9,000 people',
    send: asMail((m, to) =>
      lines(...headers(m, to), `Cc: ${Array.from({ length: 9_000 }, (_, n) => `p${n}@many.example`).join(',\r\n ')}`, '', `text ${m}`, ''),
    ),
  },
  { name: 'a mail with a subject of 450 KB', send: asMail((m, to) => lines(...headers(m, to, `subject ${m} ${'s'.repeat(450_000)}`), '', `text ${m}`, '')) },
  {
    name: 'a mail of empty lines',
    send: asMail((m, to) => lines(...headers(m, to), 'Content-Type: text/plain; format=flowed', '', `text ${m}`, '\r\n'.repeat(300_000), '')),
  },
  {
    name: 'a mail with an attachment of an impossible type',
    send: asMail((m, to) =>
      lines(
        ...headers(m, to),
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        '',
        `text ${m}`,
        '--b',
        `Content-Type: application/${'t'.repeat(300)}`,
        'Content-Disposition: attachment; filename=x',
        '',
        'x',
        '--b--',
        '',
      ),
    ),
  },
  { name: 'a record that is no JSON', send: onTopic((_event, m) => `{"broken": "${m}`) },
  { name: 'a record of an unknown version', send: onTopic((event) => json({ ...event, schema: 'messages/99' })) },
  {
    name: 'a record with half a surrogate pair',
    send: onTopic((event, m) => json(withText(event, (content) => ({ ...content, text: `text ${m} half \ud83d` })))),
  },
  {
    name: 'a record with a subject of 450 KB',
    send: onTopic((event, m) => json(withText(event, (content) => ({ ...content, subject: `${m} ${'s'.repeat(450_000)}` })))),
  },
  {
    name: 'a record whose content is gone',
    send: onTopic((event) => json({ ...withText(event, () => null as never), contentRef: 'T/nobody/in/nothing/none' })),
  },
];
