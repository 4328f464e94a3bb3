import { beforeEach, describe, expect, it } from 'vitest';
import { type Origin, originItem } from '../../../../domain/origins/origin.ts';
import { type Connection, connectionItems } from '../../../../domain/realtime/connection.ts';
import { markShard } from '../../../../domain/realtime/live-keys.ts';
import { createHarness, type Harness, PASSWORD, type World } from '../harness.ts';

let harness: Harness;
let world: World;
beforeEach(async () => {
  harness = createHarness();
  world = await harness.tenant();
});
const call = (target: string, body?: unknown) => harness.call(target, { token: world.adminToken, ...(body === undefined ? {} : { body }) });
const meta = { appSecret: 'app-secret', verifyToken: 'verify-token', accessToken: 'access-token', accountId: 'account-106' };
const connect = async (given: Pick<Connection, 'personId' | 'principal' | 'role'>): Promise<void> => {
  const connection = { connectionId: `c-${given.personId}`, tenantId: world.tenantId, teamIds: [], sessionId: null, ...given };
  for (const item of connectionItems(connection, harness.deps.clock())) await harness.table.write({ op: 'put', item });
  await harness.table.write(markShard(connection.tenantId, connection.connectionId));
};

describe('the directory', () => {
  it('names colleagues, teams and origins to an agent, by name', async () => {
    const { body: team } = await call('POST /v1/teams', { name: 'Front' });
    const { body: bo } = await call('POST /v1/agents', { name: 'Bo', email: 'bo@shop.example', password: PASSWORD, role: 'agent', teamIds: [team.id] });
    const { body: phone } = await call('POST /v1/origins', { channel: 'whatsapp', name: 'Hotline', credentials: meta });
    const { token, id } = await world.person('agent');
    const answer = await harness.call('GET /v1/directory', { token });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      agents: [
        { id: world.adminId, name: 'Ada', teamIds: [], availability: 'offline' },
        { id: bo.id, name: 'Bo', teamIds: [team.id], availability: 'offline' },
        { id, name: 'The agent', teamIds: [], availability: 'offline' },
      ],
      teams: [{ id: team.id, name: 'Front' }],
      origins: [{ id: phone.id, channel: 'whatsapp', name: 'Hotline', state: 'enabled', canReply: true, receiveOnly: false, cannotReplyBecause: null }],
    });
  });

  it.each<[string, Partial<Origin>, object]>([
    ['a channel that sends', {}, { canReply: true, receiveOnly: false, cannotReplyBecause: null }],
    ['one whose replies are read by API', { channel: 'api' }, { canReply: true, receiveOnly: false, cannotReplyBecause: null }],
    ['a disabled one', { state: 'disabled' }, { canReply: false, receiveOnly: false, cannotReplyBecause: 'disabled' }],
    ['one without the credentials that sending needs', { missing: ['apiKey'] }, { canReply: false, receiveOnly: true, cannotReplyBecause: 'receive_only' }],
  ])('says of %s whether a reply can be sent, and why not', async (_, given, expected) => {
    const base = {
      id: 'o1',
      channel: 'whatsapp',
      name: 'Place',
      state: 'enabled',
      accountId: null,
      missing: [],
      createdAt: '2026-11-01T00:00:00.000Z',
      revision: 1,
      reveal: null,
    } as const;
    const origin: Origin = { ...base, ...given };
    await harness.table.write({ op: 'put', item: originItem(world.tenantId, origin) });
    const { id, channel, name, state } = origin;
    expect((await call('GET /v1/directory')).body.origins).toEqual([{ id, channel, name, state, ...expected }]);
  });

  it('and the origins say of a mailbox that the deployment may not send from that it only receives', async () => {
    const limited = createHarness({ env: { MAIL_IDENTITIES: 'shop.example' } });
    const { adminToken: token } = await limited.tenant();
    const connectAt = async (address: string) =>
      (await limited.call('POST /v1/origins', { token, body: { channel: 'mail', name: address, credentials: { address, inboundSecret: 'inbound-secret' } } }))
        .body;
    expect(await connectAt('help@other.example')).toMatchObject({ receiveOnly: true });
    expect(await connectAt('help@mail.shop.example')).not.toHaveProperty('receiveOnly');
    const { items } = (await limited.call('GET /v1/origins', { token })).body;
    expect(items.map(({ name, receiveOnly, missingCredentials }: Record<string, unknown>) => [name, receiveOnly, missingCredentials])).toEqual([
      ['help@mail.shop.example', undefined, undefined],
      ['help@other.example', true, undefined],
    ]);
    expect((await limited.call('GET /v1/directory', { token })).body.origins).toMatchObject([
      { name: 'help@mail.shop.example', canReply: true, receiveOnly: false },
      { name: 'help@other.example', canReply: false, receiveOnly: true, cannotReplyBecause: 'receive_only' },
    ]);
    const { id } = items[1];
    expect((await limited.call(`GET /v1/origins/${id}`, { token })).body).toMatchObject({ receiveOnly: true });
    expect((await limited.call(`PATCH /v1/origins/${id}`, { token, body: { readMarks: false } })).body).toMatchObject({ receiveOnly: true, readMarks: false });
    expect((await limited.call(`PATCH /v1/origins/${id}`, { token, body: { readMarks: true } })).body).not.toHaveProperty('readMarks');
  });

  it('knows who is online: people with an open connection, on whatever device, not keys and not users', async () => {
    const { id } = await world.person('agent');
    await connect({ personId: id, principal: 'agent', role: 'agent' });
    await connect({ personId: world.adminId, principal: 'key', role: 'admin' });
    const online = async (token = world.adminToken): Promise<string[]> =>
      (await harness.call('GET /v1/directory', { token })).body.agents.flatMap((agent: { id: string; availability: string }) =>
        agent.availability === 'online' ? [agent.id] : [],
      );
    expect(await online()).toEqual([id]);
    harness.pass(3 * 3600_000);
    const { token } = await world.person('supervisor');
    expect(await online(token)).toEqual([]);
  });

  it('holds nothing but names: no addresses, accounts, credentials or webhook paths', async () => {
    await call('POST /v1/agents', { name: 'Bo', email: 'bo@shop.example', password: PASSWORD, role: 'agent', teamIds: [] });
    await call('POST /v1/origins', { channel: 'whatsapp', name: 'Hotline', credentials: meta });
    await call('POST /v1/origins', { channel: 'mail', name: 'Post', credentials: { address: 'ciao@shop.example', inboundSecret: 'inbound-secret' } });
    const text = JSON.stringify((await call('GET /v1/directory')).body);
    expect(text).not.toMatch(/secret|token|@|account|webhook|password|"role"/i);
  });

  it('is one tenant’s own', async () => {
    const other = await harness.tenant();
    await harness.call('POST /v1/origins', { token: other.adminToken, body: { channel: 'whatsapp', name: 'Theirs', credentials: meta } });
    await harness.call('POST /v1/teams', { token: other.adminToken, body: { name: 'Their team' } });
    const { body } = await call('GET /v1/directory');
    expect(body).toEqual({ agents: [expect.objectContaining({ id: world.adminId })], teams: [], origins: [] });
  });

  it('follows a change at once, and takes no query', async () => {
    const { body: team } = await call('POST /v1/teams', { name: 'Front' });
    await call('GET /v1/directory');
    await call(`PATCH /v1/teams/${team.id}`, { name: 'Back' });
    expect((await call('GET /v1/directory')).body.teams).toEqual([{ id: team.id, name: 'Back' }]);
    expect((await call('GET /v1/directory?q=x')).status).toBe(400);
  });
});

describe('availability', () => {
  const availabilityOf = async (id: string) =>
    ((await call('GET /v1/directory')).body.agents as { id: string; availability: string }[]).find((agent) => agent.id === id)?.availability;

  it('is what the agent says, in the directory, in their own record and on its way to consoles', async () => {
    const { id, token } = await world.person('agent');
    await connect({ personId: id, principal: 'agent', role: 'agent' });
    expect(await availabilityOf(id)).toBe('online');
    const until = new Date(harness.deps.clock() + 60_000).toISOString();
    const answer = await harness.call('PATCH /v1/me', { token, body: { availability: 'out_of_office', until } });
    expect(answer).toMatchObject({ status: 200, body: { id, availability: { availability: 'out_of_office', until } } });
    expect(await availabilityOf(id)).toBe('out_of_office');
    expect(harness.sent.at(-1)?.message.body).toContain('"presence"');
    harness.pass(60_000);
    expect(await availabilityOf(id)).toBe('online');
  });

  it('is refused with an end in the past, and of a key', async () => {
    const { token } = await world.person('agent');
    const change = (body: unknown, as = token) => harness.call('PATCH /v1/me', { token: as, body });
    expect((await change({ availability: 'away', until: '2020-01-01T00:00:00Z' })).status).toBe(422);
    expect((await change({ availability: 'asleep' })).status).toBe(400);
    expect((await change({ availability: 'away' }, (await world.key('agent')).token)).status).toBe(403);
  });

  it('has a capacity beside it, which an admin sets', async () => {
    const { body: bo } = await call('POST /v1/agents', { name: 'Bo', email: 'bo@shop.example', password: PASSWORD, role: 'agent', capacity: 3 });
    expect(bo.capacity).toBe(3);
    expect((await call(`PATCH /v1/agents/${bo.id}`, { capacity: null })).body.capacity).toBeNull();
    expect((await call(`PATCH /v1/agents/${bo.id}`, { name: 'Bob', capacity: 5 })).body.capacity).toBe(5);
  });
});
