import { beforeEach, describe, expect, it } from 'vitest';
import { CUSTOM_FIELD_TEXT, CUSTOM_FIELDS } from '../../../../domain/limits.ts';
import { verifyTicket } from '../../../../domain/support/tickets/verify-ticket.ts';
import { TableUnavailable } from '../../../../domain/table/port.ts';
import { createHarness } from '../harness.ts';
import { livechatShop, PAGE } from './livechat-shop.ts';

let shop: Awaited<ReturnType<typeof livechatShop>>;
type TestVisitor = Awaited<ReturnType<typeof shop.visitor>>;
beforeEach(async () => {
  shop = await livechatShop();
});

const rate = (visitor: TestVisitor, body: object) => visitor.call('PUT /v1/livechat/rating', body);
const setStatus = (visitor: TestVisitor, status: string, ticketId = visitor.ticketId) => shop.staff(`PATCH /v1/tickets/${ticketId}`, { status });
const ticketOf = async (visitor: TestVisitor) => (await shop.staff(`GET /v1/tickets/${visitor.ticketId}`)).body;
/** A visitor whose chat has ended. */
const ended = async (status = 'solved'): Promise<TestVisitor> => {
  const visitor = await shop.visitor({ name: 'Mia' });
  await visitor.say('a', 'Where is my parcel?');
  await setStatus(visitor, status);
  return visitor;
};
const DAY_MS = 24 * 3_600_000;

describe('the state of a chat', () => {
  it('is open before the first message and while the agent works', async () => {
    const visitor = await shop.visitor();
    const open = { state: 'open', endedAt: null, rating: null, canRate: false };
    expect((await visitor.updates()).chat).toEqual({ ...open, revision: 0 });
    await visitor.say('a', 'hello');
    expect((await visitor.updates()).chat).toMatchObject(open);
    await shop.reply(visitor, 'hello');
    expect((await visitor.updates()).chat).toMatchObject(open);
  });

  it.each(['solved', 'closed'])('is ended when the agent has %s the ticket, and open when the visitor writes again', async (status) => {
    const visitor = await ended(status);
    const { chat } = await visitor.updates();
    expect(chat).toMatchObject({ state: 'ended', endedAt: (await ticketOf(visitor)).resolvedAt, rating: null, canRate: true });
    await visitor.say('b', 'It is still missing');
    const again = (await visitor.updates()).chat;
    expect(again).toMatchObject({ state: 'open', endedAt: null, canRate: false });
    expect(again.revision).toBeGreaterThan(chat.revision);
  });

  it('is open when the agent reopens it', async () => {
    const visitor = await ended();
    await setStatus(visitor, 'working');
    expect((await visitor.updates()).chat.state).toBe('open');
  });

  it('is open after the ticket was merged into one of another visitor', async () => {
    const [visitor, other] = [await shop.visitor(), await shop.visitor()];
    await visitor.say('a', 'me');
    await other.say('a', 'me too');
    expect((await shop.staff(`POST /v1/tickets/${visitor.ticketId}/merge`, { intoId: other.ticketId })).status).toBeLessThan(300);
    expect((await visitor.updates()).chat.state).toBe('open');
    expect((await rate(visitor, { stars: 1 })).status).toBe(409);
  });
});

describe('a rating', () => {
  it.each(['solved', 'closed'])('of a %s ticket is on the ticket and in its log, and reopens and opens nothing', async (status) => {
    const visitor = await ended(status);
    const before = await ticketOf(visitor);
    const answer = await rate(visitor, { stars: 4, comment: '  Quick and friendly ' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'ended', rating: { stars: 4, comment: 'Quick and friendly' }, canRate: true } });
    expect((await visitor.updates()).chat).toEqual(answer.body);
    const after = await ticketOf(visitor);
    expect(after).toMatchObject({ status, rating: { stars: 4, comment: 'Quick and friendly' }, version: before.version, reopenCount: 0 });
    expect((await shop.staff('GET /v1/tickets?status=created,working,solved,closed')).body.items).toHaveLength(1);
    const { items } = (await shop.staff(`GET /v1/tickets/${visitor.ticketId}/log`)).body;
    expect(items.find(({ changes }: { changes: { field: string }[] }) => changes.some(({ field }) => field === 'rating'))).toMatchObject({
      by: { type: 'customer' },
      changes: [{ field: 'rating', from: null, to: { stars: 4, comment: 'Quick and friendly' } }],
    });
    expect(await verifyTicket(shop.harness.table, shop.world.tenantId, visitor.ticketId)).toEqual([]);
  });

  it('can be changed for a day from the first one, and not after that', async () => {
    const visitor = await ended();
    const rated = async () => (await ticketOf(visitor)).rating;
    await rate(visitor, { stars: 2, comment: 'Slow' });
    const { createdAt } = await rated();
    shop.harness.pass(DAY_MS - 60_000);
    expect(await rate(visitor, { stars: 5 })).toMatchObject({ status: 200, body: { rating: { stars: 5, comment: null } } });
    expect(await rated()).toEqual({ stars: 5, comment: null, createdAt });
    shop.harness.pass(60_000);
    expect(await rate(visitor, { stars: 1 })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await visitor.updates()).chat).toMatchObject({ rating: { stars: 5 }, canRate: false });
    expect(await verifyTicket(shop.harness.table, shop.world.tenantId, visitor.ticketId)).toEqual([]);
  });

  it('that is the same again changes nothing', async () => {
    const visitor = await ended();
    const first = (await rate(visitor, { stars: 3 })).body;
    expect((await rate(visitor, { stars: 3 })).body).toEqual(first);
    const { items } = (await shop.staff(`GET /v1/tickets/${visitor.ticketId}/log`)).body;
    expect(items.filter(({ changes }: { changes: { field: string }[] }) => changes.some(({ field }) => field === 'rating'))).toHaveLength(1);
  });

  it('belongs to its own ticket: the next one has none', async () => {
    const visitor = await ended('closed');
    await rate(visitor, { stars: 5 });
    const next = `${visitor.threadId}.${(await visitor.say('b', 'Another question')).body.number}`;
    await setStatus(visitor, 'solved', next);
    expect((await visitor.updates()).chat).toMatchObject({ state: 'ended', rating: null, canRate: true });
    await rate(visitor, { stars: 1 });
    expect((await shop.staff(`GET /v1/tickets/${next}`)).body.rating).toMatchObject({ stars: 1 });
    expect((await ticketOf(visitor)).rating).toMatchObject({ stars: 5 });
  });

  it('of a chat that is open, or that nobody has begun, is a 409', async () => {
    const visitor = await shop.visitor();
    expect((await rate(visitor, { stars: 5 })).status).toBe(409);
    await visitor.say('a', 'hello');
    expect(await rate(visitor, { stars: 5 })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await ticketOf(visitor)).rating).toBeNull();
  });

  it('runs no rule', async () => {
    await shop.staff('POST /v1/rules', {
      name: 'Reopen',
      event: 'ticket.updated',
      condition: { field: 'rating.stars', op: 'lt', value: 3 },
      actions: [{ type: 'set', field: 'status', value: 'working' }],
    });
    const visitor = await ended();
    await rate(visitor, { stars: 1 });
    expect((await ticketOf(visitor)).status).toBe('solved');
  });

  it.each([
    ['no stars', {}],
    ['six stars', { stars: 6 }],
    ['half a star', { stars: 0.5 }],
    ['a long comment', { stars: 1, comment: 'x'.repeat(1_001) }],
    ['a ticket', { stars: 1, ticketId: 'x' }],
    ['a tenant', { stars: 1, tenantId: 'x' }],
  ])('with %s is a 400, and nothing is stored', async (_, body) => {
    const visitor = await ended();
    expect((await rate(visitor, body)).status).toBe(400);
    expect((await ticketOf(visitor)).rating).toBeNull();
  });

  it('whose comment has no room in the ticket is a 422; the stars alone are kept', async () => {
    const visitor = await shop.visitor();
    await visitor.say('a', 'hello');
    const fill = (fields: number) => {
      const customFields = Object.fromEntries(Array.from({ length: fields }, (_, n) => [`f${n}`, 'x'.repeat(CUSTOM_FIELD_TEXT - 20)]));
      return shop.staff(`PATCH /v1/tickets/${visitor.ticketId}`, { customFields });
    };
    let fields = 20;
    while ((await fill(fields)).status === 200) fields += 1;
    expect(fields).toBeLessThan(CUSTOM_FIELDS);
    await setStatus(visitor, 'solved');
    expect(await rate(visitor, { stars: 2, comment: 'x'.repeat(1_000) })).toMatchObject({ status: 422, body: { errors: [{ path: 'comment' }] } });
    expect((await rate(visitor, { stars: 2 })).status).toBe(200);
  });

  it('of another visitor’s chat is impossible: the token names the conversation', async () => {
    const [one, two] = [await ended(), await shop.visitor()];
    await two.say('a', 'mine is open');
    expect((await rate(two, { stars: 1 })).status).toBe(409);
    expect((await ticketOf(one)).rating).toBeNull();
    expect((await shop.asVisitor('PUT /v1/livechat/rating', { body: { stars: 1 } })).status).toBe(401);
    expect((await shop.staff('PUT /v1/livechat/rating', { stars: 1 })).status).toBe(401);
    expect(
      (await shop.asVisitor('PUT /v1/livechat/rating', { token: one.session.token, headers: { origin: 'https://evil.example' }, body: { stars: 1 } })).status,
    ).toBe(403);
  });

  it('is a 503 when the table is away, and is there after that', async () => {
    const visitor = await ended();
    const { table, deps } = shop.harness;
    const broken = createHarness({ deps: { ...deps, tableOf: () => ({ ...table, transact: () => Promise.reject(new TableUnavailable('away')) }) } });
    const call = { token: visitor.session.token, headers: { origin: PAGE }, body: { stars: 5 } };
    expect(await broken.call('PUT /v1/livechat/rating', call)).toMatchObject({ status: 503, headers: { 'access-control-allow-origin': '*' } });
    expect((await ticketOf(visitor)).rating).toBeNull();
    expect((await rate(visitor, { stars: 5 })).status).toBe(200);
  });
});
