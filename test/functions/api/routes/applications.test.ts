import { beforeAll, describe, expect, it } from 'vitest';
import { CHAT_TEXT } from '../../../../domain/limits.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

let harness: Harness;
let world: World;
let user: { readonly id: string; readonly token: string };
let app: string;

const call = (target: string, body?: unknown, token = user.token, headers: Record<string, string> = {}) =>
  harness.call(target, { token, headers, ...(body === undefined ? {} : { body }) });

beforeAll(async () => {
  harness = createHarness();
  world = await harness.tenant();
  user = await world.person('user');
  app = `/v1/applications/${String((await call('POST /v1/applications', { name: 'Courier' }, world.adminToken)).body.token)}`;
});

describe('applications', () => {
  it('are made and renamed by admins; the audit tells it', async () => {
    const made = await call('POST /v1/applications', { name: ' Shop ' }, world.adminToken);
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ token: expect.stringMatching(/^[\w-]{43}$/), name: 'Shop', chatsCount: 0, linkPreviews: true, createdAt: expect.any(String) });
    const path = `/v1/applications/${String(made.body.token)}`;
    expect((await call(`PATCH ${path}`, { name: 'Shops' }, world.adminToken)).body).toEqual({ ...made.body, name: 'Shops' });
    expect((await call(`GET ${path}`)).body).toEqual({ ...made.body, name: 'Shops' });
    const { items } = (await call('GET /v1/audit', undefined, world.adminToken)).body;
    expect(items).toContainEqual(
      expect.objectContaining({ object: { type: 'application', id: made.body.token }, changes: [{ field: 'name', from: 'Shop', to: 'Shops' }] }),
    );
    expect((await call('GET /v1/applications', undefined, world.adminToken)).body.items[0]).toEqual({ ...made.body, name: 'Shops' });
    expect((await call(`PATCH ${path}`, { linkPreviews: false }, world.adminToken)).body).toEqual({ ...made.body, name: 'Shops', linkPreviews: false });
    expect((await call('GET /v1/audit', undefined, world.adminToken)).body.items).toContainEqual(
      expect.objectContaining({ changes: [{ field: 'linkPreviews', from: null, to: false }] }),
    );
    expect((await call(`PATCH ${path}`, { linkPreviews: true }, world.adminToken)).body).toEqual({ ...made.body, name: 'Shops' });
  });

  it.each([{}, { name: '' }, { name: ' ' }, { name: 'x'.repeat(201) }, { name: 'x', token: 'mine' }, []])('%j is none', async (body) => {
    expect((await call('POST /v1/applications', body, world.adminToken)).status).toBe(400);
  });

  it('answer the same key with the same application', async () => {
    const once = { 'idempotency-key': 'app' };
    const [one, two] = [
      await call('POST /v1/applications', { name: 'A' }, world.adminToken, once),
      await call('POST /v1/applications', { name: 'A' }, world.adminToken, once),
    ];
    expect([two.status, two.body, two.headers['idempotency-replayed']]).toEqual([201, one.body, 'true']);
    expect((await call('POST /v1/applications', { name: 'B' }, world.adminToken, once)).status).toBe(422);
  });

  it('are listed page by page, both ways', async () => {
    const other = await harness.tenant();
    for (const name of ['a', 'b', 'c']) await call('POST /v1/applications', { name }, other.adminToken);
    const names = async (query: string) => {
      const seen: string[] = [];
      for (let cursor = ''; ; ) {
        const { body } = await call(`GET /v1/applications?limit=2${query}${cursor}`, undefined, other.adminToken);
        seen.push(...body.items.map((one: { name: string }) => one.name));
        if (body.nextCursor === null) return seen.join('');
        cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
      }
    };
    expect([await names(''), await names('&order=desc'), await names('&order=asc')]).toEqual(['cba', 'cba', 'abc']);
  });
});

describe('chats and messages', () => {
  it('get their numbers in the answer, and are counted exactly', async () => {
    const chat = await call(`POST ${app}/chats`);
    expect(chat.status).toBe(201);
    expect(chat.body).toMatchObject({ number: 1, name: null, messagesCount: 0, conversationId: expect.stringMatching(/^c\./) });
    expect((await call(`POST ${app}/chats`, { name: 'Route 7' })).body).toMatchObject({ number: 2, name: 'Route 7' });
    const said = await call(`POST ${app}/chats/1/messages`, { body: ' hello ' });
    expect([said.status, said.body]).toEqual([
      201,
      {
        number: 1,
        body: ' hello ',
        senderId: user.id,
        createdAt: expect.any(String),
        editedAt: null,
        deleted: false,
        hidden: false,
        inReplyTo: null,
        threadOf: null,
        replyCount: 0,
        lastReplyAt: null,
        mentions: [],
        attachments: [],
        reactions: [],
      },
    ]);
    expect((await call(`POST ${app}/chats/1/messages`, { body: 'hi' })).body.number).toBe(2);
    expect((await call(`GET ${app}/chats/1`)).body.messagesCount).toBe(2);
    expect((await call(`GET ${app}`)).body.chatsCount).toBe(2);
    expect((await call(`PATCH ${app}/chats/1`, { name: 'Orders' })).body).toMatchObject({ name: 'Orders', messagesCount: 2 });
    expect((await call(`GET ${app}/chats`)).body.items).toMatchObject([{ number: 2 }, { number: 1, messagesCount: 2 }]);
    expect((await call(`GET ${app}/chats?order=asc&limit=1`)).body).toMatchObject({ items: [{ number: 1 }], nextCursor: expect.any(String) });
    expect((await call(`GET ${app}/chats/1/messages`)).body.items).toMatchObject([{ number: 2 }, { number: 1, body: ' hello ' }]);
    expect((await call(`GET ${app}/chats/1/messages?order=asc`)).body.items).toMatchObject([{ number: 1 }, { number: 2 }]);
  });

  it('of one key are written once, with the same number', async () => {
    const chat = `${app}/chats/${String((await call(`POST ${app}/chats`)).body.number)}`;
    const once = { 'idempotency-key': 'line-1' };
    const both = await Promise.all([1, 2].map(() => call(`POST ${chat}/messages`, { body: 'once' }, user.token, once)));
    const later = await call(`POST ${chat}/messages`, { body: 'once' }, user.token, once);
    for (const { status, body } of [...both, later]) expect([status, body]).toEqual([201, both[0]?.body]);
    expect(later.body.body).toBe('once');
    expect((await call(`GET ${chat}`)).body.messagesCount).toBe(1);
    expect((await call(`POST ${chat}/messages`, { body: 'twice' }, user.token, once)).status).toBe(422);
    // The key belongs to its caller and its path.
    expect((await call(`POST ${chat}/messages`, { body: 'twice' }, (await world.person('user')).token, once)).body.number).toBe(2);
    expect((await call(`POST ${app}/chats/1/messages`, { body: 'once' }, user.token, once)).headers['idempotency-replayed']).toBeUndefined();
  });

  it('are edited with their history and deleted by their author', async () => {
    const chat = `${app}/chats/${String((await call(`POST ${app}/chats`)).body.number)}`;
    await call(`POST ${chat}/messages`, { body: 'helo' });
    const edited = await call(`PATCH ${chat}/messages/1`, { body: 'hello' });
    expect([edited.status, edited.body]).toMatchObject([200, { number: 1, body: 'hello', editedAt: expect.any(String) }]);
    const mention = { body: `@[${user.id}] and @[nobody]`, mentions: [user.id] };
    expect((await call(`POST ${chat}/messages`, mention)).body).toMatchObject({ mentions: [user.id], inReplyTo: null });
    expect((await call(`POST ${chat}/messages`, { body: 'x', mentions: ['nobody'] })).status).toBe(422);
    const heart = `${chat}/messages/1/reactions/${encodeURIComponent('❤')}`;
    expect((await call(`PUT ${heart}`)).body.reactions).toEqual([{ emoji: '❤️', count: 1, mine: true }]);
    expect((await call(`GET ${chat}/messages/1`)).body.reactions).toEqual([{ emoji: '❤️', count: 1, mine: true }]);
    expect((await call(`DELETE ${heart}`)).body.reactions).toEqual([]);
    expect((await call(`GET ${chat}/messages/1`)).body).toMatchObject({ body: 'hello', edits: [{ body: 'helo', at: edited.body.createdAt }] });
    const other = (await world.person('user')).token;
    expect([(await call(`PATCH ${chat}/messages/1`, { body: 'x' }, other)).status, (await call(`DELETE ${chat}/messages/1`, undefined, other)).status]).toEqual(
      [403, 403],
    );
    for (const _again of [1, 2]) expect((await call(`DELETE ${chat}/messages/1`)).status).toBe(204);
    expect((await call(`GET ${chat}/messages/1`)).body).toMatchObject({ body: null, deleted: true, edits: [] });
    expect((await call(`PATCH ${chat}/messages/1`, { body: 'back' })).status).toBe(409);
    // Admins of the tenant moderate.
    const hide = (token: string) => call(`PATCH ${chat}/messages/2`, { hidden: true }, token);
    expect([(await hide(user.token)).status, (await hide(other)).status, (await hide(world.adminToken)).status]).toEqual([403, 403, 200]);
    const seen = async (token: string) => (await call(`GET ${chat}/messages/2`, undefined, token)).body.body;
    expect([await seen(user.token), await seen(world.adminToken)]).toEqual([null, mention.body]);
    expect((await call(`GET ${chat}/messages?limit=1`)).body.items).toMatchObject([{ number: 2, body: null, hidden: true }]);
    expect((await call(`DELETE ${chat}/messages/2`, undefined, world.adminToken)).status).toBe(204);
    expect((await call(`GET ${chat}`)).body.messagesCount).toBe(2);
  });

  it.each([{}, { body: '' }, { body: ' \n' }, { body: 7 }, { body: 'x'.repeat(CHAT_TEXT + 1) }, { text: 'x' }, []])('%j is no message', async (body) => {
    expect((await call(`POST ${app}/chats/1/messages`, body)).status).toBe(400);
    expect((await call(`PATCH ${app}/chats/1/messages/1`, body)).status).toBe(400);
  });

  it('are searched, by at most 500 characters', async () => {
    expect((await call(`GET ${app}/chats/1/messages/search?q=hello`)).body).toEqual({ items: [], nextCursor: null });
    for (const query of ['', '?q=', '?q=%20', `?q=${'x'.repeat(501)}`, '?q=a&order=asc'])
      expect((await call(`GET ${app}/chats/1/messages/search${query}`)).status).toBe(400);
    for (const path of [`${app}/chats/999`, `/v1/applications/${'x'.repeat(43)}/chats/1`])
      expect((await call(`GET ${path}/messages/search?q=a`)).status).toBe(404);
  });

  it('of the greatest length are taken', async () => {
    expect((await call(`POST ${app}/chats/1/messages`, { body: 'é'.repeat(CHAT_TEXT) })).status).toBe(201);
  });
});

describe('what is not there', () => {
  const everywhere = (at: string) => [
    `GET ${at}`,
    `PATCH ${at}`,
    `GET ${at}/messages`,
    `POST ${at}/messages`,
    `GET ${at}/messages/1`,
    `GET ${at}/messages/search?q=x`,
    `PATCH ${at}/messages/1`,
    `DELETE ${at}/messages/1`,
  ];
  const bodyOf = (target: string) => (/^(POST|PATCH)/.test(target) ? (target.includes('/messages') ? { body: 'x' } : { name: 'x' }) : undefined);

  it.each(['0', '-1', '1e99', 'abc', '1.5', '99999999999', '%20'])('the number %s is a 400', async (number) => {
    for (const target of everywhere(`${app}/chats/${number}`)) expect((await call(target, bodyOf(target))).status, target).toBe(400);
    for (const verb of ['GET', 'PATCH', 'DELETE'])
      expect((await call(`${verb} ${app}/chats/1/messages/${number}`, bodyOf(`${verb} /messages`))).status).toBe(400);
  });

  it('is a 404: a chat, a message, an application', async () => {
    for (const target of everywhere(`${app}/chats/999`)) expect((await call(target, bodyOf(target))).status, target).toBe(404);
    for (const verb of ['GET', 'PATCH', 'DELETE']) expect((await call(`${verb} ${app}/chats/1/messages/999`, bodyOf(`${verb} /messages`))).status).toBe(404);
    for (const token of ['x', 'x'.repeat(43)]) {
      const other = `/v1/applications/${token}`;
      for (const target of [...everywhere(`${other}/chats/1`), `GET ${other}`, `GET ${other}/chats`, `POST ${other}/chats`])
        expect((await call(target, bodyOf(target))).status, target).toBe(404);
      expect((await call(`PATCH ${other}`, { name: 'x' }, world.adminToken)).status).toBe(404);
    }
  });

  it('is what belongs to another tenant', async () => {
    const { adminToken } = await harness.tenant();
    for (const target of [...everywhere(`${app}/chats/1`), `GET ${app}`, `PATCH ${app}`, `GET ${app}/chats`, `POST ${app}/chats`])
      expect((await call(target, bodyOf(target), adminToken)).status, target).toBe(404);
    expect((await call('GET /v1/applications', undefined, adminToken)).body.items).toEqual([]);
  });

  it('is a page with a cursor of another chat', async () => {
    for (let n = 0; n < 2; n += 1) await call(`POST ${app}/chats/2/messages`, { body: 'x' });
    const { nextCursor } = (await call(`GET ${app}/chats/2/messages?limit=1`)).body;
    expect((await call(`GET ${app}/chats/2/messages?limit=1&cursor=${encodeURIComponent(nextCursor)}`)).body.items).toHaveLength(1);
    expect((await call(`GET ${app}/chats/1/messages?limit=1&cursor=${encodeURIComponent(nextCursor)}`)).status).toBe(400);
  });
});
