import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { originKey } from '../../../../domain/origins/origin.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { createHarness } from '../harness.ts';
import { livechatShop, PAGE } from './livechat-shop.ts';

let shop: Awaited<ReturnType<typeof livechatShop>>;
beforeEach(async () => {
  shop = await livechatShop();
});

describe('a visitor’s message', () => {
  it('has its number in the answer, and is a ticket', async () => {
    const visitor = await shop.visitor({ name: 'Mia' });
    expect(await visitor.say('a', 'hello')).toMatchObject({
      status: 201,
      body: { number: 1, id: 'a', from: 'visitor', text: 'hello', status: 'sent', deleted: false },
    });
    expect((await shop.staff(`GET /v1/tickets/${visitor.ticketId}`)).body).toMatchObject({
      status: 'created',
      origin: { channel: 'livechat' },
      lastMessage: { text: 'hello' },
    });
    expect((await visitor.say('b', 'are you there?')).body.number).toBe(2);
  });

  it('is one message however often it is sent, also by many at once', async () => {
    const visitor = await shop.visitor();
    const answers = await Promise.all(['a', 'a', 'b', 'a', 'b'].map((id) => visitor.say(id, `text of ${id}`)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => `${body.id} ${body.number}`)).size).toBe(2);
    expect((await visitor.say('a', 'another text')).body).toMatchObject({ text: 'text of a' });
    expect((await visitor.updates()).items).toHaveLength(2);
  });

  it('with the id of another visitor’s is another message', async () => {
    const [one, two] = [await shop.visitor(), await shop.visitor()];
    await one.say('a', 'mine');
    await two.say('a', 'yours');
    expect([(await one.updates()).items, (await two.updates()).items]).toMatchObject([[{ text: 'mine' }], [{ text: 'yours' }]]);
  });

  it('is kept, and hidden from agents, while the origin is disabled', async () => {
    const visitor = await shop.visitor();
    await shop.staff(`PATCH /v1/origins/${shop.origin.id}`, { state: 'disabled' });
    expect(await visitor.say('a', 'anybody there?')).toMatchObject({ status: 201, body: { number: 1 } });
    expect((await visitor.updates()).items).toMatchObject([{ text: 'anybody there?' }]);
    expect((await shop.staff('GET /v1/tickets')).body.items).toEqual([]);
  });

  it('that is long comes back whole', async () => {
    const visitor = await shop.visitor();
    const text = 'long '.repeat(2_000);
    expect((await visitor.say('a', text)).body.text).toBe(text);
    expect((await visitor.updates()).items).toMatchObject([{ text }]);
    expect((await visitor.call('GET /v1/livechat/messages')).body.items).toMatchObject([{ text }]);
  });

  it('to an origin that goes at this moment is a 409', async () => {
    const visitor = await shop.visitor();
    await shop.harness.table.write({ op: 'delete', key: originKey(shop.world.tenantId, shop.origin.id) });
    expect(await visitor.say('a', 'hello')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it.each([
    ['no id', { text: 'x' }],
    ['a strange id', { id: 'a b', text: 'x' }],
    ['no content', { id: 'a', text: ' ' }],
    ['a long text', { id: 'a', text: 'x'.repeat(20_001) }],
    ['a tenant', { id: 'a', text: 'x', tenantId: 'other' }],
    ['a conversation', { id: 'a', text: 'x', conversationId: 'other' }],
    ['many files', { id: 'a', attachmentIds: Array.from({ length: 11 }, (_, n) => `f${n}`) }],
  ])('with %s is a 400, and nothing is stored', async (_, body) => {
    const visitor = await shop.visitor();
    expect((await visitor.call('POST /v1/livechat/messages', body)).status).toBe(400);
    expect((await visitor.updates()).items).toEqual([]);
  });

  it('is a 503 when the table is away, and has one number after that', async () => {
    const visitor = await shop.visitor();
    const { table, deps } = shop.harness;
    const broken = createHarness({ deps: { ...deps, tableOf: () => ({ ...table, transact: () => Promise.reject(new TableUnavailable('away')) }) } });
    const call = { token: visitor.session.token, headers: { origin: PAGE }, body: { id: 'a', text: 'hello' } };
    expect(await broken.call('POST /v1/livechat/messages', call)).toMatchObject({ status: 503, headers: { 'access-control-allow-origin': '*' } });
    expect((await visitor.say('a', 'hello')).body.number).toBe(1);
  });
});

describe('answers before the chat', () => {
  it('become custom fields of the ticket that the message opens, once', async () => {
    const visitor = await shop.visitor({ answers: { order: '1042', topic: 'Delivery' } });
    await visitor.say('a', 'hello');
    await visitor.say('a', 'hello');
    await visitor.say('b', 'and?');
    const told = shop.harness.produced.map(({ topic, key, value }) => ({ topic, key, ...JSON.parse(value) }) as { id: string });
    expect(told).toHaveLength(2);
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(told[0]).toMatchObject({
      topic: 'metadata_actions',
      tenantId: shop.world.tenantId,
      type: 'metadata.changed',
      data: { ticketId: visitor.ticketId, customFields: { order: '1042', topic: 'Delivery' } },
    });
  });

  it('are at most 20, each with a short name', async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`q${n}`, 'a']));
    for (const answers of [many, { ['q'.repeat(61)]: 'a' }, { q: 'x'.repeat(1_001) }, { q: 7 }]) expect((await shop.start({ answers })).status).toBe(400);
  });
});

describe('what a visitor reads', () => {
  it('is what was said to them, and nothing of the agents’ work', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    await shop.reply(visitor, 'a private note', 'note');
    const { number } = await shop.reply(visitor, 'good morning');
    const hidden = await shop.reply(visitor, 'oh no');
    await shop.staff(`PATCH /v1/tickets/${visitor.ticketId}/messages/${hidden.number}`, { hidden: true });
    const history = (await visitor.call('GET /v1/livechat/messages')).body.items;
    expect(history).toMatchObject([
      { number, from: 'agent', text: 'good morning' },
      { number: 1, text: 'hello' },
    ]);
    expect(JSON.stringify(history)).not.toMatch(/private|oh no|@|ticketId|author/);
    expect((await visitor.updates()).items).toEqual(history.toReversed());
  });

  it('goes on from a position: new messages, and earlier ones that have changed', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const { number } = await shop.reply(visitor, 'good morning');
    const { position, more } = await visitor.updates();
    expect([position, more]).toEqual([`${number}.0`, false]);
    expect(await visitor.updates(position)).toMatchObject({ items: [], position, more: false });
    await shop.staff(`PATCH /v1/tickets/${visitor.ticketId}/messages/1`, { hidden: true });
    await shop.send(visitor, number);
    await visitor.say('b', 'thanks');
    const next = await visitor.updates(position);
    expect(next.items).toMatchObject([{ number: 1, deleted: true, text: null }, { number, text: 'good morning' }, { text: 'thanks' }]);
    expect((await visitor.updates(next.position)).items).toEqual([]);
    // The start of a session says where the end is.
    expect((await shop.start({ token: visitor.session.token })).body.position).toBe(next.position);
  });

  it('comes in pages, forwards and backwards, without gap or double', async () => {
    const visitor = await shop.visitor();
    for (let n = 1; n <= 7; n += 1) await visitor.say(`m${n}`, `text ${n}`);
    const forwards: number[] = [];
    let page = { position: '0.0', more: true, items: [] as { number: number }[] };
    while (page.more) {
      page = (await visitor.call(`GET /v1/livechat/updates?position=${page.position}&limit=3`)).body;
      forwards.push(...page.items.map(({ number }) => number));
    }
    expect(forwards).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const backwards: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await visitor.call(`GET /v1/livechat/messages?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      backwards.push(...(body.items as { number: number }[]).map(({ number }) => number));
      cursor = body.nextCursor as string | null;
    }
    expect(backwards).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('shows changes of long messages page by page', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const html = 'x'.repeat(500_000);
    const numbers: number[] = [];
    for (let n = 0; n < 12; n += 1) {
      const { body } = await shop.staff(`POST /v1/tickets/${visitor.ticketId}/messages`, { kind: 'reply', text: `reply ${n}`, html });
      numbers.push(body.number);
    }
    let page = { ...(await visitor.updates('0.0')) };
    const fresh: number[] = [];
    for (;;) {
      fresh.push(...(page.items as { number: number }[]).map(({ number }) => number));
      if (!page.more) break;
      page = await visitor.updates(page.position);
    }
    expect(fresh).toEqual([1, ...numbers]);
    for (const number of numbers) await shop.send(visitor, number);
    const changed: number[] = [];
    for (;;) {
      page = await visitor.updates(page.position);
      changed.push(...(page.items as { number: number }[]).map(({ number }) => number));
      if (!page.more) break;
    }
    expect([...new Set(changed)]).toEqual(numbers);
  });

  it.each(['x', '1', '-1.0', '1.2.3', '99999999999.0'])('is not read from a position %s', async (position) => {
    const visitor = await shop.visitor();
    expect((await visitor.call(`GET /v1/livechat/updates?position=${position}`)).status).toBe(400);
  });
});

describe('acknowledgements', () => {
  it('move replies from sent to delivered to read, and never back', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const [one, two] = [await shop.reply(visitor, 'one'), await shop.reply(visitor, 'two')];
    for (const { number } of [one, two]) await shop.send(visitor, number);
    expect(await shop.deliveries(visitor)).toEqual([null, 'sent', 'sent']);
    expect((await visitor.call('POST /v1/livechat/acks', { delivered: two.number })).status).toBe(204);
    expect(await shop.deliveries(visitor)).toEqual([null, 'delivered', 'delivered']);
    await visitor.call('POST /v1/livechat/acks', { read: one.number });
    expect(await shop.deliveries(visitor)).toEqual([null, 'read', 'delivered']);
    await visitor.call('POST /v1/livechat/acks', { read: 1, delivered: 1 });
    await visitor.call('POST /v1/livechat/acks', { delivered: two.number });
    expect(await shop.deliveries(visitor)).toEqual([null, 'read', 'delivered']);
    await visitor.call('POST /v1/livechat/acks', { read: 9_999 });
    expect(await shop.deliveries(visitor)).toEqual([null, 'read', 'read']);
    expect((await visitor.updates()).items.map(({ status }: { status: string }) => status)).toEqual(['sent', 'read', 'read']);
    // The end was reached, not passed: the next reply is not read yet.
    const three = await shop.reply(visitor, 'three');
    await shop.send(visitor, three.number);
    await visitor.call('POST /v1/livechat/acks', { read: three.number });
    expect(await shop.deliveries(visitor)).toEqual([null, 'read', 'read', 'read']);
  });

  it('may come before the sender has noted that it sent', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const { number } = await shop.reply(visitor, 'one');
    await visitor.call('POST /v1/livechat/acks', { read: number });
    await shop.send(visitor, number);
    expect(await shop.deliveries(visitor)).toEqual([null, 'read']);
  });

  it('by two devices at once keep the further position', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const numbers: number[] = [];
    for (const text of ['one', 'two', 'three']) {
      const { number } = await shop.reply(visitor, text);
      await shop.send(visitor, number);
      numbers.push(number);
    }
    await Promise.all(numbers.toReversed().map((read) => visitor.call('POST /v1/livechat/acks', { read })));
    expect(await shop.deliveries(visitor)).toEqual([null, 'read', 'read', 'read']);
  });

  it.each([{}, { read: 0 }, { read: 'x' }, { delivered: 1.5 }, { read: 1, other: 1 }])('of %j are a 400', async (body) => {
    expect((await (await shop.visitor()).call('POST /v1/livechat/acks', body)).status).toBe(400);
  });

  it('in a conversation without messages change nothing', async () => {
    expect((await (await shop.visitor()).call('POST /v1/livechat/acks', { read: 5 })).status).toBe(204);
  });

  it('fail together with the table', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const { number } = await shop.reply(visitor, 'one');
    await shop.send(visitor, number);
    const { table, deps } = shop.harness;
    const broken = createHarness({ deps: { ...deps, tableOf: () => ({ ...table, transact: () => Promise.reject(new TableUnavailable('away')) }) } });
    const call = { token: visitor.session.token, headers: { origin: PAGE }, body: { read: number } };
    expect((await broken.call('POST /v1/livechat/acks', call)).status).toBe(503);
    const failing = { ...table, write: () => Promise.reject(new TableUnavailable('away')) };
    const half = createHarness({ deps: { ...deps, tableOf: () => failing } });
    expect((await half.call('POST /v1/livechat/acks', call)).status).toBe(503);
    await visitor.call('POST /v1/livechat/acks', { read: number });
    expect(await shop.deliveries(visitor)).toEqual([null, 'read']);
  });
});

describe('files', () => {
  const draft = { name: 'photo.png', type: 'image/png', size: 3 };
  const upload = async (visitor: Awaited<ReturnType<typeof shop.visitor>>, given: object = draft): Promise<string> => {
    const { body } = await visitor.call('POST /v1/livechat/attachments', given);
    shop.harness.uploaded.set(body.upload.fields.key, { body: Buffer.from('png'), contentType: 'image/png' });
    return String(body.id);
  };

  it('go with a message, to visitor and agent', async () => {
    const visitor = await shop.visitor();
    const id = await upload(visitor);
    const shown = { name: 'photo.png', type: 'image/png', size: 3, url: expect.stringMatching(/^https:\/\/objects\.test\/T\/.*\/media\//) as string };
    expect(await visitor.call('POST /v1/livechat/messages', { id: 'a', attachmentIds: [id] })).toMatchObject({
      status: 201,
      body: { text: null, attachments: [shown] },
    });
    const [message] = (await shop.staff(`GET /v1/tickets/${visitor.ticketId}/messages`)).body.items;
    expect(message.attachments).toMatchObject([shown]);
    expect((await shop.staff(`GET /v1/attachments/${message.attachments[0].id}`)).body).toMatchObject({ state: 'ready', name: 'photo.png' });
  });

  it('that were not uploaded, or are another visitor’s or an agent’s, cannot be sent', async () => {
    const [one, two] = [await shop.visitor(), await shop.visitor()];
    const announced = (await one.call('POST /v1/livechat/attachments', draft)).body.id;
    const agents = (await shop.staff('POST /v1/attachments', draft)).body.id;
    const others = await upload(two);
    const answer = await one.call('POST /v1/livechat/messages', { id: 'a', attachmentIds: [announced, others, agents, 'nothing'] });
    expect(answer).toMatchObject({ status: 422, body: { errors: [0, 1, 2, 3].map((n) => ({ path: `attachmentIds.${n}` })) } });
  });

  it.each([
    ['a type that a browser would run', { ...draft, type: 'text/html' }, 400],
    ['no name', { ...draft, name: '' }, 400],
    ['a path', { ...draft, name: '../x.png' }, 400],
    ['nothing', { ...draft, size: 0 }, 400],
    ['more than 10 MB', { ...draft, size: 10 * 1024 * 1024 + 1 }, 413],
  ])('of %s are refused', async (_, given, status) => {
    expect((await (await shop.visitor()).call('POST /v1/livechat/attachments', given)).status).toBe(status);
  });
});

it('no body makes an error of ours', async () => {
  shop = await livechatShop({ LIVECHAT_POSTS_PER_VISITOR: '100000', LIVECHAT_POSTS_PER_ADDRESS: '100000', LIVECHAT_SESSIONS_PER_ADDRESS: '100000' });
  const visitor = await shop.visitor();
  const members = ['originId', 'token', 'identity', 'name', 'email', 'answers', 'id', 'text', 'attachmentIds', 'delivered', 'read', 'type', 'size'];
  const value = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
    fc.constantFrom('"\\ud83d"', '"\\u0000"', '1e400', '[[[[[]]]]]', `"${shop.origin.id}"`),
  );
  const object = fc
    .array(fc.tuple(fc.constantFrom(...members), value), { maxLength: 5 })
    .map((pairs) => `{${pairs.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`);
  const paths = ['sessions', 'messages', 'acks', 'attachments', 'socket-tickets'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(object, fc.json(), fc.string()), async (path, raw) => {
      const { status } = await shop.asVisitor(`POST /v1/livechat/${path}`, { token: visitor.session.token, raw });
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 1_000 },
  );
}, 60_000);
