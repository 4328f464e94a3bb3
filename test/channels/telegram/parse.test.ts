import { describe, expect, it } from 'vitest';
import { inbound } from '../../../channels/telegram/inbound.ts';
import { parseTelegram } from '../../../channels/telegram/parse.ts';
import { eventsOf, fixture, ignoredOf, RECEIVED_AT, request, theEvent, unreadableOf } from '../reading.ts';

const BOT = '4242';
const read = (update: unknown) => parseTelegram(request(typeof update === 'string' ? update : JSON.stringify(update)), BOT);
const sample = (name: string) => parseTelegram(request(fixture(`telegram/${name}.json`)), BOT);

const from = { id: 1111111, is_bot: false, first_name: 'Ann' };
const chat = { id: 1111111, type: 'private', first_name: 'Ann' };
const message = (content: object) => ({ message_id: 9, from, chat, date: 1763700000, ...content });
const said = (content: object, kind = 'message') => read({ update_id: 5, [kind]: message(content) });
/** Blocks in blocks, and texts in texts. */
const deep = (member: string) => Array.from({ length: 40 }).reduce<unknown>((inner) => [{ [member]: inner }, 7], ['words']);
const textOf = (content: object) => theEvent(said(content)).content?.text;

describe('a message to the bot', () => {
  it('is its writer’s, in the thread of the chat, with the addresses behind words', () => {
    expect(theEvent(sample('text'))).toMatchObject({
      verb: 'created',
      providerId: '1111111/1365',
      threadKey: '1111111',
      author: { id: '1111111', name: 'Test Lastname', handle: 'Testusername' },
      customer: null,
      fromCustomer: true,
      opensTicket: true,
      content: { surface: 'dm', text: 'Where is my order? See here.\nhttps://shop.example/orders/7', inReplyTo: '1111111/1360' },
      occurredAt: '2025-11-21T04:40:00.000Z',
    });
  });

  it('in a group is in the group’s thread, by its own writer', () => {
    expect(theEvent(sample('group'))).toMatchObject({
      providerId: '-1001234567890/77',
      threadKey: '-1001234567890',
      author: { id: '2222222', name: 'Ann' },
      customer: { id: '-1001234567890', name: 'Club', handle: 'club' },
      content: { text: 'It came broken', attachments: [{ type: 'image/jpeg', size: 120_000, mediaId: 'large', url: null }] },
    });
  });

  it.each<[string, object, string | undefined | null]>([
    ['text', { text: 'hi' }, 'hi'],
    [
      'rich_message',
      {
        rich_message: {
          blocks: [
            { type: 'paragraph', text: ['a ', { type: 'bold', text: 'b' }] },
            { type: 'list', items: [{ blocks: [{ text: 'c' }] }] },
            { type: 'divider' },
          ],
        },
      },
      'a b\nc',
    ],
    [
      'venue',
      { venue: { title: 'Shop', address: 'Via 1', location: { latitude: 44.5, longitude: 11.25 } }, location: { latitude: 1, longitude: 1 } },
      'Shop\nVia 1\n44.5, 11.25',
    ],
    ['location', { location: { latitude: 44.5, longitude: 11.25 } }, '44.5, 11.25'],
    ['contact', { contact: { phone_number: '+39', first_name: 'Ann', last_name: 'B' } }, 'Ann B, +39'],
    ['poll', { poll: { question: 'Which day?', options: [{ text: 'Monday' }, { text: 'Sunday' }, 7] } }, '[poll] Which day?\n- Monday\n- Sunday'],
    ['checklist', { checklist: { title: 'Do', tasks: [{ id: 1, text: 'this' }] } }, '[checklist] Do\n- this'],
    ['dice', { dice: { emoji: '🎲', value: 4 } }, '🎲 4'],
    ['game', { game: { title: 'Chess', description: 'Play' } }, 'Chess\nPlay'],
    ['web_app_data', { web_app_data: { data: 'chosen: 7', button_text: 'Choose' } }, 'chosen: 7'],
    ['invoice', { invoice: { title: 'Cup', description: 'A cup' } }, '[invoice] Cup\nA cup'],
    ['users_shared', { users_shared: { users: [{ user_id: 1, first_name: 'Bob', username: 'bob' }] } }, '[shared people]\nBob, @bob'],
    ['chat_shared', { chat_shared: { chat_id: -5 } }, '[shared chat] -5'],
    ['paid_media', { paid_media: { star_count: 1, paid_media: [] }, caption: 'look' }, '[paid media]\nlook'],
    ['chat_shared, with a title', { chat_shared: { chat_id: -5, title: 'Club' } }, '[shared chat] Club'],
    ['chat_shared, of nothing', { chat_shared: {} }, '[shared chat]'],
    ['invoice, without a title', { invoice: {} }, '[invoice]'],
    ['story', { story: { id: 1 } }, '[story]'],
    ['gift', { gift: {} }, '[gift]'],
  ])('of kind %s is shown', (_, content, text) => expect(textOf(content)).toBe(text));

  it.each<[string, object, object]>([
    [
      'animation',
      { animation: { file_id: 'a', file_name: 'a.mp4' }, document: { file_id: 'x' } },
      { mediaId: 'a', type: 'video/mp4', name: 'a.mp4', size: null },
    ],
    ['audio', { audio: { file_id: 'a', mime_type: 'audio/mp4', file_size: 9 } }, { mediaId: 'a', type: 'audio/mp4', size: 9 }],
    ['document', { document: { file_id: 'a' } }, { mediaId: 'a', type: 'application/octet-stream' }],
    ['video', { video: { file_id: 'a' } }, { mediaId: 'a', type: 'video/mp4' }],
    ['video_note', { video_note: { file_id: 'a' } }, { mediaId: 'a', type: 'video/mp4' }],
    ['voice', { voice: { file_id: 'a', file_size: -1 } }, { mediaId: 'a', type: 'audio/ogg', size: null }],
    ['live_photo', { live_photo: { file_id: 'b' }, photo: [{ file_id: 'a', width: 1, height: 1 }] }, { mediaId: 'a', type: 'image/jpeg' }],
    ['a static sticker', { sticker: { file_id: 'a', emoji: '👍' } }, { mediaId: 'a', type: 'image/webp' }],
    ['an animated sticker', { sticker: { file_id: 'a', is_animated: true } }, { mediaId: 'a', type: 'application/x-tgsticker' }],
    ['a video sticker', { sticker: { file_id: 'a', is_video: true } }, { mediaId: 'a', type: 'video/webm' }],
  ])('with %s names the file', (_, content, attachment) => {
    expect(theEvent(said(content)).content?.attachments).toEqual([expect.objectContaining(attachment)]);
  });

  it('of a kind that came after this was written is a placeholder and kept raw', () => {
    const [element] = said({ smell_note: { file_id: 'a' }, caption: 'roses' });
    expect(said({ __: {} })).toMatchObject([{ event: { content: { text: '[message]' } } }]);
    expect(element).toMatchObject({ kind: 'event', unknown: 'message kind smell_note is unknown', event: { content: { text: '[smell note]\nroses' } } });
  });

  it.each([
    ['a member who came', { new_chat_members: [from] }, 'new_chat_members'],
    ['a pinned message', { pinned_message: {} }, 'pinned_message'],
    ['the bot itself', { from: { id: 4242, is_bot: true, first_name: 'Shop' }, text: 'x' }, 'message of the bot itself'],
    [
      'a post that Telegram copied from the linked channel',
      { is_automatic_forward: true, sender_chat: { id: -1, title: 'News' }, text: 'x' },
      'post of the linked channel',
    ],
  ])('that tells of %s is no message', (_, content, what) => expect(ignoredOf(said(content))).toEqual([what]));

  it('in the name of a chat is that chat’s; one of another bot is marked as automatic', () => {
    expect(theEvent(said({ from: { id: 1087968824, is_bot: true, first_name: 'Group' }, sender_chat: { id: -5, title: 'Admins' }, text: 'x' }))).toMatchObject({
      author: { id: '-5', name: 'Admins' },
    });
    expect(theEvent(said({ from: { ...from, is_bot: true }, text: 'x' })).automatic).toBe(true);
    expect(theEvent(said({ text: 'x' }))).not.toHaveProperty('automatic');
  });

  it('in a forum’s topic does not answer the topic’s beginning', () => {
    expect(theEvent(said({ text: 'x', reply_to_message: { message_id: 3, forum_topic_created: {} } })).content?.inReplyTo).toBeNull();
  });

  it.each([
    ['no chat', { chat: undefined, text: 'x' }, 'a message of no chat'],
    ['no id', { message_id: undefined, text: 'x' }, 'a message of no chat'],
    ['no writer', { from: undefined, text: 'x' }, 'nobody it is from'],
    ['no content', {}, 'a message without content'],
    ['an empty text', { text: '' }, 'a message of kind text without its content'],
    ['a file without an id', { voice: {} }, 'a message of kind voice without its content'],
    ['a photo of no size', { photo: [] }, 'a message of kind photo without its content'],
    ['a place without coordinates', { location: {} }, 'a message of kind location without its content'],
    ['a poll without a question', { poll: { options: [] } }, 'a message of kind poll without its content'],
    ['a checklist without a title', { checklist: {} }, 'a message of kind checklist without its content'],
    ['an empty contact', { contact: {} }, 'a message of kind contact without its content'],
    [
      'a rich message that is nested without end',
      { rich_message: { blocks: [{ text: deep('text') }, { blocks: deep('blocks') }] } },
      'a message of kind rich_message without its content',
    ],
    ['a die without a value', { dice: {} }, 'a message of kind dice without its content'],
  ])('with %s is kept raw', (_, content, reason) => expect(unreadableOf(said(content))).toEqual([reason]));
});

describe('an edit', () => {
  it('is another version of the message, also twice in one second', () => {
    const edited = (updateId: number) => theEvent(read({ update_id: updateId, edited_message: message({ edit_date: 1763700060, text: 'new' }) }));
    expect(edited(6)).toMatchObject({ verb: 'edited', providerId: '1111111/9', version: '1763700060.6', occurredAt: '2025-11-21T04:41:00.000Z' });
    expect(edited(7).version).not.toBe(edited(6).version);
    expect(theEvent(read({ edited_message: message({ text: 'new' }) })).version).toBe('.');
  });

  it('of a live location is not told', () => expect(ignoredOf(said({ location: { latitude: 1, longitude: 1 } }, 'edited_message'))).toEqual(['live location']));
});

describe('a chat of a business account', () => {
  const business = (more: object) => said({ business_connection_id: 'conn', ...more }, 'business_message');

  it('is a conversation of its own', () => {
    const customer = { id: 'AbC_d-1:3333333', name: 'Bob', handle: null };
    expect(theEvent(sample('business'))).toMatchObject({
      providerId: 'AbC_d-1:3333333/501',
      threadKey: 'AbC_d-1:3333333',
      author: customer,
      customer,
      content: { attachments: [{ name: 'bill.pdf', mediaId: 'doc', size: 4096 }] },
    });
  });

  it('brings what the account’s owner writes as a reply, and what the bot wrote not at all', () => {
    expect(theEvent(business({ from: { id: 8, first_name: 'Owner' }, text: 'x' }))).toMatchObject({
      fromCustomer: false,
      opensTicket: false,
      author: { id: '8', name: 'Owner' },
      customer: { id: 'conn:1111111' },
    });
    expect(ignoredOf(business({ from: { id: 8 }, sender_business_bot: { id: 4242 }, text: 'x' }))).toEqual(['message of the bot itself']);
  });

  it('tells each deleted message alone', () => {
    expect(eventsOf(sample('deleted')).map(({ verb, providerId, threadKey, opensTicket }) => [verb, providerId, threadKey, opensTicket])).toEqual([
      ['removed', 'AbC_d-1:3333333/501', 'AbC_d-1:3333333', false],
      ['removed', 'AbC_d-1:3333333/502', 'AbC_d-1:3333333', false],
    ]);
    const mixed = read({ deleted_business_messages: { business_connection_id: 'c', chat, message_ids: [1, {}, 3] } });
    expect(eventsOf(mixed).map(({ providerId }) => providerId)).toEqual(['c:1111111/1', 'c:1111111/3']);
    expect(unreadableOf(mixed)).toEqual(['a deletion of no message']);
    expect(unreadableOf(read({ deleted_business_messages: { chat } }))).toEqual(['a deletion of no message']);
    expect(read({ deleted_business_messages: { chat, message_ids: [] } })).toEqual([]);
  });
});

describe('a pressed button', () => {
  it('is a message with the button’s words', () => {
    expect(theEvent(sample('callback'))).toMatchObject({
      verb: 'created',
      providerId: 'callback/4382bfdwdsb323b2d9',
      threadKey: '1111111',
      author: { id: '1111111', name: 'Test' },
      content: { text: 'Yes, please', inReplyTo: '1111111/1370' },
      occurredAt: new Date(RECEIVED_AT).toISOString(),
    });
  });

  it.each([
    ['its data', { data: 'x', message: { message_id: 1, chat, date: 0 } }, 'x', '1111111'],
    ['its game', { game_short_name: 'chess' }, 'chess', '1111111'],
    ['nothing', {}, '[button]', '1111111'],
    ['its data, in a group', { data: 'x', message: { message_id: 1, chat: { id: -7, type: 'group', title: 'G' } } }, 'x', '-7'],
    ['its data, for a business', { data: 'x', message: { message_id: 1, chat, business_connection_id: 'c' } }, 'x', 'c:1111111'],
  ])('that gives only %s is still one', (_, query, text, threadKey) => {
    expect(theEvent(read({ callback_query: { id: '1', from, ...query } }))).toMatchObject({ threadKey, content: { text } });
  });

  it('of nobody is kept raw', () => expect(unreadableOf(read({ callback_query: { id: '1' } }))).toEqual(['a callback query of nobody']));

  it('is answered with the call that ends its waiting', () => {
    const receipt = { accepted: 1, unreadable: [] };
    expect(inbound.answer?.(receipt, request(fixture('telegram/callback.json')))).toEqual({
      status: 200,
      body: '{"method":"answerCallbackQuery","callback_query_id":"4382bfdwdsb323b2d9"}',
      contentType: 'application/json',
    });
    for (const body of [
      '{}',
      '{"callback_query":{}}',
      '{"callback_query"',
      '{"text":"\\"callback_query\\""}',
      JSON.stringify({ message: message({ text: '"callback_query"' }) }),
    ])
      expect(inbound.answer?.(receipt, request(body))).toBe(inbound.accepted);
  });
});

describe('a reaction', () => {
  const reacted = (more: object) =>
    read({ update_id: 8, message_reaction: { chat, message_id: 9, user: from, date: 1763700000, old_reaction: [], new_reaction: [], ...more } });
  it.each([
    [
      'an emoji',
      [
        { type: 'emoji', emoji: '👍' },
        { type: 'emoji', emoji: '🔥' },
      ],
      '👍',
    ],
    ['a paid one', [{ type: 'paid' }], '⭐'],
    ['one that only Telegram can draw', [{ type: 'custom_emoji', custom_emoji_id: '5' }], '❓'],
    ['none any more', [], null],
  ])('of %s', (_, given, emoji) =>
    expect(theEvent(reacted({ new_reaction: given }))).toMatchObject({
      verb: 'reaction',
      providerId: '1111111/9',
      version: '8',
      opensTicket: false,
      reaction: { emoji },
    }),
  );

  it('of a chat is that chat’s, and of nobody is kept raw', () => {
    expect(theEvent(reacted({ user: undefined, actor_chat: { id: -5, title: 'G' } })).author?.id).toBe('-5');
    expect(unreadableOf(reacted({ user: undefined }))).toEqual(['a reaction of nobody, or to no message']);
  });
});

describe('an update', () => {
  it.each(['channel_post', 'business_connection', 'guest_message', 'inline_query', 'poll', 'poll_answer', 'my_chat_member', 'chat_boost'])(
    'of kind %s is no message of a customer',
    (kind) => expect(ignoredOf(read({ update_id: 1, [kind]: {} }))).toEqual([kind]),
  );

  it.each([
    ['of a kind that is unknown', { update_id: 1, smell: {} }, 'an update of the unknown kind smell'],
    ['of no kind', { update_id: 1 }, 'an update of no kind'],
    ['that is a list', [], 'an update of no kind'],
    ['whose message is none', { message: 7 }, 'message is no object'],
  ])('%s is kept raw', (_, update, reason) => expect(unreadableOf(read(update))).toEqual([reason]));

  it('that is no JSON is refused', () => expect(() => read('{')).toThrow('the body is not JSON'));
});

describe('the secret token', () => {
  const credentials = (secretToken: string) => ({ botToken: '4242:abc', secretToken });
  const verify = (given: string | undefined, ...secrets: string[]) =>
    inbound.verify(request('{}', { headers: { 'x-telegram-bot-api-secret-token': given } }), secrets.map(credentials));

  it('proves a call, the present one and the one before', () => {
    expect(verify('a-secret-1', 'a-secret-1')).toBe(true);
    expect(verify('a-secret-1', 'a-secret-2', 'a-secret-1')).toBe(true);
  });
  it.each([undefined, '', 'a-secret', 'a-secret-10', 'A-SECRET-1', ' a-secret-1'])('is not %s', (given) => expect(verify(given, 'a-secret-1')).toBe(false));
  it('of nobody proves nothing', () => expect(verify('')).toBe(false));

  it('has no handshake, and the bot’s id is the beginning of its token', async () => {
    expect(inbound.handshake(request('', { method: 'GET' }), [])).toBeNull();
    const own = JSON.stringify({ message: message({ from: { ...from, id: 4242 }, text: 'x' }) });
    expect(ignoredOf(await inbound.parse(request(own), credentials('s')))).toEqual(['message of the bot itself']);
    expect(eventsOf(await inbound.parse(request(own), { botToken: 'made-up', secretToken: 's' }))).toHaveLength(1);
  });
});
