import { describe, expect, it } from 'vitest';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { inbound } from '../../../domain/support/inbound/events.ts';
import { createHarness } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

/** A tenant with one ticket, a queue and an agent. */
const shop = async () => {
  const harness = createHarness();
  const world = await harness.tenant();
  const call = async (target: string, body?: unknown) => {
    const { status, body: answer } = await harness.call(target, { token: world.adminToken, ...(body === undefined ? {} : { body }) });
    return { status, body: answer };
  };
  const credentials = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' };
  const origin = (await call('POST /v1/origins', { channel: 'whatsapp', name: 'WA', credentials })).body.id as string;
  const event = inbound('ann', 'm1', { occurredAt: new Date(harness.deps.clock() - 1000).toISOString() });
  await applyBatch(receiverOf(harness), [{ ...event, tenantId: world.tenantId, originId: origin }]);
  const ticket = (await call('GET /v1/tickets')).body.items[0].id as string;
  const team = (await call('POST /v1/teams', { name: 'Care' })).body.id as string;
  const queue = (await call('POST /v1/queues', { name: 'All', condition: { all: [] }, visibleTo: { teamIds: [team] } })).body.id as string;
  const agent = (await world.person('agent')).id;
  return { call, ids: { ticket, queue, agent, team } };
};
type Ids = Awaited<ReturnType<typeof shop>>['ids'];

const leaf = (field: string, value: unknown, op = 'eq') => ({ field, op, value });
const queued = (condition: object) => ({ name: 'Q', condition });
const ruled = (more: object) => ({ name: 'R', event: 'ticket.updated', condition: { all: [] }, actions: [], ...more });
const assign = (more: object) => ruled({ actions: [{ type: 'assign', ...more }] });
const listed = (owner: object) => ({ name: 'L', key: 'author.id', match: 'exact', entries: [{ value: 'ann', set: { owner } }] });
const person = (more: object) => ({ name: 'Bo', email: 'bo@shop.example', password: 'correct horse battery staple', role: 'agent', ...more });
const tried = (rule: object) => ({ rule, days: 1 });
const imported = (rule: object) => ({ rules: [rule] });

/** Every place of a body that takes an id of an agent, a team, a queue or an origin, and the path that the error names. */
const PLACES: readonly (readonly [string, (ids: Ids) => string, object, string])[] = [
  ['an owner', ({ ticket }) => `PATCH /v1/tickets/${ticket}`, { owner: { agentId: 'nobody' } }, 'owner.agentId'],
  ['an owning team', ({ ticket }) => `PATCH /v1/tickets/${ticket}`, { owner: { teamId: 'nobody' } }, 'owner.teamId'],
  ['a mention', ({ ticket }) => `POST /v1/tickets/${ticket}/messages`, { kind: 'note', text: 'x', mentions: { agentIds: ['nobody'] } }, 'mentions.agentIds.0'],
  [
    'a team’s mention',
    ({ ticket }) => `POST /v1/tickets/${ticket}/messages`,
    { kind: 'note', text: 'x', mentions: { teamIds: ['nobody'] } },
    'mentions.teamIds.0',
  ],
  ['an escalation', ({ ticket }) => `POST /v1/tickets/${ticket}/escalations`, { target: { teamId: 'nobody' }, text: 'x' }, 'target.teamId'],
  ['a queue’s teams', () => 'POST /v1/queues', { ...queued({ all: [] }), visibleTo: { teamIds: ['nobody'] } }, 'visibleTo.teamIds.0'],
  ['a queue’s agents', ({ queue }) => `PATCH /v1/queues/${queue}`, { visibleTo: { agentIds: ['nobody'] } }, 'visibleTo.agentIds.0'],
  ['a queue’s condition', () => 'POST /v1/queues', queued({ all: [leaf('owner.agentId', 'nobody')] }), 'condition.all.0.value'],
  ['a changed queue', ({ queue }) => `PATCH /v1/queues/${queue}`, { condition: { not: leaf('owner.teamId', ['nobody'], 'in') } }, 'condition.not.value'],
  ['a queue’s origin', () => 'POST /v1/queues', queued(leaf('origin.id', 'nobody')), 'condition.value'],
  ['a queue’s escalations', () => 'POST /v1/queues', queued(leaf('escalations.teamIds', 'nobody', 'contains')), 'condition.value'],
  ['a rule’s agent', () => 'POST /v1/rules', assign({ agentId: 'nobody' }), 'actions.0.agentId'],
  ['a rule’s team', () => 'POST /v1/rules', assign({ teamId: 'nobody', strategy: 'round_robin' }), 'actions.0.teamId'],
  ['a rule’s queue', () => 'POST /v1/rules', ruled({ condition: leaf('queueIds', 'nobody', 'contains') }), 'condition.value'],
  [
    'a rule’s escalation',
    () => 'POST /v1/rules',
    ruled({ actions: [{ type: 'escalate', target: { teamId: 'nobody' }, text: 'x' }] }),
    'actions.0.target.teamId',
  ],
  ['a tried rule', () => 'POST /v1/rules/dry-run', tried(assign({ agentId: 'nobody' })), 'rule.actions.0.agentId'],
  ['a tried condition', () => 'POST /v1/rules/dry-run', tried(ruled({ condition: leaf('owner.teamId', 'nobody') })), 'rule.condition.value'],
  ['an imported rule', () => 'POST /v1/rules/import', imported(assign({ agentId: 'nobody' })), '/rules/0/actions/0/agentId'],
  ['a list', () => 'POST /v1/enrichment-lists', listed({ agentId: 'nobody' }), 'entries.0.set.owner.agentId'],
  ['a list’s team', () => 'POST /v1/enrichment-lists', listed({ teamId: 'nobody' }), 'entries.0.set.owner.teamId'],
  ['a person’s teams', () => 'POST /v1/agents', person({ teamIds: ['nobody'] }), 'teamIds.0'],
  ['a changed person', ({ agent }) => `PATCH /v1/agents/${agent}`, { teamIds: ['nobody'] }, 'teamIds.0'],
];

describe('an id that does not exist', () => {
  it('is a 422 that names its place, wherever a body takes one, and nothing is changed', { timeout: 60_000 }, async () => {
    const { call, ids } = await shop();
    const everything = async () =>
      Promise.all(
        ['tickets', 'queues', 'rules', 'enrichment-lists', 'agents', `tickets/${ids.ticket}/messages`, `tickets/${ids.ticket}/log`].map(
          async (path) => (await call(`GET /v1/${path}`)).body.items,
        ),
      );
    const before = await everything();
    for (const [what, target, body, path] of PLACES) {
      const { status, body: problem } = await call(target(ids), body);
      const paths = (problem.errors as { path: string }[]).map((error) => error.path);
      expect({ what, status, code: problem.code, paths }).toEqual({ what, status: 422, code: 'unprocessable', paths: [path] });
    }
    expect(await everything()).toEqual(before);
  });

  it('fails alone in a bulk change, and is a 404 in a path', async () => {
    const { call, ids } = await shop();
    const { body } = await call('POST /v1/tickets/bulk', { ids: [ids.ticket, 'nothing.1'], change: { owner: { agentId: 'nobody' } } });
    expect(body.results).toMatchObject([
      { id: ids.ticket, status: 422, error: { code: 'unprocessable' } },
      { id: 'nothing.1', status: 404, error: { code: 'not_found' } },
    ]);
    const paths = ['queues/x', 'queues/x/tickets', 'rules/x', 'rules/x/runs', 'enrichment-lists/x', 'tickets/x.1', 'tickets/x.1/log', 'tickets/x.1/messages'];
    for (const path of paths) expect({ path, status: (await call(`GET /v1/${path}`)).status }).toEqual({ path, status: 404 });
  });

  it('that has gone since does not block a change of something else', async () => {
    const { call, ids } = await shop();
    expect((await call(`DELETE /v1/teams/${ids.team}`)).status).toBe(204);
    expect(await call(`PATCH /v1/queues/${ids.queue}`, { name: 'Renamed' })).toMatchObject({ status: 200, body: { name: 'Renamed' } });
    expect((await call(`PATCH /v1/queues/${ids.queue}`, { visibleTo: { teamIds: [ids.team], agentIds: [] } })).status).toBe(422);
  });
});

describe('a closed ticket', () => {
  it('refuses everything but amendments, naming what was asked', async () => {
    const { call, ids } = await shop();
    const at = `/v1/tickets/${ids.ticket}`;
    expect((await call(`PATCH ${at}`, { status: 'closed' })).status).toBe(200);
    const asked: readonly (readonly [string, object | undefined, string | undefined])[] = [
      [`PATCH ${at}`, { status: 'working' }, 'working'],
      [`PATCH ${at}`, { status: 'followup', followupAt: '2099-01-01T00:00:00.000Z' }, 'followup'],
      [`PATCH ${at}`, { owner: { agentId: ids.agent } }, 'assigned'],
      [`PATCH ${at}`, { owner: { agentId: null, teamId: null } }, 'assigned'],
      [`POST ${at}/take`, undefined, 'taken'],
      [`POST ${at}/messages`, { kind: 'reply', text: 'x' }, 'reply'],
      [`POST ${at}/messages`, { kind: 'note', text: 'x' }, 'note'],
      [`POST ${at}/escalations`, { target: { teamId: ids.team }, text: 'x' }, undefined],
    ];
    for (const [target, body, requested] of asked) {
      const answer = await call(target, body);
      expect({ target, status: answer.status, ...answer.body }).toMatchObject({ target, status: 409, code: 'illegal_transition', current: 'closed' });
      if (requested !== undefined) expect(answer.body).toMatchObject({ requested, detail: expect.stringMatching(/closed/) as unknown });
    }
    expect((await call(`GET ${at}`)).body).toMatchObject({ status: 'closed', owner: { agentId: null, teamId: null }, visibleMessageCount: 1 });
  });
});

describe('a status or a time that cannot be', () => {
  it.each([
    [{ status: 'asleep' }, 400, 'status'],
    [{ status: 'followup' }, 400, 'followupAt'],
    [{ status: 'followup', followupAt: '2020-01-01T00:00:00.000Z' }, 422, 'followupAt'],
    [{ status: 'followup', followupAt: 'soon' }, 400, 'followupAt'],
    [{ followupAt: '2099-01-01T00:00:00.000Z' }, 422, 'followupAt'],
  ])('%o is refused by its field, by a PATCH, in bulk and by thenStatus', async (change, status, path) => {
    const { call, ids } = await shop();
    const at = `/v1/tickets/${ids.ticket}`;
    const patched = await call(`PATCH ${at}`, change);
    expect([patched.status, patched.body.errors.map((error: { path: string }) => error.path)]).toEqual([status, [path]]);
    const bulk = await call('POST /v1/tickets/bulk', { ids: [ids.ticket], change });
    expect(bulk.status === 200 ? bulk.body.results[0].status : bulk.status).toBe(status);
    if ('status' in change) {
      const { status: thenStatus, ...time } = change;
      expect((await call(`POST ${at}/messages`, { kind: 'reply', text: 'x', thenStatus, ...time })).status).toBe(status);
    }
    expect((await call(`GET ${at}`)).body).toMatchObject({ status: 'created', visibleMessageCount: 1, version: 1 });
  });
});
