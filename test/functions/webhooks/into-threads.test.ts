import { beforeEach, describe, expect, it } from 'vitest';
import { applyBatch } from '../../../domain/support/inbound/apply-batch.ts';
import { contentSchema } from '../../../domain/support/inbound/inbound-event.ts';
import { listThreadMessages } from '../../../domain/support/messages/list-messages.ts';
import type { Message } from '../../../domain/support/messages/message.ts';
import { threadIdOf } from '../../../domain/support/threads/thread-id.ts';
import { sequences } from '../../../domain/support/tickets/sequence.ts';
import { fixture } from '../../channels/reading.ts';
import { plainPolicy } from '../../domain/support/inbound/events.ts';
import { memoryBodies } from '../../domain/support/messages/memory-bodies.ts';
import { edge } from './edge.ts';

let hub: Awaited<ReturnType<typeof edge>>;
beforeEach(async () => {
  hub = await edge();
});

/** What the consumer makes of everything that is in the topic by now. */
const consume = async () => {
  const received = await applyBatch(
    {
      table: hub.world.table,
      clock: hub.world.deps.clock,
      newId: hub.world.deps.newId,
      random: () => 0,
      sleep: async () => undefined,
      policies: async () => plainPolicy(),
      sequences: sequences(hub.world.table),
      shards: 1,
      closedAfterMs: 86_400_000,
      bodies: memoryBodies(),
      content: async (key) => contentSchema.parse(JSON.parse(Buffer.from(hub.objects.get(key)?.body ?? []).toString())),
    },
    hub.events(),
  );
  hub.records.length = 0;
  return received.map((each) => (each.ok ? each.effect : each.error));
};

const messages = async (originId: string, key: string): Promise<readonly Message[]> =>
  (await listThreadMessages(hub.world.table, 't1', threadIdOf(originId, key), { after: 0, limit: 100 })).messages;

describe.each([
  ['whatsapp', ['whatsapp/batch.json', 'whatsapp/every-type.json', 'whatsapp/echoes.json', 'whatsapp/statuses.json']],
  ['facebook', ['facebook/messenger.json', 'facebook/feed.json', 'facebook/page.json']],
  ['instagram', ['instagram/every-kind.json']],
  [
    'mail',
    [
      'mail/plain.eml',
      'mail/answer.eml',
      'mail/html-attachment.eml',
      'mail/out-of-office.eml',
      'mail/bounce.eml',
      'mail/no-message-id.eml',
      'mail/own-copy.eml',
    ],
  ],
  ['api', ['api/messages.json']],
] as const)('everything of %s', (channel, paths) => {
  it('can be applied, and sent again changes nothing', async () => {
    const { webhookPath } = await hub.connect(channel);
    const all = async () => {
      for (const path of paths) await hub.send(webhookPath, fixture(path));
      return consume();
    };
    const first = await all();
    expect(first.every((effect) => effect === 'applied' || effect === 'ignored')).toBe(true);
    const stored = JSON.stringify(hub.world.table.all());
    const again = await all();
    expect(again).toHaveLength(first.length);
    expect(again.every((effect) => effect === 'duplicate' || effect === 'ignored')).toBe(true);
    expect(JSON.stringify(hub.world.table.all())).toBe(stored);
  });
});

describe('in their threads', () => {
  it('an echo is a reply, and the message is edited, loved and removed', async () => {
    const { id, webhookPath } = await hub.connect('facebook');
    await hub.send(webhookPath, fixture('facebook/messenger.json'));
    await consume();
    const thread = await messages(id, '7300123456789012');
    const by = (providerId: string) => thread.find((message) => message.providerId === providerId);
    expect(by('m_text')).toMatchObject({ number: 1, kind: 'customer', text: 'Hello, is the blue kettle back?' });
    expect(by('m_text')?.editedAt).not.toBeNull();
    expect(by('m_photo')).toMatchObject({ inReplyTo: 1, deleted: true, text: null });
    expect(by('m_echo')).toMatchObject({ kind: 'reply', author: { type: 'origin' }, delivery: { state: 'read' }, reactions: {} });
  });

  it('mails answer each other across changes of subject, and one Message-ID for two mails swallows neither', async () => {
    const { id, webhookPath } = await hub.connect('mail');
    const mail = (text: string, more = '') => `From: Jane@Example.org\r\nMessage-ID: <same@x>\r\n${more}\r\n${text}\r\n`;
    for (const body of [
      mail('first'),
      mail('second'),
      mail('first'),
      mail('third', 'Subject: Other\r\nMessage-ID: <y@x>\r\nIn-Reply-To: <same@x>\r\n').replace('Message-ID: <same@x>\r\n', ''),
    ])
      await hub.send(webhookPath, body);
    expect(await consume()).toEqual(['applied', 'applied', 'duplicate', 'applied']);
    expect((await messages(id, 'jane@example.org')).map(({ number, text, inReplyTo }) => [number, text, inReplyTo])).toEqual([
      [1, 'first', null],
      [2, 'second', null],
      [3, 'third', 1],
    ]);
  });

  it('ids that differ in the last of their nineteen digits are two messages, and come once each', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const body = (message: string) => `{"messages":[{"id":${message},"author":{"id":9007199254740993},"text":"no ${message}"}]}`;
    for (const message of ['1234567890123456789', '1234567890123456790', '1234567890123456789']) await hub.send(webhookPath, body(message));
    expect(await consume()).toEqual(['applied', 'applied', 'duplicate']);
    expect((await messages(id, '9007199254740993')).map(({ providerId }) => providerId)).toEqual(['1234567890123456789', '1234567890123456790']);
  });

  it('a person of two numbers has one thread, whatever comes first', async () => {
    const { id, webhookPath } = await hub.connect('whatsapp');
    const post = (contacts: readonly string[], ...from: readonly string[]) =>
      hub.send(
        webhookPath,
        JSON.stringify({
          object: 'whatsapp_business_account',
          entry: [
            {
              changes: [
                {
                  field: 'messages',
                  value: {
                    metadata: { phone_number_id: '106540352242922' },
                    contacts: contacts.map((wa_id) => ({ wa_id })),
                    messages: from.map((each) => ({ from: each, id: `wamid.${each}.${from.length}.${contacts.length}`, type: 'text', text: { body: 'x' } })),
                  },
                },
              ],
            },
          ],
        }),
      );
    await post(['553187654321', '1650'], '1650', '5531987654321');
    await post([], '5531987654321');
    await post(['553187654321'], '5531987654321');
    await post(['553187654321'], '553187654321');
    await consume();
    expect(await messages(id, '553187654321')).toHaveLength(4);
    expect(hub.world.table.all().filter((item) => item.sk === 'HEAD')).toHaveLength(2);
  });

  it('a poll opens a ticket, shows as such and is kept raw', async () => {
    const { id, webhookPath } = await hub.connect('whatsapp');
    await hub.send(webhookPath, fixture('whatsapp/new-kinds.json'));
    expect(new Set(await consume())).toEqual(new Set(['applied']));
    expect((await messages(id, '553187654321')).map(({ text, ticketId }) => [text, ticketId === null])).toEqual([
      ['[opened the chat for the first time]', false],
      ['[poll] Which day?\n- Monday\n- Tuesday', false],
    ]);
    const called = (await messages(id, '16505551234')).find(({ text }) => text === '[voice call, 33 seconds]');
    expect(called).toMatchObject({ kind: 'note', author: { type: 'system' } });
    const raw = [...hub.objects].filter(([key]) => key.includes('/raw/')).map(([, { body }]) => Buffer.from(body).toString());
    expect(raw.join('')).toContain('message type poll is unknown');
    // The digits that no double holds are in the raw bytes as they came.
    expect(raw.join('')).toContain('12345678901234567890');
  });

  it('a large message comes whole', async () => {
    const { id, webhookPath } = await hub.connect('api');
    const text = 'word '.repeat(60_000).trim();
    await hub.send(webhookPath, JSON.stringify({ messages: [{ id: '1', author: { id: 'a' }, text }] }));
    expect(await consume()).toEqual(['applied']);
    expect((await messages(id, 'a'))[0]?.text).toBe(text);
  });
});
