import { beforeAll, describe, expect, it } from 'vitest';
import { GROUP_MEMBERS } from '../../../../domain/limits.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

let harness: Harness;
let world: World;
interface Person {
  readonly id: string;
  readonly token: string;
}
let ann: Person;
let bob: Person;
let eve: Person;

const call = (target: string, { token }: { readonly token: string }, body?: unknown, headers: Record<string, string> = {}) =>
  harness.call(target, { token, headers, ...(body === undefined ? {} : { body }) });

const made = async (more: object = {}): Promise<string> => {
  const { status, body } = await call('POST /v1/groups', ann, { name: 'Friends', memberIds: [bob.id], ...more });
  expect(status).toBe(201);
  return String(body.id);
};

beforeAll(async () => {
  harness = createHarness();
  world = await harness.tenant();
  ann = await world.person('user');
  bob = await world.person('agent');
  eve = await world.person('user');
});

describe('groups', () => {
  it('are made with an id of the client; the same call answers the same, another one is a conflict', async () => {
    const id = crypto.randomUUID();
    const draft = { id, name: 'Friends', description: 'of the shop', memberIds: [bob.id] };
    const [one, two] = [await call('POST /v1/groups', ann, draft), await call('POST /v1/groups', ann, draft)];
    expect([one.status, two.status, two.body]).toEqual([201, 201, one.body]);
    expect(one.body).toMatchObject({ id, conversationId: `g.${id}`, membersCount: 2, role: 'owner', unreadCount: 0, lastMessage: null });
    expect((await call('POST /v1/groups', ann, { ...draft, name: 'Others' })).status).toBe(409);
    expect((await call('POST /v1/groups', eve, draft)).status).toBe(409);
    const once = { 'idempotency-key': 'group' };
    const keyed = await call('POST /v1/groups', ann, { name: 'Keyed' }, once);
    expect((await call('POST /v1/groups', ann, { name: 'Keyed' }, once)).body).toEqual(keyed.body);
    expect((await call('POST /v1/groups', ann, { name: 'Keyed otherwise' }, once)).status).toBe(422);
  });

  it.each([
    {},
    { name: '' },
    { name: 'x', id: 'mine' },
    { name: 'x', memberIds: [1] },
    { name: 'x', owner: 'me' },
    { name: 'x', description: 'x'.repeat(2_001) },
  ])('%j is none', async (body) => expect((await call('POST /v1/groups', ann, body)).status).toBe(400));

  it('have people of the tenant, at most 50,000', async () => {
    const stranger = await (await harness.tenant()).person('user');
    for (const id of [stranger.id, 'nobody']) expect((await call('POST /v1/groups', ann, { name: 'x', memberIds: [id] })).status).toBe(422);
    const memberIds = Array.from({ length: GROUP_MEMBERS }, (_, at) => `person-with-a-long-id-${at}`);
    expect(await call('POST /v1/groups', ann, { name: 'x', memberIds })).toMatchObject({ status: 409, body: { code: 'conflict', current: GROUP_MEMBERS } });
    expect((await call('POST /v1/groups', ann, { name: 'x', memberIds: Array.from({ length: 120_000 }, () => 'x'.repeat(30)) })).status).toBe(413);
  });

  it('do not exist for whoever is no member, an admin of the tenant or a stranger', async () => {
    const id = await made();
    await call(`POST /v1/groups/${id}/messages`, ann, { body: 'hello' });
    const stranger = await harness.tenant();
    for (const token of [eve.token, world.adminToken, stranger.adminToken]) {
      for (const path of ['', '/members', '/messages', '/messages/1']) expect((await call(`GET /v1/groups/${id}${path}`, { token })).status, path).toBe(404);
      expect((await call(`PATCH /v1/groups/${id}`, { token }, { name: 'x' })).status).toBe(404);
      expect((await call(`PATCH /v1/groups/${id}/membership`, { token }, { pinned: true })).status).toBe(404);
      expect((await call(`PATCH /v1/groups/${id}/members/${bob.id}`, { token }, { role: 'admin' })).status).toBe(404);
      for (const method of ['POST', 'DELETE']) expect((await call(`${method} /v1/groups/${id}/invitation`, { token })).status).toBe(404);
      expect((await call(`POST /v1/groups/${id}/messages`, { token }, { body: 'x' })).status).toBe(404);
      expect((await call(`PATCH /v1/groups/${id}/messages/1`, { token }, { body: 'x' })).status).toBe(404);
      expect((await call(`DELETE /v1/groups/${id}/messages/1`, { token })).status).toBe(404);
      expect((await call('POST /v1/acks', { token }, { conversationId: `g.${id}`, number: 1 })).status).toBe(404);
    }
    for (const path of ['no-uuid', crypto.randomUUID()]) expect((await call(`GET /v1/groups/${path}`, ann)).status).toBe(404);
  });

  it('are changed by their owner and admins, and left by members', async () => {
    const id = await made();
    expect((await call(`PATCH /v1/groups/${id}`, bob, { name: 'Mine' })).status).toBe(403);
    expect((await call(`PATCH /v1/groups/${id}/members/${bob.id}`, ann, { role: 'admin' })).body).toEqual({
      userId: bob.id,
      name: 'The agent',
      role: 'admin',
      joinedAt: expect.any(String),
    });
    expect((await call(`PATCH /v1/groups/${id}`, bob, { name: 'Ours', add: [eve.id] })).body).toMatchObject({ name: 'Ours', membersCount: 3, role: 'admin' });
    expect((await call(`PATCH /v1/groups/${id}`, bob, { remove: [ann.id] })).status).toBe(403);
    expect((await call(`PATCH /v1/groups/${id}`, bob, { add: [eve.id], remove: [eve.id] })).status).toBe(422);
    expect((await call(`PATCH /v1/groups/${id}`, eve, { remove: [eve.id] })).body).toMatchObject({ membersCount: 2, role: null });
    expect((await call(`GET /v1/groups/${id}`, eve)).status).toBe(404);
    const listed: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await call(`GET /v1/groups/${id}/members?limit=1${cursor}`, ann);
      listed.push(...body.items.map(({ userId, role }: { userId: string; role: string }) => `${userId} ${role}`));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    expect(listed.sort()).toEqual([`${ann.id} owner`, `${bob.id} admin`].sort());
  });

  it('are joined by an invitation', async () => {
    const id = await made();
    const { status, body } = await call(`POST /v1/groups/${id}/invitation`, ann);
    expect([status, body]).toEqual([201, { invite: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect((await call('POST /v1/groups/join', eve, body)).body).toMatchObject({ id, role: 'member', membersCount: 3 });
    expect((await call('POST /v1/groups/join', { token: (await harness.tenant()).adminToken }, body)).status).toBe(404);
    expect((await call(`DELETE /v1/groups/${id}/invitation`, ann)).status).toBe(204);
    expect((await call('POST /v1/groups/join', { token: world.adminToken }, body)).status).toBe(404);
  });

  it('of many are a job that their maker can follow', async () => {
    const bodies = await Promise.all(Array.from({ length: 1_001 }, () => world.person('user')));
    const { status, body } = await call('POST /v1/groups', ann, { name: 'Many', memberIds: bodies.map(({ id }) => id) });
    expect([status, body]).toEqual([202, { id: expect.any(String), jobId: expect.any(String) }]);
    expect(harness.sent.at(-1)).toMatchObject({
      queueUrl: 'queue:bulk',
      message: { body: JSON.stringify({ job: 'groupMembers', tenantId: world.tenantId, id: body.jobId }) },
    });
    expect((await call(`GET /v1/jobs/${body.jobId}`, ann)).body).toMatchObject({ kind: 'group-members', state: 'running', done: 0, total: 1_001 });
    expect((await call(`GET /v1/jobs/${body.jobId}`, eve)).status).toBe(404);
  });

  it('are muted and pinned by each member for themselves', async () => {
    const id = await made();
    const muted = await call(`PATCH /v1/groups/${id}/membership`, bob, { mutedUntil: '2999-01-01T01:00:00+01:00', pinned: true });
    expect(muted.body).toMatchObject({ mutedUntil: '2999-01-01T00:00:00.000Z', pinned: true });
    expect((await call(`GET /v1/groups/${id}`, ann)).body).toMatchObject({ mutedUntil: null, pinned: false });
    expect((await call(`PATCH /v1/groups/${id}/membership`, bob, { mutedUntil: 'tomorrow' })).status).toBe(400);
    expect((await call('GET /v1/groups?limit=1', bob)).body.items[0]).toMatchObject({ id, pinned: true });
  });

  it('belong to API keys too', async () => {
    const key = await world.key('user');
    const { body } = await call('POST /v1/groups', key, { name: 'Bots', memberIds: [ann.id] });
    expect((await call(`POST /v1/groups/${body.id}/messages`, key, { body: 'beep' })).body).toMatchObject({ number: 1, senderId: key.id });
    expect((await call(`GET /v1/groups/${body.id}/members`, ann)).body.items).toContainEqual({
      userId: key.id,
      name: null,
      role: 'owner',
      joinedAt: expect.any(String),
    });
  });
});

describe('messages and positions', () => {
  it('are written, read, edited, deleted, listed and acknowledged', async () => {
    const id = await made();
    const at = `/v1/groups/${id}/messages`;
    const said = await call(`POST ${at}`, ann, { body: 'helo' }, { 'idempotency-key': 'one' });
    expect([said.status, said.body]).toEqual([
      201,
      {
        number: 1,
        body: 'helo',
        senderId: ann.id,
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
    expect((await call(`POST ${at}`, ann, { body: 'helo' }, { 'idempotency-key': 'one' })).body).toEqual(said.body);
    await call(`POST ${at}`, bob, { body: 'two' });
    await call(`POST ${at}`, ann, { body: 'three' });
    expect((await call(`PATCH ${at}/1`, ann, { body: 'hello' })).body).toMatchObject({ body: 'hello', editedAt: expect.any(String) });
    expect((await call(`GET ${at}/1`, bob)).body.edits).toMatchObject([{ body: 'helo' }]);
    expect((await call(`PATCH ${at}/1`, bob, { body: 'x' })).status).toBe(403);
    expect((await call(`DELETE ${at}/2`, bob)).status).toBe(204);
    const numbers = async (query: string) =>
      (await call(`GET ${at}${query}`, bob)).body.items.map(({ number, body }: { number: number; body: string | null }) => `${number}:${body}`);
    expect([await numbers(''), await numbers('?order=asc')]).toEqual([
      ['3:three', '2:null', '1:hello'],
      ['1:hello', '2:null', '3:three'],
    ]);
    expect((await call(`GET /v1/groups/${id}`, bob)).body).toMatchObject({ messagesCount: 3, unreadCount: 2 });
    const acked = await call('POST /v1/acks', bob, { conversationId: `g.${id}`, number: 1 });
    expect([acked.status, acked.body]).toEqual([200, { conversationId: `g.${id}`, number: 1, cursor: expect.any(String) }]);
    expect((await call('POST /v1/acks', bob, { conversationId: id, cursor: acked.body.cursor })).body).toEqual(acked.body);
    expect((await call(`GET /v1/groups/${id}`, bob)).body.unreadCount).toBe(1);
    for (const body of [{}, { conversationId: id, number: -1 }]) expect((await call('POST /v1/acks', bob, body)).status).toBe(400);
    for (const body of [{ conversationId: id }, { conversationId: id, cursor: 'x' }]) expect((await call('POST /v1/acks', bob, body)).status).toBe(422);
  });

  it('answer others, mention members and take reactions', async () => {
    const id = await made();
    const at = `/v1/groups/${id}/messages`;
    await call(`POST ${at}`, ann, { body: 'lunch?' });
    const once = { 'idempotency-key': 'reply' };
    const draft = { body: `yes, @[${ann.id}] and @[${eve.id}]`, inReplyTo: 1 };
    const said = await call(`POST ${at}`, bob, draft, once);
    expect(said.body).toMatchObject({ number: 2, inReplyTo: 1, mentions: [ann.id], reactions: [] });
    expect((await call(`POST ${at}`, bob, draft, once)).body).toEqual(said.body);
    expect((await call(`POST ${at}`, bob, { body: 'x', inReplyTo: 3 })).status).toBe(422);
    expect((await call(`POST ${at}`, bob, { body: 'x', mentions: [eve.id] })).body.errors).toEqual([
      { path: 'mentions.0', message: 'is not in this conversation' },
    ]);
    expect((await call(`POST ${at}`, bob, { body: 'all', mentions: [ann.id, ann.id] })).body.mentions).toEqual([ann.id]);
    const thumb = `${at}/1/reactions/${encodeURIComponent('👍')}`;
    expect((await call(`PUT ${thumb}`, bob)).body.reactions).toEqual([{ emoji: '👍', count: 1, mine: true }]);
    expect((await call(`PUT ${thumb}`, ann)).body.reactions).toEqual([{ emoji: '👍', count: 2, mine: true }]);
    expect((await call(`DELETE ${thumb}`, ann)).body.reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
    expect((await call(`GET ${at}/1`, bob)).body.reactions).toEqual([{ emoji: '👍', count: 1, mine: true }]);
    expect((await call(`GET ${at}?order=asc&limit=1`, ann)).body.items[0].reactions).toEqual([{ emoji: '👍', count: 1, mine: false }]);
    expect((await call(`PUT ${at}/1/reactions/x`, bob)).status).toBe(422);
    expect((await call(`PUT ${at}/9/reactions/${encodeURIComponent('👍')}`, bob)).status).toBe(404);
    expect((await call(`PUT ${thumb}`, eve)).status).toBe(404);
  });

  it('of directs are those of the two', async () => {
    const { status, body } = await call('POST /v1/directs', ann, { userId: bob.id });
    expect([status, body]).toMatchObject([201, { id: body.conversationId, user: { id: bob.id, name: 'The agent' }, blocked: false }]);
    expect((await call('POST /v1/directs', bob, { userId: ann.id })).body.id).toBe(body.id);
    expect((await call('POST /v1/directs', ann, { userId: 'nobody' })).status).toBe(422);
    const at = `/v1/directs/${body.id}/messages`;
    expect((await call(`POST ${at}`, ann, { body: 'hello' })).body.number).toBe(1);
    expect((await call(`PATCH ${at}/1`, ann, { body: 'Hello' })).status).toBe(200);
    expect((await call(`GET ${at}/1`, bob)).body).toMatchObject({ body: 'Hello', edits: [{ body: 'hello' }] });
    expect((await call('GET /v1/directs', bob)).body.items).toMatchObject([{ id: body.id, unreadCount: 1, lastMessage: { body: 'Hello' } }]);
    for (const path of ['', '/messages', '/messages/1']) expect((await call(`GET /v1/directs/${body.id}${path}`, eve)).status).toBe(404);
    expect((await call(`PATCH /v1/directs/${body.id}`, bob, { blocked: true, pinned: true })).body).toMatchObject({ blocked: true, pinned: true });
    expect((await call(`POST ${at}`, ann, { body: 'x' })).status).toBe(403);
    expect((await call(`GET /v1/directs/${body.id}`, ann)).body.blocked).toBe(false);
    expect((await call(`PATCH /v1/directs/${body.id}`, bob, { blocked: false })).body.blocked).toBe(false);
    expect((await call(`DELETE ${at}/1`, ann)).status).toBe(204);
    expect((await call(`GET ${at}`, bob)).body.items).toMatchObject([{ number: 1, body: null, deleted: true }]);
  });
});

describe('attachments', () => {
  const announced = async (by: Person): Promise<string> => {
    const { status, body } = await call('POST /v1/attachments', by, { name: 'plan.pdf', type: 'application/pdf', size: 3 });
    expect(status).toBe(201);
    harness.uploaded.set(`T/${world.tenantId}/attachments/${body.id}`, { body: Buffer.from('abc'), contentType: 'application/pdf' });
    return String(body.id);
  };

  it('are for the members of the group, as long as they are', async () => {
    const id = await made();
    const at = `/v1/groups/${id}/messages`;
    const file = await announced(ann);
    const shown = { id: file, name: 'plan.pdf', type: 'application/pdf', size: 3 };
    for (const body of [{}, { body: ' ' }, { attachmentIds: [] }, { attachmentIds: Array.from({ length: 11 }, () => file) }])
      expect((await call(`POST ${at}`, ann, body)).status).toBe(400);
    expect((await call(`POST ${at}`, bob, { body: 'x', attachmentIds: [file] })).body.errors).toEqual([
      { path: 'attachmentIds.0', message: 'is not an attachment' },
    ]);
    const post = () => call(`POST ${at}`, ann, { attachmentIds: [file] }, { 'idempotency-key': 'file' });
    const posted = await post();
    expect(posted.body).toMatchObject({ number: 1, body: '', attachments: [shown] });
    expect((await post()).body).toEqual(posted.body);
    expect((await call(`GET ${at}`, bob)).body.items).toMatchObject([{ attachments: [shown] }]);
    const owed = (await call('GET /v1/messages', bob)).body.items as { conversationId: string; type: string }[];
    expect(owed.find(({ conversationId, type }) => conversationId === `g.${id}` && type === 'message')).toMatchObject({ attachments: [shown] });
    const reads = async (by: { readonly token: string }) => (await call(`GET /v1/attachments/${file}`, by)).status;
    expect([await reads(ann), await reads(bob), await reads(eve), await reads({ token: world.adminToken })]).toEqual([200, 200, 404, 404]);
    await call(`PATCH /v1/groups/${id}`, bob, { remove: [bob.id] });
    expect(await reads(bob)).toBe(404);
    await call(`DELETE ${at}/1`, ann);
    expect([await reads(ann), (await call(`GET ${at}/1`, ann)).body.attachments]).toEqual([200, []]);
  });

  it('come with frames', async () => {
    const id = await made();
    const file = await announced(bob);
    const frame = { type: 'send', conversationId: id, attachmentIds: [file] };
    const { items } = (
      await call('POST /v1/send', bob, [
        { ...frame, id: 'f1' },
        { ...frame, id: 'f2', attachmentIds: [] },
      ])
    ).body;
    expect(items).toMatchObject([
      { accepted: true, number: 1 },
      { accepted: false, error: { code: 'invalid_request' } },
    ]);
    expect((await call(`GET /v1/groups/${id}/messages`, ann)).body.items).toMatchObject([{ attachments: [{ id: file }] }]);
  });
});

it('a thread has the messages that name its first one, which counts them', async () => {
  const id = await made();
  const at = `/v1/groups/${id}/messages`;
  for (const body of ['one', 'two']) await call(`POST ${at}`, ann, { body });
  const once = { 'idempotency-key': 'in-thread' };
  const said = await call(`POST ${at}`, bob, { body: 'three', threadOf: 1 }, once);
  expect([said.status, said.body]).toMatchObject([201, { number: 3, threadOf: 1 }]);
  expect((await call(`POST ${at}`, bob, { body: 'three', threadOf: 1 }, once)).body).toEqual(said.body);
  await call(`POST ${at}`, ann, { body: 'four', threadOf: 1 });
  expect((await call(`GET ${at}/1`, bob)).body).toMatchObject({ replyCount: 2, lastReplyAt: expect.any(String), threadOf: null });
  const first = (await call(`GET ${at}?thread=1&limit=1`, bob)).body;
  const rest = (await call(`GET ${at}?thread=1&limit=1&cursor=${encodeURIComponent(first.nextCursor)}`, bob)).body;
  expect([first.items, rest.items, rest.nextCursor]).toMatchObject([[{ body: 'four' }], [{ body: 'three' }], null]);
  for (const [threadOf, status] of [
    [3, 422],
    [9, 422],
    [0, 400],
  ])
    expect((await call(`POST ${at}`, bob, { body: 'x', threadOf })).status).toBe(status);
  for (const [query, status] of [
    ['thread=9', 404],
    ['thread=x', 400],
  ])
    expect((await call(`GET ${at}?${query}`, bob)).status).toBe(status);
  expect((await call(`GET ${at}?thread=1`, eve)).status).toBe(404);
  const owed = (await call('GET /v1/messages', ann)).body.items as { conversationId: string; number: number }[];
  expect(owed.find(({ conversationId, number }) => conversationId === `g.${id}` && number === 3)).toMatchObject({ threadOf: 1 });
});

describe('moderation', () => {
  it('hides, shows and deletes messages of others, by the owner and admins', async () => {
    const id = await made({ memberIds: [bob.id, eve.id] });
    const at = `/v1/groups/${id}/messages`;
    await call(`POST ${at}`, bob, { body: 'a secret' });
    for (const body of [{}, { hidden: 'yes' }, { hidden: true, body: 'x' }]) expect((await call(`PATCH ${at}/1`, ann, body)).status).toBe(400);
    for (const by of [bob, eve]) expect((await call(`PATCH ${at}/1`, by, { hidden: true })).status).toBe(403);
    expect((await call(`PATCH ${at}/1`, ann, { hidden: true })).body).toMatchObject({ hidden: true, body: 'a secret' });
    expect((await call(`GET ${at}/1`, bob)).body).toMatchObject({ hidden: true, body: null, edits: [] });
    expect((await call(`GET ${at}`, ann)).body.items).toMatchObject([{ hidden: true, body: 'a secret' }]);
    expect((await call(`PATCH ${at}/1`, bob, { body: 'x' })).status).toBe(409);
    expect(JSON.stringify((await call('GET /v1/messages', eve)).body)).not.toContain('secret');
    expect((await call(`DELETE ${at}/1`, eve)).status).toBe(403);
    expect((await call(`DELETE ${at}/1`, ann)).status).toBe(204);
    const { items } = (await harness.call('GET /v1/audit', { token: world.adminToken })).body;
    const object = { type: 'message', id: `g.${id}/1` };
    const changed = (field: string) => items.find((line: { changes: { field: string }[] }) => line.changes[0]?.field === field);
    for (const field of ['deleted', 'hidden'])
      expect(changed(field)).toMatchObject({ object, by: { type: 'user', id: ann.id }, changes: [{ field, from: false, to: true }] });
    expect(JSON.stringify(items)).not.toContain('secret');
  });

  it('bans people, whom nobody brings back until it ends', async () => {
    const id = await made();
    const { invite } = (await call(`POST /v1/groups/${id}/invitation`, ann)).body;
    const ban = `/v1/groups/${id}/bans/${bob.id}`;
    expect((await call(`PUT /v1/groups/${id}/bans/${eve.id}`, bob)).status).toBe(403);
    expect((await call(`PUT ${ban}`, eve)).status).toBe(404);
    expect((await call(`PUT /v1/groups/${id}/bans/nobody`, ann)).status).toBe(404);
    expect((await call(`PUT /v1/groups/${id}/bans/${ann.id}`, ann)).status).toBe(422);
    expect((await call(`PUT ${ban}`, ann, { reason: '' })).status).toBe(400);
    const banned = { userId: bob.id, name: 'The agent', reason: 'spam', by: ann.id, at: expect.any(String) };
    expect(await call(`PUT ${ban}`, ann, { reason: 'spam' })).toMatchObject({ status: 200, body: banned });
    expect((await call(`PUT ${ban}`, ann)).body).toEqual(banned);
    expect((await call(`GET /v1/groups/${id}`, bob)).status).toBe(404);
    expect((await call('POST /v1/groups/join', bob, { invite })).status).toBe(403);
    expect((await call(`PATCH /v1/groups/${id}`, ann, { add: [bob.id] })).status).toBe(422);
    await call(`PUT /v1/groups/${id}/bans/${eve.id}`, ann);
    const listed: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await call(`GET /v1/groups/${id}/bans?limit=1${cursor}`, ann);
      listed.push(...body.items.map(({ userId }: { userId: string }) => userId));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`;
    }
    expect(listed.sort()).toEqual([bob.id, eve.id].sort());
    expect([(await call(`DELETE ${ban}`, ann)).status, (await call(`DELETE ${ban}`, ann)).status]).toEqual([204, 404]);
    expect((await call('POST /v1/groups/join', bob, { invite })).body).toMatchObject({ role: 'member', membersCount: 2 });
    for (const method of ['PUT', 'DELETE']) expect((await call(`${method} ${ban}`, { token: world.adminToken })).status).toBe(404);
  });

  it('takes reports, one for each person and message, which admins of the tenant settle', async () => {
    const { body: direct } = await call('POST /v1/directs', ann, { userId: bob.id });
    const at = `/v1/directs/${direct.id}/messages`;
    const { number } = (await call(`POST ${at}`, ann, { body: 'you fool' })).body;
    const report = `${at}/${number}/report`;
    for (const body of [{}, { reason: ' ' }, { reason: 'x'.repeat(501) }]) expect((await call(`POST ${report}`, bob, body)).status).toBe(400);
    expect([(await call(`POST ${report}`, ann, { reason: 'x' })).status, (await call(`POST ${report}`, eve, { reason: 'x' })).status]).toEqual([422, 404]);
    const made = await call(`POST ${report}`, bob, { reason: 'rude' });
    expect([made.status, made.body]).toMatchObject([201, { number, reason: 'rude', conversationId: direct.id }]);
    expect((await call(`POST ${report}`, bob, { reason: 'again' })).body).toEqual(made.body);
    const admin = { token: world.adminToken };
    for (const by of [ann, bob]) expect((await call('GET /v1/reports', by)).status).toBe(403);
    expect((await call('GET /v1/reports?limit=1', admin)).body).toMatchObject({ items: [{ id: made.body.id, kind: 'direct', message: { body: 'you fool' } }] });
    expect((await call('GET /v1/reports?state=other', admin)).status).toBe(400);
    const settled = await call(`PATCH /v1/reports/${made.body.id}`, admin, { action: 'hide' });
    expect(settled.body).toMatchObject({ state: 'settled', action: 'hide', settledBy: world.adminId, message: { hidden: true } });
    expect((await call(`GET ${at}/${number}`, bob)).body).toMatchObject({ hidden: true, body: null });
    expect((await call('GET /v1/reports', admin)).body.items).toEqual([]);
    expect((await call('GET /v1/reports?state=settled', admin)).body.items).toMatchObject([{ id: made.body.id }]);
    const stranger = await harness.tenant();
    expect((await call(`PATCH /v1/reports/${made.body.id}`, { token: stranger.adminToken }, { state: 'open' })).status).toBe(404);
  });

  it('slows members down: a 429 with Retry-After, also by frames', async () => {
    const id = await made();
    for (const slowModeSeconds of [-1, 3_601, 1.5]) expect((await call(`PATCH /v1/groups/${id}`, ann, { slowModeSeconds })).status).toBe(400);
    expect((await call(`PATCH /v1/groups/${id}`, ann, { slowModeSeconds: 3_600 })).body.slowModeSeconds).toBe(3_600);
    const say = (by: Person, n: number) => call(`POST /v1/groups/${id}/messages`, by, { body: `line ${n}` });
    expect([(await say(bob, 1)).status, (await say(ann, 2)).status, (await say(ann, 3)).status]).toEqual([201, 201, 201]);
    const early = await say(bob, 4);
    expect([early.status, early.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(early.headers['retry-after'])).toBeGreaterThan(3_000);
    const { items } = (await call('POST /v1/send', bob, { type: 'send', id: crypto.randomUUID(), conversationId: id, body: 'x' })).body;
    expect(items).toMatchObject([{ accepted: false, error: { code: 'rate_limited' } }]);
  });
});
