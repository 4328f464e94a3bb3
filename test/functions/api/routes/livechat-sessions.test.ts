import { beforeEach, describe, expect, it } from 'vitest';
import { TableUnavailable, TransactionRefused } from '../../../../domain/table/port.ts';
import { createHarness } from '../harness.ts';
import { identityOf, livechatShop, PAGE } from './livechat-shop.ts';

let shop: Awaited<ReturnType<typeof livechatShop>>;
beforeEach(async () => {
  shop = await livechatShop();
});

describe('a session', () => {
  it('starts a conversation, and its token continues it', async () => {
    const first = await shop.start({ name: 'Mia' });
    expect(first).toMatchObject({ status: 201, body: { resumed: false, position: '0.0' } });
    const again = await shop.start({ token: first.body.token });
    expect(again.body).toMatchObject({ resumed: true, conversationId: first.body.conversationId });
    expect((await shop.start()).body.conversationId).not.toBe(first.body.conversationId);
  });

  it.each([undefined, 'https://evil.example', 'null', 'https://www.shop.example'])('is refused to a page at %s', async (origin) => {
    const body = { originId: shop.origin.id };
    const answer = await shop.harness.call('POST /v1/livechat/sessions', { body, ...(origin === undefined ? {} : { headers: { origin } }) });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('is a 404 for an origin that is none of a chat', async () => {
    const credentials = { signingSecret: 'secret-of-api' };
    const other = (await shop.staff('POST /v1/origins', { channel: 'api', name: 'API', credentials })).body;
    for (const originId of [other.id, 'nobody']) expect((await shop.start({ originId })).status).toBe(404);
    await shop.harness.deps.vault.delete(`${shop.world.tenantId}/origins/${shop.origin.id}`);
    shop.harness.pass(10_000);
    expect((await shop.start()).status).toBe(404);
  });

  it('with a token of another origin, or of nobody, is a new one', async () => {
    const credentials = { allowedDomains: ['shop.example'], identitySecret: 'another secret' };
    const other = (await shop.staff('POST /v1/origins', { channel: 'livechat', name: 'Other', credentials })).body;
    const { token } = (await shop.start({ originId: other.id })).body;
    for (const bad of [token, 'nonsense', shop.world.adminToken]) expect((await shop.start({ token: bad })).body).toMatchObject({ resumed: false });
  });

  it('keeps name, address and answers until others are told', async () => {
    const first = await shop.visitor({ name: 'Mia', email: 'mia@post.example' });
    await first.say('a', 'hello');
    expect((await shop.staff(`GET /v1/tickets/${first.ticketId}`)).body.author).toMatchObject({ name: 'Mia', handle: 'mia@post.example' });
    const second = await shop.visitor({ token: first.session.token, name: 'Mia Rossi' });
    await second.say('b', 'hello');
    const [, newest] = (await shop.staff(`GET /v1/tickets/${first.ticketId}/messages`)).body.items;
    expect(newest.author).toMatchObject({ name: 'Mia Rossi', handle: 'mia@post.example' });
  });
});

describe('a person whom the business has signed in', () => {
  it('has one conversation on every device, which begins with the anonymous one of the first', async () => {
    const anonymous = await shop.visitor();
    await anonymous.say('a', 'before I signed in');
    const phone = await shop.visitor({ token: anonymous.session.token, identity: identityOf('user-7') });
    expect(phone.session).toMatchObject({ resumed: true, conversationId: anonymous.session.conversationId });
    const desk = await shop.visitor({ identity: identityOf('user-7') });
    expect(desk.session.conversationId).toBe(anonymous.session.conversationId);
    expect((await desk.updates()).items).toMatchObject([{ text: 'before I signed in' }]);
    const known = await shop.visitor({ token: desk.session.token });
    expect(known.session.resumed).toBe(true);
  });

  it('ends the anonymous token, so that the next user of the computer reads nothing', async () => {
    const anonymous = await shop.visitor();
    await shop.visitor({ token: anonymous.session.token, identity: identityOf('user-7') });
    expect((await anonymous.call('GET /v1/livechat/updates')).status).toBe(401);
    expect((await shop.visitor({ token: anonymous.session.token })).session).toMatchObject({ resumed: false });
  });

  it('does not take over the conversation of another person', async () => {
    const first = await shop.visitor({ identity: identityOf('user-7') });
    expect(first.session.resumed).toBe(false);
    const second = await shop.visitor({ token: first.session.token, identity: identityOf('user-8') });
    expect(second.session.conversationId).not.toBe(first.session.conversationId);
    expect((await first.call('GET /v1/livechat/updates')).status).toBe(200);
  });

  it('is the same when two devices start at once', async () => {
    const both = await Promise.all([shop.start({ identity: identityOf('user-9') }), shop.start({ identity: identityOf('user-9') })]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both[0].body.conversationId).toBe(both[1].body.conversationId);
  });

  it.each([
    ['another secret', identityOf('user-7', 'some other secret')],
    ['another id', { ...identityOf('user-7'), id: 'user-8' }],
    ['no hex', { id: 'user-7', hash: 'z'.repeat(64) }],
    ['cut short', { id: 'user-7', hash: identityOf('user-7').hash.slice(0, 62) }],
  ])('is not believed with a hash of %s', async (_, identity) => expect((await shop.start({ identity })).status).toBe(403));

  it('is believed with the previous secret for a day', async () => {
    await shop.staff(`PATCH /v1/origins/${shop.origin.id}`, { credentials: { identitySecret: 'a new secret' } });
    expect((await shop.start({ identity: identityOf('user-7') })).status).toBe(201);
    shop.harness.pass(25 * 3_600_000);
    expect((await shop.start({ identity: identityOf('user-7') })).status).toBe(403);
    expect((await shop.start({ identity: identityOf('user-7', 'a new secret') })).status).toBe(201);
  });
});

describe('a session that others are in the way of', () => {
  const inTheWay = () => {
    const { table, deps } = shop.harness;
    const refuse = () => Promise.reject(new TransactionRefused([{ index: 0, reason: 'condition' }]));
    return createHarness({ deps: { ...deps, tableOf: () => ({ ...table, transact: refuse }) } });
  };
  const given = () => ({ headers: { origin: PAGE }, body: { originId: shop.origin.id, identity: identityOf('user-7') } });

  it('is a 409 after some rounds', async () => {
    expect(await inTheWay().call('POST /v1/livechat/sessions', given())).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  it('is a 503 when the table is away', async () => {
    const { table, deps } = shop.harness;
    const away = createHarness({ deps: { ...deps, tableOf: () => ({ ...table, transact: () => Promise.reject(new TableUnavailable('away')) }) } });
    expect((await away.call('POST /v1/livechat/sessions', given())).status).toBe(503);
  });
});

describe('a visitor’s token', () => {
  it('opens nothing of staff, and theirs nothing of visitors', async () => {
    const { session } = await shop.visitor();
    for (const target of ['GET /v1/tickets', 'GET /v1/me', 'POST /v1/socket-tickets'])
      expect((await shop.harness.call(target, { token: session.token, body: {} })).status, target).toBe(401);
    expect((await shop.asVisitor('GET /v1/livechat/updates', { token: shop.world.adminToken })).status).toBe(401);
    expect((await shop.asVisitor('GET /v1/livechat/updates')).status).toBe(401);
  });

  it('works from an allowed page only; a page’s own reads have no origin', async () => {
    const { session } = await shop.visitor();
    const call = (target: string, headers: Record<string, string>) =>
      shop.harness.call(target, { token: session.token, headers, body: { id: 'a', text: 'x' } });
    expect((await call('GET /v1/livechat/updates', {})).status).toBe(200);
    expect((await call('GET /v1/livechat/updates', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await call('POST /v1/livechat/messages', {})).status).toBe(403);
    expect((await call('POST /v1/livechat/messages', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await call('POST /v1/livechat/messages', { origin: PAGE })).status).toBe(201);
  });

  it('ends with its origin', async () => {
    const visitor = await shop.visitor();
    await shop.staff(`DELETE /v1/origins/${shop.origin.id}`);
    shop.harness.pass(10_000);
    expect((await visitor.call('GET /v1/livechat/updates')).status).toBe(401);
  });

  it('gets an address for a socket', async () => {
    const visitor = await shop.visitor();
    const { status, body } = await visitor.call('POST /v1/livechat/socket-tickets', {});
    expect([status, body.url]).toEqual([201, expect.stringMatching(/^wss:\/\/sockets\.test\/\?ticket=[\w-]{43}$/)]);
  });
});

describe('abuse', () => {
  it('of one visitor is stopped, and others go on', async () => {
    shop = await livechatShop({ LIVECHAT_POSTS_PER_VISITOR: '3' });
    const [loud, quiet] = [await shop.visitor(), await shop.visitor()];
    for (let n = 0; n < 3; n += 1) expect((await loud.say(`m${n}`, 'x')).status).toBe(201);
    expect(await loud.say('m4', 'x')).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect((await loud.call('GET /v1/livechat/updates')).status).toBe(200);
    expect((await quiet.say('a', 'x')).status).toBe(201);
    shop.harness.pass(61_000);
    expect((await loud.say('m4', 'x')).status).toBe(201);
  });

  it('from one address is stopped, whoever posts', async () => {
    shop = await livechatShop({ LIVECHAT_POSTS_PER_ADDRESS: '2' });
    const [one, two] = [await shop.visitor(), await shop.visitor()];
    await one.say('a', 'x');
    await two.say('a', 'x');
    const answer = await one.say('b', 'x');
    expect([answer.status, Number(answer.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
  });

  it('by sessions without end is stopped', async () => {
    shop = await livechatShop({ LIVECHAT_SESSIONS_PER_ADDRESS: '2' });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await shop.start()).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect((await shop.start({}, { address: '192.0.2.77' })).status).toBe(201);
  });
});

describe('a page of another host', () => {
  it('may ask before it calls, and read the answers', async () => {
    const asked = await shop.harness.call('OPTIONS /v1/livechat/messages', { headers: { origin: PAGE, 'access-control-request-method': 'POST' } });
    expect(asked).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST, PUT',
        'access-control-allow-headers': 'authorization, content-type, x-correlation-id',
      },
    });
    const refused = await shop.asVisitor('GET /v1/livechat/updates');
    expect(refused).toMatchObject({ status: 401, headers: { 'access-control-allow-origin': '*' } });
    expect(refused.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('may not do so with the rest of the API', async () => {
    const asked = await shop.harness.call('OPTIONS /v1/tickets', { headers: { origin: PAGE } });
    expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([405, undefined]);
    expect((await shop.staff('GET /v1/tickets')).headers).not.toHaveProperty('access-control-allow-origin');
  });
});
