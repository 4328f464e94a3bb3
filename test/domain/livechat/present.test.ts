import { describe, expect, it } from 'vitest';
import { isForVisitor, presentToVisitor, providerIdOf } from '../../../domain/livechat/present.ts';
import { MESSAGE_KINDS, type Message, type MessageAuthor, newMessage } from '../../../domain/support/messages/message.ts';

const agent: MessageAuthor = { type: 'agent', id: 'agent-7', name: 'Kenji', handle: 'kenji@shop.example' };
const customer: MessageAuthor = { type: 'customer', id: 'visitor-1', name: 'Mia', handle: 'mia@post.example' };
const message = (given: Partial<Message> & Pick<Message, 'kind' | 'author'>): Message => ({
  ...newMessage({ text: 'hello', ticketId: 'ticket', createdAt: '2026-11-29T10:00:00.000Z', ...given }),
  number: 3,
  revision: 9,
});
const file = { name: 'a.png', type: 'image/png', size: 3, url: null, mediaId: null, objectKey: 'T/t/media/o/1' };

describe('what a visitor may know of', () => {
  it.each(MESSAGE_KINDS)('%s', (kind) => {
    expect(isForVisitor(message({ kind, author: agent }))).toBe(['customer', 'reply', 'ai_message'].includes(kind));
  });

  it('not a reply that failed', () => {
    const delivered = (state: 'queued' | 'sent' | 'failed') => isForVisitor(message({ kind: 'reply', author: agent, delivery: { state, error: null } }));
    expect([delivered('queued'), delivered('sent'), delivered('failed')]).toEqual([true, true, false]);
  });
});

describe('a message for its visitor', () => {
  it('is shown in these members only, whatever else it has', async () => {
    const reply = message({
      kind: 'reply',
      author: agent,
      html: '<b>hello</b>',
      cc: ['boss@shop.example'],
      delivery: { state: 'read', error: null },
      mentions: [{ type: 'agent', id: 'agent-8' }],
      sentiment: 'negative',
      attachments: [file],
      providerId: 'thread.3',
      ai: { model: 'm', confidence: 1, cause: 'secret' },
    });
    expect(await presentToVisitor(reply, async ({ objectKey }) => `https://objects.test/${objectKey}`)).toEqual({
      number: 3,
      from: 'agent',
      name: 'Kenji',
      text: 'hello',
      attachments: [{ name: 'a.png', type: 'image/png', size: 3, url: 'https://objects.test/T/t/media/o/1' }],
      createdAt: '2026-11-29T10:00:00.000Z',
      editedAt: null,
      deleted: false,
      status: 'read',
      revision: 9,
    });
  });

  it.each([
    ['of an agent', { kind: 'reply', author: agent }, 'agent', 'Kenji'],
    ['of the business elsewhere', { kind: 'reply', author: { ...agent, type: 'origin' } }, 'agent', null],
    ['of a rule', { kind: 'reply', author: { ...agent, type: 'rule' } }, 'bot', null],
    ['of an AI', { kind: 'ai_message', author: { ...agent, type: 'ai' } }, 'bot', null],
    ['of the visitor', { kind: 'customer', author: customer }, 'visitor', null],
  ] as const)('%s', async (_, given, from, name) => expect(await presentToVisitor(message(given), null)).toMatchObject({ from, name, status: 'sent' }));

  it('has the id of the device that wrote it', async () => {
    const own = (providerId: string | null) => presentToVisitor(message({ kind: 'customer', author: customer, providerId }), null);
    expect((await own(providerIdOf('abcdefghijklmnop', 'c-1.2'))).id).toBe('c-1.2');
    expect(await own('elsewhere')).not.toHaveProperty('id');
    expect(await own(null)).not.toHaveProperty('id');
  });

  it('shows the visitor that an agent has reacted, and not who', async () => {
    const shown = (given: Partial<Message>) => presentToVisitor(message({ kind: 'customer', author: customer, ...given }), null);
    expect(await shown({ reacted: { by: 'eve', emoji: '👍' }, reactions: { eve: '👍' } })).toMatchObject({ reaction: '👍' });
    for (const given of [{}, { reacted: { by: 'eve', emoji: null } }, { reacted: { by: 'eve', emoji: '👍' }, deleted: true }])
      expect(await shown(given)).not.toHaveProperty('reaction');
    expect(JSON.stringify(await shown({ reacted: { by: 'eve', emoji: '👍' } }))).not.toContain('eve');
  });

  it('that is hidden looks like one that is deleted', async () => {
    const shown = (given: Partial<Message>) => presentToVisitor(message({ kind: 'reply', author: agent, attachments: [file], ...given }), null);
    for (const given of [{ hidden: true }, { deleted: true }]) expect(await shown(given)).toMatchObject({ text: null, attachments: [], deleted: true });
  });

  it('has no links in frames, and the provider’s own without an object', async () => {
    const files = [file, { ...file, objectKey: null, url: 'https://elsewhere.example/a.png' }];
    const urls = async (linkTo: Parameters<typeof presentToVisitor>[1]) =>
      (await presentToVisitor(message({ kind: 'reply', author: agent, attachments: files }), linkTo)).attachments.map(({ url }) => url);
    expect(await urls(null)).toEqual([null, null]);
    expect(await urls(async () => 'https://ours.example')).toEqual(['https://ours.example', 'https://elsewhere.example/a.png']);
  });
});
