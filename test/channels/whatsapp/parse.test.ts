import { describe, expect, it } from 'vitest';
import { parseWhatsApp } from '../../../channels/whatsapp/parse.ts';
import { eventsOf, fixture, ignoredOf, RECEIVED_AT, theEvent, unreadableOf } from '../reading.ts';

const parse = (body: unknown) => parseWhatsApp({ body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)), receivedAt: RECEIVED_AT });
const value = (members: object, field: string | undefined = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field, value: { messaging_product: 'whatsapp', metadata: { phone_number_id: 'N' }, ...members } }] }],
});
const message = (members: object) => value({ messages: [{ from: '1650', id: 'wamid.x', timestamp: '1763700000', ...members }] });

describe('a batch of the Cloud API', () => {
  const elements = parse(fixture('whatsapp/batch.json'));

  it('counts every message and status of every change of every entry', () => {
    expect(eventsOf(elements).map(({ verb, providerId }) => `${verb} ${providerId}`)).toEqual([
      'created wamid.b1',
      'created wamid.b2',
      'created wamid.b3',
      'status wamid.ours',
      'created wamid.b4',
    ]);
    expect(elements.every((element) => element.kind === 'event' && element.account === '106540352242922')).toBe(true);
  });

  it('keys the thread by wa_id and takes the name from contacts', () => {
    const [first, , third] = eventsOf(elements);
    expect(first).toMatchObject({
      threadKey: '16505551234',
      author: { id: '16505551234', name: 'Sheena Nelson', handle: '16505551234' },
      fromCustomer: true,
      opensTicket: true,
      occurredAt: '2025-11-21T04:40:00.000Z',
      content: { text: 'Does it come in another color?', surface: 'dm', inReplyTo: null },
    });
    expect(third).toMatchObject({ author: { id: '34600111222', handle: 'pablo.m' }, content: { inReplyTo: 'wamid.ours' } });
  });

  it('keeps what each element was, for an identity where there is no id', () => {
    const [first] = elements;
    expect(first?.kind === 'event' && JSON.parse(first.raw)).toMatchObject({ id: 'wamid.b1' });
  });
});

describe('each documented type', () => {
  const events = new Map(eventsOf(parse(fixture('whatsapp/every-type.json'))).map((event) => [`${event.verb} ${event.version || event.providerId}`, event]));
  const content = (id: string) => events.get(`created wamid.${id}`)?.content;

  it.each([
    ['text', 'Hi'],
    ['button', 'Unsubscribe'],
    ['list', 'Express\nTomorrow'],
    ['choice', 'Yes, please'],
    ['flow', 'Sent\n{"date":"2026-11-30"}'],
    ['location', 'Our studio\n1 Hacker Way\n37.4847, -122.1484'],
    ['contacts', 'Barbara Johnson, +1 650 555 9999, barbara@example.com, https://barbara.example'],
    ['order', 'Please gift-wrap\n2 × di9ozbzfi4 (30 USD)\n1 × nqryix03ez'],
    ['unsupported', '[Message type is currently not supported.]'],
  ])('%s reads as text', (id, text) => expect(content(id)?.text).toBe(text));

  it.each([
    ['image', 'Broken', { type: 'image/jpeg', mediaId: 'm1', name: null, url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=m1' }],
    ['audio', null, { type: 'audio/ogg; codecs=opus', mediaId: 'm2', url: null }],
    ['video', null, { type: 'video/mp4', mediaId: 'm3' }],
    ['document', 'My invoice', { type: 'application/pdf', name: 'invoice.pdf', mediaId: 'm4' }],
    ['sticker', null, { type: 'image/webp', mediaId: 'm5' }],
  ])('%s is an attachment to be fetched', (id, text, attachment) => {
    expect(content(id)).toMatchObject({ text, attachments: [attachment] });
  });

  it('answers know what they answer, and a place its page', () => {
    expect(content('list')?.inReplyTo).toBe('wamid.menu');
    expect(content('location')?.permalink).toBe('https://studio.example/');
  });

  it('reactions, edits and removals are about another message and tell themselves apart', () => {
    expect(events.get('reaction wamid.reaction')).toMatchObject({ providerId: 'wamid.ours', reaction: { emoji: '👍' }, opensTicket: false, content: null });
    expect(events.get('reaction wamid.unreaction')).toMatchObject({ providerId: 'wamid.ours', reaction: { emoji: null } });
    expect(events.get('edited wamid.edit')).toMatchObject({ providerId: 'wamid.text', content: { text: 'Hi there' } });
    expect(events.get('removed wamid.image')).toMatchObject({ content: null, opensTicket: false });
  });

  it('a change of number is told in the thread and opens nothing, because nobody wrote', () => {
    expect(events.get('created wamid.system')).toMatchObject({ threadKey: '16505551234', opensTicket: false, content: { text: 'User A changed from 1 to 2' } });
    expect(ignoredOf(parse(fixture('whatsapp/every-type.json')))).toEqual([]);
    const bare = message({ type: 'system', system: { type: 'customer_identity_changed' } });
    expect(theEvent(parse(bare))).toMatchObject({ opensTicket: false, content: { text: '[customer identity changed]' } });
    expect(theEvent(parse(message({ type: 'system' }))).content?.text).toBe('[system]');
  });
});

describe('statuses', () => {
  const elements = parse(fixture('whatsapp/statuses.json'));
  const events = eventsOf(elements);

  it('are told apart by their state and found by the id of the message', () => {
    expect(events.slice(0, 3).map(({ providerId, version, threadKey, status }) => [providerId, version, threadKey, status?.state, status?.error])).toEqual([
      ['wamid.o1', 'sent', '16505551234', 'sent', null],
      ['wamid.o1', 'delivered', '16505551234', 'delivered', null],
      ['wamid.o1', 'read', '16505551234', 'read', null],
    ]);
  });

  it('a failure says why, also when WhatsApp does not', () => {
    expect(events[3]?.status?.error).toEqual({
      code: '131047',
      message: expect.stringMatching(/^Re-engagement message \(Message failed to send because more than 24 hours/) as string,
    });
    expect(events[4]).toMatchObject({
      threadKey: null,
      author: null,
      status: { state: 'failed', error: { code: 'failed', message: 'WhatsApp gives no reason.' } },
    });
    const plain = value({ statuses: [{ id: 's', status: 'failed', errors: [{ title: 'Gone', error_data: { details: 'Gone' } }] }] });
    expect(theEvent(parse(plain)).status?.error).toEqual({ code: 'failed', message: 'Gone' });
  });

  it('that are no step on the way are ignored, unknown ones kept', () => {
    expect(ignoredOf(elements)).toEqual(['status played']);
    expect(unreadableOf(parse(value({ statuses: [{ id: 'a', status: 'teleported' }, { status: 'sent' }] })))).toHaveLength(2);
  });
});

describe('the business’s own messages from its phone', () => {
  it('become replies of the origin in the customer’s thread and open nothing', () => {
    const [written, removed] = eventsOf(parse(fixture('whatsapp/echoes.json')));
    expect(written).toMatchObject({
      threadKey: '16505551234',
      fromCustomer: false,
      opensTicket: false,
      author: { id: '15550783881' },
      customer: { id: '16505551234' },
      content: { text: 'We are open until six' },
    });
    expect(removed).toMatchObject({ verb: 'removed', providerId: 'wamid.e1', fromCustomer: false });
  });

  it('name the business even where the frame does not', () => {
    const bare = {
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ field: 'smb_message_echoes', value: { message_echoes: [{ to: '1650', id: 'e', type: 'text', text: { body: 'x' } }] } }] }],
    };
    expect(theEvent(parse(bare)).author?.id).toBe('business');
  });
});

describe('who wrote', () => {
  it('a customer who hides their number is identified by their user id', () => {
    expect(theEvent(parse(fixture('whatsapp/hidden-number.json')))).toMatchObject({
      threadKey: 'US.13491208655302741918',
      author: { id: 'US.13491208655302741918', name: 'Anna', handle: 'anna.k' },
    });
  });

  it('a group is one thread, each message keeping its own author', () => {
    expect(theEvent(parse(fixture('whatsapp/group.json')))).toMatchObject({
      threadKey: 'Y2FwaV9ncm91cDoxNzA1NTU1',
      author: { name: 'Sheena Nelson' },
      customer: { id: 'Y2FwaV9ncm91cDoxNzA1NTU1' },
      fromCustomer: true,
    });
  });

  it('the WhatsApp id counts where it differs from the number', () => {
    const body = value({
      contacts: [{ wa_id: '5215550001', profile: { name: 'Rosa' } }],
      messages: [{ from: '525550001', id: 'a', type: 'text', text: { body: 'x' } }],
    });
    expect(theEvent(parse(body))).toMatchObject({ threadKey: '5215550001', author: { name: 'Rosa' } });
  });

  it('one contact is never given to two writers', () => {
    const body = value({
      contacts: [{ wa_id: '1', profile: { name: 'One' } }],
      messages: ['1', '2'].map((from) => ({ from, id: from, type: 'text', text: { body: 'x' } })),
    });
    expect(eventsOf(parse(body)).map(({ author }) => [author?.id, author?.name])).toEqual([
      ['1', 'One'],
      ['2', null],
    ]);
  });

  it('without contacts the number is all there is', () => {
    expect(theEvent(parse(message({ type: 'text', text: { body: 'x' } })))).toMatchObject({ author: { id: '1650', name: null, handle: '1650' } });
  });
});

describe('what is not in the documented shape', () => {
  it.each([
    ['no entries', { object: 'whatsapp_business_account' }],
    ['another object', { object: 'page', entry: [] }],
    ['a number', 42],
    ['an entry that is no object', { object: 'whatsapp_business_account', entry: [7] }],
    ['an entry without changes', { object: 'whatsapp_business_account', entry: [{ id: '1' }] }],
    ['changes that are no list', { object: 'whatsapp_business_account', entry: [{ changes: 'x' }] }],
    ['a change that is no object', { object: 'whatsapp_business_account', entry: [{ changes: [null] }] }],
    ['a change without value', { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages' }] }] }],
    ['a value with nothing in it', value({})],
    ['messages that are no list', value({ messages: {} })],
    ['a message that is no object', value({ messages: ['x'] })],
    ['a message of nobody', value({ messages: [{ id: 'x', type: 'text', text: { body: 'x' } }] })],
    ['a message of no type', message({})],
    ['a text without words', message({ type: 'text', text: {} })],
    ['an image without media', message({ type: 'image' })],
    ['a place without coordinates', message({ type: 'location', location: { name: 'x' } })],
    ['an empty choice', message({ type: 'interactive', interactive: {} })],
    ['a card without anything', message({ type: 'contacts', contacts: [{}] })],
    ['an order of nothing', message({ type: 'order', order: { product_items: [{}] } })],
    ['a reaction to nothing', message({ type: 'reaction', reaction: {} })],
    ['an edit of nothing', message({ type: 'edit', edit: { message: { type: 'text', text: { body: 'x' } } } })],
    ['an edit to nothing', message({ type: 'edit', edit: { original_message_id: 'a' } })],
    ['a removal of nothing', message({ type: 'revoke' })],
  ])('%s is kept raw', (_, body) => {
    const elements = parse(body);
    expect(elements.map(({ kind }) => kind)).toEqual(['unreadable']);
    expect(elements[0]?.kind === 'unreadable' && elements[0].raw.length).toBeGreaterThan(0);
  });

  it('does not hold its neighbours', () => {
    const body = value({ messages: [{ type: 'text' }, 5, { from: '1', id: 'good', type: 'text', text: { body: 'still here' } }], statuses: 'x' });
    expect(theEvent(parse(body)).content?.text).toBe('still here');
    expect(unreadableOf(parse(body))).toHaveLength(3);
  });

  it('other fields and account errors are ignored by name', () => {
    expect(ignoredOf(parse(value({}, 'group_lifecycle_update')))).toEqual(['group_lifecycle_update']);
    expect(ignoredOf(parse({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 9, value: {} }] }] }))).toEqual(['unnamed field']);
    expect(ignoredOf(parse(value({ errors: [{ code: 1 }] })))).toEqual(['errors']);
  });

  it('a body that is not JSON is refused whole', () => {
    expect(() => parse(Buffer.from('{"object":'))).toThrow('not JSON');
  });

  it('a message nested too deeply to be written out is read for what it says, and known by the whole body where it must be', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const frame = (members: string) =>
      Buffer.from(`{"object":"whatsapp_business_account","entry":[{"changes":[{"value":{"messages":[{"from":"1","type":"text",${members},"x":${deep}}]}}]}]}`);
    const [readable] = parse(frame('"text":{"body":"hi"}'));
    expect(readable?.kind === 'event' && readable.raw).toContain('"body":"hi"');
    const [kept] = parse(frame('"text":{}'));
    expect(kept).toMatchObject({ kind: 'unreadable' });
  });

  it('times that cannot be true give way to the time of receipt', () => {
    for (const timestamp of ['never', '99999999999', '-5', undefined, {}]) {
      expect(theEvent(parse(message({ timestamp, type: 'text', text: { body: 'x' } }))).occurredAt).toBe(new Date(RECEIVED_AT).toISOString());
    }
  });

  it('a message without an id is known by its raw bytes', () => {
    const [element] = parse(message({ id: undefined, type: 'reaction', reaction: { message_id: 'a', emoji: 'x' } }));
    expect(element?.kind === 'event' && element.event.version).toBe('1650@2025-11-21T04:40:00.000Z');
    expect(theEvent(parse(message({ id: '', type: 'text', text: { body: 'x' } }))).providerId).toBeNull();
  });

  it('lesser gaps leave words', () => {
    expect(theEvent(parse(message({ type: 'unsupported' }))).content?.text).toMatch(/^\[/);
    expect(theEvent(parse(message({ type: 'unsupported', errors: [{ title: 'Nope' }] }))).content?.text).toBe('[Nope]');
    expect(theEvent(parse(message({ type: 'unsupported', errors: [{ message: 'Not now' }] }))).content?.text).toBe('[Not now]');
    expect(theEvent(parse(message({ type: 'button', button: { payload: 'P' } }))).content?.text).toBe('P');
    expect(theEvent(parse(message({ type: 'location', location: { latitude: 1, longitude: 2 } }))).content?.text).toBe('1, 2');
    expect(theEvent(parse(message({ type: 'contacts', contacts: [{ name: { first_name: 'Ada' } }, {}] }))).content?.text).toBe('Ada');
    expect(theEvent(parse(message({ type: 'order', order: { product_items: [{ product_retailer_id: 7, item_price: 3 }] } }))).content?.text).toBe('1 × 7 (3)');
    expect(theEvent(parse(message({ type: 'document', document: { url: 'https://x.example/a' } }))).content?.attachments[0]).toMatchObject({
      mediaId: null,
      type: 'application/octet-stream',
    });
  });
});
