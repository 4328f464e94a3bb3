import { describe, expect, it } from 'vitest';
import { openPeopleLookUp } from '../../../../domain/people/user-service/look-up.ts';
import { readPeopleState } from '../../../../domain/people/user-service/state.ts';
import { type Synced, syncPeople } from '../../../../domain/people/user-service/sync-people.ts';
import { openBreaker } from '../../../../domain/services/breaker.ts';
import { peopleRequest } from '../../../../functions/api/openapi/service-calls.ts';
import { createHarness, type Harness, PASSWORD } from '../harness.ts';

type Answer = { status: number; body: string } | { unanswered: string };
const answerOf = (content: unknown): Answer => ({ status: 200, body: JSON.stringify(content) });
const noor = { id: 'hr-noor', name: 'Noor', email: 'noor@out.example', role: 'agent', teamIds: ['night'] };
const night = { id: 'night', name: 'Night shift' };
const PEOPLE = { agents: [noor], teams: [night] };

/** The API with a user service behind it that answers what the test says. */
const withService = async (first: Answer = answerOf(PEOPLE)) => {
  let answer = first;
  const calls: string[] = [];
  const outcomes: Synced[] = [];
  const clock = (): number => harness.deps.clock();
  const breaker = openBreaker(clock);
  const sync = async (tenantId: string): Promise<Synced> => {
    const post = async (_url: string, _headers: unknown, body: string) => (calls.push(body), answer);
    const service = { url: 'https://people.test', secret: async () => 's', post, breaker, clock };
    const context = { tenantId, actor: { type: 'system' }, correlationId: 'c', causationId: null, depth: 0 } as const;
    const synced = await syncPeople({ ...harness.deps, service }, context);
    outcomes.push(synced);
    return synced;
  };
  const people = openPeopleLookUp({
    clock,
    sleep: async () => harness.pass(20),
    ask: async (tenantId) => void (await sync(tenantId)),
    onFailure: (error) => {
      throw error;
    },
  });
  const harness: Harness = createHarness({ deps: { people, hasUserService: true } });
  const world = await harness.tenant();
  const as = (token: string) => (target: string, body?: unknown) => harness.call(target, { token, ...(body === undefined ? {} : { body }) });
  return {
    harness,
    world,
    calls,
    outcomes,
    sync: () => sync(world.tenantId),
    admin: as(world.adminToken),
    say: (next: Answer) => void (answer = next),
    minute: () => harness.pass(60_000),
  };
};

describe('agents and teams of the user service', () => {
  it('are there at the first request, beside the hub’s own, with a source', async () => {
    const { admin, calls, world } = await withService();
    const { body: agents } = await admin('GET /v1/agents');
    expect(agents.items).toMatchObject([
      { name: 'Ada', source: 'hub' },
      { ...noor, capacity: null, source: 'user_service' },
    ]);
    expect((await admin('GET /v1/teams')).body.items).toMatchObject([{ ...night, members: 1, source: 'user_service' }]);
    expect((await admin('GET /v1/directory')).body).toMatchObject({ agents: [{ name: 'Ada' }, { id: 'hr-noor', teamIds: ['night'] }], teams: [night] });
    expect(calls.map((body) => peopleRequest.parse(JSON.parse(body)))).toEqual([{ tenantId: world.tenantId }]);
    expect((await admin('GET /v1/user-service')).body).toMatchObject({ state: 'current', error: null, agents: 1, teams: 1, skippedCount: 0, ageSeconds: 0 });
  });

  it('are asked for at most once a minute, and change, come and go', async () => {
    const { admin, calls, say, minute } = await withService();
    await admin('GET /v1/agents');
    say(
      answerOf({
        agents: [
          { ...noor, name: 'Noor H.', teamIds: [] },
          { ...noor, id: 'hr-li', email: 'li@out.example', teamIds: [] },
        ],
        teams: [],
      }),
    );
    expect((await admin('GET /v1/agents')).body.items[1].name).toBe('Noor');
    expect(calls).toHaveLength(1);
    minute();
    expect((await admin('GET /v1/directory')).body).toMatchObject({ agents: [{}, { id: 'hr-li' }, { name: 'Noor H.', teamIds: [] }], teams: [] });
    say(answerOf({ agents: [], teams: [{ ...night, name: 'Nights' }] }));
    minute();
    expect((await admin('GET /v1/agents')).body.items).toHaveLength(1);
    say(answerOf({ agents: [], teams: [{ ...night, name: 'Late' }] }));
    minute();
    expect((await admin('GET /v1/teams')).body.items).toMatchObject([{ name: 'Late' }]);
    expect(calls).toHaveLength(4);
  });

  it.each<[string, Answer, string]>([
    ['does not answer', { unanswered: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    ['is not well', { status: 503, body: '' }, 'HTTP 503'],
    ['refuses the signature', { status: 401, body: '' }, 'HTTP 401'],
    ['refuses the call', { status: 422, body: '' }, 'HTTP 422'],
    ['answers something else', answerOf([]), 'the answer has neither agents nor teams'],
  ])('stay in use while the service %s; how old they are is shown', async (_, bad, error) => {
    const { admin, calls, say, minute, harness } = await withService();
    await admin('GET /v1/agents');
    say(bad);
    minute();
    expect((await admin('GET /v1/agents')).body.items).toHaveLength(2);
    expect((await admin('GET /v1/user-service')).body).toMatchObject({ state: 'stale', error, agents: 1 });
    expect((await admin('GET /v1/user-service')).body.ageSeconds).toBeGreaterThanOrEqual(60);
    await admin('GET /v1/agents');
    expect(calls).toHaveLength(2);
    say(answerOf(PEOPLE));
    harness.pass(30_000);
    await admin('GET /v1/agents');
    expect(calls).toHaveLength(3);
    expect((await admin('GET /v1/user-service')).body).toMatchObject({ state: 'current', error: null });
  });

  it('of a service that never answered are none, and the hub works', async () => {
    const { admin } = await withService({ unanswered: 'ETIMEOUT' });
    expect((await admin('GET /v1/agents')).body.items).toHaveLength(1);
    expect((await admin('GET /v1/user-service')).body).toMatchObject({ state: 'waiting', syncedAt: null, ageSeconds: null, error: 'ETIMEOUT' });
  });

  it('that are bad are left out and told, and take nobody away', async () => {
    const { admin, say, minute, outcomes } = await withService();
    await admin('GET /v1/agents');
    say(answerOf({ agents: [{ ...noor, role: 'boss' }, 7, { ...noor, id: 'hr-li', email: 'li@out.example', teamIds: ['night', 'nowhere'] }], teams: [night] }));
    minute();
    expect((await admin('GET /v1/agents')).body.items.map(({ id }: { id: string }) => id)).toEqual(expect.arrayContaining(['hr-noor', 'hr-li']));
    const { body } = await admin('GET /v1/user-service');
    expect(body).toMatchObject({ state: 'current', skippedCount: 3 });
    expect(body.skipped).toEqual([
      { kind: 'agent', id: 'hr-noor', reason: 'role (invalid_value)' },
      { kind: 'agent', id: null, reason: 'the whole (invalid_type)' },
      { kind: 'agent', id: 'hr-li', reason: 'teamIds (there is no team nowhere)' },
    ]);
    // What the hub's own people may mend is looked at again; what only the service can mend is not.
    minute();
    await admin('GET /v1/agents');
    expect(outcomes.at(-1)?.outcome).toBe('changed');
    say(answerOf({ agents: [noor, 7], teams: [night] }));
    minute();
    await admin('GET /v1/agents');
    minute();
    await admin('GET /v1/agents');
    expect(outcomes.at(-1)?.outcome).toBe('unchanged');
  });

  it('never take the address or the id of somebody else; others of the same answer come', async () => {
    const { admin, world, harness, say } = await withService({ unanswered: 'ETIMEOUT' });
    const user = await world.person('user');
    const own = await world.person('agent');
    const entry = (id: string, email = `${id}@out.example`) => ({ ...noor, id, email, teamIds: [] });
    say(answerOf({ agents: [entry('hr-1', world.adminEmail), entry(user.id), entry(own.id), entry('hr-2')], teams: [] }));
    harness.pass(30_000);
    await admin('GET /v1/agents');
    harness.pass(15_000);
    expect((await admin('GET /v1/agents')).body.items.filter(({ source }: { source: string }) => source === 'user_service')).toMatchObject([{ id: 'hr-2' }]);
    expect((await admin('GET /v1/user-service')).body.skipped.map(({ id }: { id: string }) => id).sort()).toEqual(['hr-1', own.id, user.id].sort());
  });

  it('come by the hundred, in few transactions, with exact counts', async () => {
    const agents = Array.from({ length: 120 }, (_, n) => ({ ...noor, id: `hr-${n}`, email: `p${n}@out.example`, role: n === 0 ? 'admin' : 'agent' }));
    const { admin } = await withService(answerOf({ agents, teams: [night] }));
    expect((await admin('GET /v1/teams')).body.items).toMatchObject([{ members: 120 }]);
    // Two admins: the hub's own may go now.
    expect((await admin('GET /v1/user-service')).body.agents).toBe(120);
  });

  it('own tickets, give rules their teams and queues their walls', async () => {
    const { admin } = await withService();
    const condition = { field: 'status', op: 'eq', value: 'created' };
    const queue = { name: 'Night', priority: 1, condition, visibleTo: { teamIds: ['night'], agentIds: ['hr-noor'] } };
    expect((await admin('POST /v1/queues', queue)).status).toBe(201);
    const rule = { name: 'Night', event: 'ticket.created', condition, actions: [{ type: 'assign', teamId: 'night', strategy: 'least_loaded' }] };
    expect((await admin('POST /v1/rules', rule)).status).toBe(201);
  });

  it('are changed where they come from; a password and a capacity are the hub’s own', async () => {
    const { admin, harness, world } = await withService();
    await admin('GET /v1/agents');
    expect(await admin('PATCH /v1/agents/hr-noor', { name: 'X' })).toMatchObject({ status: 409, body: { errors: [{ path: 'name' }] } });
    expect((await admin('DELETE /v1/agents/hr-noor')).status).toBe(409);
    expect((await admin('PATCH /v1/teams/night', { name: 'X' })).status).toBe(409);
    expect((await admin('DELETE /v1/teams/night')).status).toBe(409);
    expect((await admin('PATCH /v1/agents/hr-noor', { password: PASSWORD, capacity: 3 })).body).toMatchObject({ capacity: 3, source: 'user_service' });
    const signIn = await harness.call('POST /v1/sessions', { body: { tenant: world.slug, email: noor.email, password: PASSWORD } });
    expect(signIn).toMatchObject({ status: 201, body: { user: { id: 'hr-noor' } } });
  });

  it('who go lose their sessions; a team that the hub’s own people are in stays, and is told', async () => {
    const { admin, harness, world, say, minute } = await withService();
    await admin('PATCH /v1/agents/hr-noor', { password: PASSWORD });
    await admin(`PATCH /v1/agents/${world.adminId}`, { teamIds: ['night'] });
    const { body } = await harness.call('POST /v1/sessions', { body: { tenant: world.slug, email: noor.email, password: PASSWORD } });
    say(answerOf({ agents: [], teams: [] }));
    minute();
    await admin('GET /v1/agents');
    expect((await harness.call('GET /v1/me', { token: String(body.accessToken) })).status).toBe(401);
    expect(harness.closed).toContainEqual({ tenantId: world.tenantId, personId: 'hr-noor', sessionId: null });
    expect((await admin('GET /v1/user-service')).body.skipped).toMatchObject([{ kind: 'team', id: 'night' }]);
    expect((await admin('GET /v1/teams')).body.items).toHaveLength(1);
  });

  it('are the hub’s own when the service is taken away, and follow it again when it is back', async () => {
    const { admin, harness, say, minute, outcomes } = await withService();
    await admin('GET /v1/agents');
    Object.assign(harness.deps, { hasUserService: false });
    expect((await admin('PATCH /v1/agents/hr-noor', { name: 'X' })).status).toBe(200);
    Object.assign(harness.deps, { hasUserService: true });
    say(answerOf(PEOPLE));
    minute();
    await admin('GET /v1/agents');
    expect(outcomes.at(-1)?.outcome).toBe('unchanged');
    harness.pass(3_600_000);
    const { body } = await harness.call('GET /v1/health');
    expect(body.status).toBe('ok');
  });

  it('are compared with the same answer after an hour all the same; a question too soon is none', async () => {
    const { sync, harness, world, calls } = await withService();
    expect(await sync()).toMatchObject({ outcome: 'changed', changed: 2 });
    expect([await sync(), calls.length]).toEqual([{ outcome: 'fresh' }, 1]);
    for (let minutes = 0; minutes < 60; minutes += 1) {
      harness.pass(60_000);
      expect(await sync()).toMatchObject(minutes < 59 ? { outcome: 'unchanged' } : { outcome: 'changed', changed: 0 });
    }
    expect(await readPeopleState(harness.table, world.tenantId)).toMatchObject({ agents: 1, teams: 1, error: null });
  });
});

it('without a user service there is nothing to tell', async () => {
  const harness = createHarness();
  const { adminToken: token } = await harness.tenant();
  expect((await harness.call('GET /v1/user-service', { token })).body).toMatchObject({ state: 'off', askedAt: null, agents: 0, skipped: [] });
});
