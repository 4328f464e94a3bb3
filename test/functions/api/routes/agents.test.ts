import { describe, expect, it } from 'vitest';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { createHarness, type Harness, PASSWORD, type World } from '../harness.ts';

const add = (harness: Harness, world: World, more: Readonly<Record<string, unknown>> = {}) =>
  harness.call('POST /v1/agents', { token: world.adminToken, body: { name: 'Bo', email: 'bo@shop.example', password: PASSWORD, role: 'agent', ...more } });
const team = async (harness: Harness, world: World, name = 'Returns'): Promise<string> =>
  (await harness.call('POST /v1/teams', { token: world.adminToken, body: { name } })).body.id;
const signIn = (harness: Harness, world: World, email: string, password = PASSWORD) =>
  harness.call('POST /v1/sessions', { body: { tenant: world.slug, email, password } });
const generation = async (harness: Harness, world: World): Promise<number> =>
  Number((await harness.table.get([tenantKey(world.tenantId)]))[0]?.['directoryGeneration']);

describe('an agent', () => {
  it('is added by an admin and signs in', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const teamId = await team(harness, world);
    const reply = await add(harness, world, { role: 'supervisor', teamIds: [teamId, teamId] });
    expect(reply).toMatchObject({ status: 201, body: { name: 'Bo', email: 'bo@shop.example', role: 'supervisor', teamIds: [teamId] } });
    expect((await signIn(harness, world, 'bo@shop.example')).body.user).toMatchObject({ id: reply.body.id, role: 'supervisor', teamIds: [teamId] });
    expect((await harness.call(`GET /v1/teams/${teamId}`, { token: world.adminToken })).body.members).toBe(1);
  });

  it('cannot share an address, enter an unknown team, or be a user', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const teamId = await team(harness, world);
    expect(await add(harness, world, { email: world.adminEmail.toUpperCase() })).toMatchObject({ status: 409, body: { errors: [{ path: 'email' }] } });
    expect(await add(harness, world, { teamIds: [teamId, 'unknown'] })).toMatchObject({ status: 422, body: { errors: [{ path: 'teamIds.1' }] } });
    expect((await add(harness, world, { role: 'user' })).status).toBe(400);
    expect((await harness.call(`GET /v1/teams/${teamId}`, { token: world.adminToken })).body.members).toBe(0);
    expect((await harness.call('GET /v1/agents', { token: world.adminToken })).body.items).toHaveLength(1);
  });

  it("changes the configuration's generation with every change, and not with a refused one", async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const before = await generation(harness, world);
    const { id } = (await add(harness, world)).body;
    await add(harness, world);
    await harness.call(`PATCH /v1/agents/${id}`, { token: world.adminToken, body: { name: 'Bob' } });
    await harness.call(`DELETE /v1/agents/${id}`, { token: world.adminToken });
    expect(await generation(harness, world)).toBe(before + 3);
  });

  it('is changed member by member; a new role and teams count from their next request and close their sockets', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const [a, b] = [await team(harness, world, 'A'), await team(harness, world, 'B')];
    const { id } = (await add(harness, world, { teamIds: [a] })).body;
    const { accessToken } = (await signIn(harness, world, 'bo@shop.example')).body;
    expect((await harness.call('GET /v1/agents', { token: accessToken })).status).toBe(403);

    const change = (body: unknown) => harness.call(`PATCH /v1/agents/${id}`, { token: world.adminToken, body });
    expect((await change({ name: 'Bob' })).body).toMatchObject({ name: 'Bob', role: 'agent', teamIds: [a] });
    expect(harness.closed).toEqual([]);
    expect((await change({ role: 'supervisor', teamIds: [b] })).body).toMatchObject({ role: 'supervisor', teamIds: [b] });
    expect(harness.closed).toEqual([{ tenantId: world.tenantId, personId: id, sessionId: null }]);
    expect((await harness.call('GET /v1/agents', { token: accessToken })).status).toBe(200);
    expect((await harness.call('GET /v1/me', { token: accessToken })).body).toMatchObject({ name: 'Bob', teamIds: [b] });
    const members = async (teamId: string) => (await harness.call(`GET /v1/teams/${teamId}`, { token: world.adminToken })).body.members;
    expect([await members(a), await members(b)]).toEqual([0, 1]);
    expect((await change({ teamIds: ['unknown'] })).status).toBe(422);
    expect((await harness.call(`GET /v1/agents/${id}`, { token: world.adminToken })).body).toMatchObject({ name: 'Bob', teamIds: [b] });
  });

  it('moves to another address, which frees the old one', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { id } = (await add(harness, world)).body;
    const change = (email: string) => harness.call(`PATCH /v1/agents/${id}`, { token: world.adminToken, body: { email } });
    expect((await change(world.adminEmail)).status).toBe(409);
    expect((await change('BO@shop.example')).body.email).toBe('BO@shop.example');
    expect((await change('new@shop.example')).status).toBe(200);
    expect((await signIn(harness, world, 'bo@shop.example')).status).toBe(401);
    expect((await signIn(harness, world, 'new@shop.example')).status).toBe(201);
    expect((await add(harness, world)).status).toBe(201);
  });

  it('with a new password loses their sessions at once', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { id } = (await add(harness, world)).body;
    const session = (await signIn(harness, world, 'bo@shop.example')).body;
    harness.pass(5);
    expect((await harness.call(`PATCH /v1/agents/${id}`, { token: world.adminToken, body: { password: 'another long password' } })).status).toBe(200);
    expect((await harness.call('GET /v1/me', { token: session.accessToken })).status).toBe(401);
    expect((await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: session.refreshToken } })).status).toBe(401);
    expect((await signIn(harness, world, 'bo@shop.example')).status).toBe(401);
    const renewed = (await signIn(harness, world, 'bo@shop.example', 'another long password')).body;
    expect((await harness.call('GET /v1/me', { token: renewed.accessToken })).status).toBe(200);
    // A later change of something else keeps the new sessions and not the old.
    await harness.call(`PATCH /v1/agents/${id}`, { token: world.adminToken, body: { name: 'Bob' } });
    expect((await harness.call('GET /v1/me', { token: renewed.accessToken })).status).toBe(200);
  });

  it('who is removed is signed out at once, and their address can be used again', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const teamId = await team(harness, world);
    const { id } = (await add(harness, world, { teamIds: [teamId] })).body;
    const session = (await signIn(harness, world, 'bo@shop.example')).body;
    expect((await harness.call(`DELETE /v1/agents/${id}`, { token: world.adminToken })).status).toBe(204);
    expect((await harness.call('GET /v1/me', { token: session.accessToken })).status).toBe(401);
    expect((await harness.call('POST /v1/sessions/refresh', { body: { refreshToken: session.refreshToken } })).status).toBe(401);
    expect(harness.closed).toEqual([{ tenantId: world.tenantId, personId: id, sessionId: null }]);
    expect((await harness.call(`DELETE /v1/teams/${teamId}`, { token: world.adminToken })).status).toBe(204);
    expect((await harness.call(`DELETE /v1/agents/${id}`, { token: world.adminToken })).status).toBe(404);
    expect((await add(harness, world)).status).toBe(201);
    expect(harness.table.all().filter((item) => item.pk.includes(id))).toEqual([]);
  });

  it('who is the last admin can neither be removed nor lose the role', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const self = `/v1/agents/${world.adminId}`;
    expect(await harness.call(`DELETE ${self}`, { token: world.adminToken })).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await harness.call(`PATCH ${self}`, { token: world.adminToken, body: { role: 'agent' } })).status).toBe(409);
    const { id } = (await add(harness, world, { role: 'admin' })).body;
    expect((await harness.call(`PATCH ${self}`, { token: world.adminToken, body: { role: 'agent' } })).status).toBe(200);
    const { accessToken } = (await signIn(harness, world, 'bo@shop.example')).body;
    expect((await harness.call(`DELETE /v1/agents/${id}`, { token: accessToken })).status).toBe(409);
  });

  it('and another, both admins, cannot both be removed at the same instant', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const { id } = (await add(harness, world, { role: 'admin' })).body;
    const { token } = await world.key('admin');
    const statuses = await Promise.all([harness.call(`DELETE /v1/agents/${id}`, { token }), harness.call(`DELETE /v1/agents/${world.adminId}`, { token })]);
    expect(statuses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });

  it('of another tenant is not there', async () => {
    const harness = createHarness();
    const [world, other] = [await harness.tenant(), await harness.tenant()];
    for (const target of [`GET /v1/agents/${world.adminId}`, `PATCH /v1/agents/${world.adminId}`, `DELETE /v1/agents/${world.adminId}`]) {
      expect((await harness.call(target, { token: other.adminToken, body: {} })).status, target).toBe(404);
    }
    expect((await harness.call('GET /v1/agents', { token: other.adminToken })).body.items.map((a: { id: string }) => a.id)).toEqual([other.adminId]);
    const foreignTeam = await team(harness, other);
    expect((await add(harness, world, { teamIds: [foreignTeam] })).status).toBe(422);
  });
});

describe('a team', () => {
  it('is made, read, renamed and removed', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const token = world.adminToken;
    const id = await team(harness, world);
    expect((await harness.call(`PATCH /v1/teams/${id}`, { token, body: { name: 'Refunds' } })).body).toMatchObject({ id, name: 'Refunds', members: 0 });
    expect((await harness.call(`PATCH /v1/teams/${id}`, { token, body: {} })).body.name).toBe('Refunds');
    expect((await harness.call(`DELETE /v1/teams/${id}`, { token })).status).toBe(204);
    for (const method of ['GET', 'PATCH', 'DELETE']) expect((await harness.call(`${method} /v1/teams/${id}`, { token, body: { name: 'x' } })).status).toBe(404);
  });

  it('with members stays, and says how many it has', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const id = await team(harness, world);
    await add(harness, world, { teamIds: [id] });
    expect(await harness.call(`DELETE /v1/teams/${id}`, { token: world.adminToken })).toMatchObject({ status: 409, body: { current: { members: 1 } } });
  });

  it('that gets a member at the moment of its removal is either removed or has the member', async () => {
    const harness = createHarness();
    const world = await harness.tenant();
    const id = await team(harness, world);
    const agent = (await add(harness, world)).body.id;
    const [removed, joined] = await Promise.all([
      harness.call(`DELETE /v1/teams/${id}`, { token: world.adminToken }),
      harness.call(`PATCH /v1/agents/${agent}`, { token: world.adminToken, body: { teamIds: [id] } }),
    ]);
    expect([
      [204, 422],
      [409, 200],
    ]).toContainEqual([removed.status, joined.status]);
  });

  it('of another tenant is not there', async () => {
    const harness = createHarness();
    const [world, other] = [await harness.tenant(), await harness.tenant()];
    const id = await team(harness, world);
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await harness.call(`${method} /v1/teams/${id}`, { token: other.adminToken, body: { name: 'x' } })).status).toBe(404);
  });
});
