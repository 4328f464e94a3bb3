import { describe, expect, it } from 'vitest';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { wholeConfiguration } from '../../../harness/configuration.ts';
import { createHarness, type Harness } from '../harness.ts';
import { customerShop } from './customer-shop.ts';

const start = async () => {
  const harness = createHarness();
  const world = await harness.tenant();
  return { harness, world, token: world.adminToken };
};
const paths = (body: { errors: { path: string }[] }): string[] => body.errors.map(({ path }) => path);
const team = async (harness: Harness, token: string): Promise<string> => (await harness.call('POST /v1/teams', { token, body: { name: 'Red' } })).body.id;

describe('a rule', () => {
  it('is made with sensible defaults, read, changed and removed, each change a new generation', async () => {
    const { harness, world, token } = await start();
    const generation = async () => Number((await harness.table.get([tenantKey(world.tenantId)]))[0]?.['policyGeneration']);
    const before = await generation();
    const made = await harness.call('POST /v1/rules', {
      token,
      body: { name: 'Tag refunds', event: 'message.received', actions: [{ type: 'tag', add: ['refund'] }] },
    });
    expect(made).toMatchObject({ status: 201, body: { weight: 100, stop: false, enabled: true, condition: { all: [] } } });
    const { id } = made.body;
    expect((await harness.call(`GET /v1/rules/${id}`, { token })).body).toEqual(made.body);
    expect((await harness.call(`PATCH /v1/rules/${id}`, { token, body: { enabled: false } })).body).toMatchObject({ ...made.body, enabled: false });
    expect((await harness.call(`DELETE /v1/rules/${id}`, { token })).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await harness.call(`${method} /v1/rules/${id}`, { token })).status).toBe(404);
    expect(await generation()).toBe(before + 3);
  });

  it('comes in the list in the order in which rules run', async () => {
    const { harness, token } = await start();
    for (const weight of [30, 10, 20])
      await harness.call('POST /v1/rules', { token, body: { name: `w${weight}`, event: 'ticket.created', weight, actions: [] } });
    expect((await harness.call('GET /v1/rules', { token })).body.items.map(({ name }: { name: string }) => name)).toEqual(['w10', 'w20', 'w30']);
  });

  it.each<[string, unknown, number, string]>([
    ['an unknown action', { type: 'explode' }, 400, 'actions.0.type'],
    ['an unknown member', { type: 'note', text: 'x', colour: 1 }, 400, 'actions.0.colour'],
    ['an empty reply', { type: 'reply', text: ' ' }, 400, 'actions.0.text'],
    ['a webhook to no address', { type: 'webhook', url: 'ftp://x.example' }, 400, 'actions.0.url'],
    ['an escalation to nowhere', { type: 'escalate', target: {}, text: 'x' }, 400, 'actions.0.target'],
    ['an unknown field', { type: 'set', field: 'sequence', value: 1 }, 422, 'actions.0.field'],
    ['an unknown priority', { type: 'set', field: 'priority', value: 'top' }, 422, 'actions.0.value'],
    ['the status created', { type: 'set', field: 'status', value: 'created' }, 422, 'actions.0.value'],
    ['a snooze without an end', { type: 'set', field: 'status', value: 'followup' }, 422, 'actions.0.followupMinutes'],
    ['a snooze of no minutes', { type: 'set', field: 'status', value: 'followup', followupMinutes: 0 }, 400, 'actions.0.followupMinutes'],
    ['a snooze of more than a year', { type: 'set', field: 'status', value: 'followup', followupMinutes: 525_601 }, 400, 'actions.0.followupMinutes'],
    ['a snooze of a part of a minute', { type: 'set', field: 'status', value: 'followup', followupMinutes: 1.5 }, 400, 'actions.0.followupMinutes'],
    ['minutes of another status', { type: 'set', field: 'status', value: 'solved', followupMinutes: 60 }, 422, 'actions.0.followupMinutes'],
    ['minutes of another field', { type: 'set', field: 'topic', value: 'followup', followupMinutes: 60 }, 422, 'actions.0.followupMinutes'],
    ['a topic that is no text', { type: 'set', field: 'topic', value: 7 }, 422, 'actions.0.value'],
    ['nothing', { type: 'set', field: 'topic' }, 400, 'actions.0.value'],
    ['a custom field that is an object', { type: 'set', field: 'customFields.a', value: {} }, 422, 'actions.0.value'],
    ['no tag', { type: 'tag' }, 422, 'actions.0'],
    ['nobody', { type: 'assign' }, 422, 'actions.0'],
    ['a strategy without a team', { type: 'assign', strategy: 'round_robin' }, 422, 'actions.0.strategy'],
    ['a strategy for one agent', { type: 'assign', strategy: 'round_robin', teamId: 't', agentId: 'a' }, 422, 'actions.0.strategy'],
    ['an unknown team', { type: 'assign', teamId: 'x' }, 422, 'actions.0.teamId'],
    ['an unknown agent', { type: 'assign', agentId: 'x' }, 422, 'actions.0.agentId'],
    ['a webhook to the hub’s own machine', { type: 'webhook', url: 'https://127.0.0.1/x' }, 422, 'actions.0.url'],
    ['a webhook without TLS', { type: 'webhook', url: 'http://hooks.example/x' }, 422, 'actions.0.url'],
    ['an escalation to a private address', { type: 'escalate', target: { url: 'https://10.0.0.1/x' }, text: 'Help' }, 422, 'actions.0.target.url'],
    ['an escalation to an unknown team', { type: 'escalate', target: { teamId: 'x' }, text: 'Help' }, 422, 'actions.0.target.teamId'],
  ])('cannot do %s', async (_, action, status, path) => {
    const { harness, token } = await start();
    const reply = await harness.call('POST /v1/rules', { token, body: { name: 'x', event: 'ticket.created', actions: [action] } });
    expect([reply.status, paths(reply.body)]).toEqual([status, [path]]);
  });

  it.each([
    ['its only channel', { field: 'origin.channel', op: 'eq', value: 'whatsapp' }, 422],
    ['one of its channels', { field: 'origin.channel', op: 'in', value: ['api', 'whatsapp'] }, 422],
    [
      'a channel that it leaves out',
      {
        all: [{ field: 'origin.channel', op: 'in', value: ['api', 'whatsapp'] }, { not: { field: 'origin.channel', op: 'eq', value: 'whatsapp' } }],
      },
      201,
    ],
    ['a channel that it does not name', { field: 'priority', op: 'eq', value: 'high' }, 201],
    ['a channel with longer replies', { field: 'origin.channel', op: 'eq', value: 'facebook' }, 201],
  ])('with a reply over the limit of %s', async (_, condition, status) => {
    const { harness, token } = await start();
    const actions = [{ type: 'reply', text: 'x'.repeat(4_500) }];
    const reply = await harness.call('POST /v1/rules', { token, body: { name: 'x', event: 'ticket.created', condition, actions } });
    expect(reply.status).toBe(status);
    if (status === 422) expect(reply.body.errors).toEqual([{ path: 'actions.0.text', message: 'at most 4096 characters on whatsapp' }]);
  });

  it('is tried before it is saved, with or without a name', async () => {
    const { harness, token } = await start();
    const rule = { event: 'message.received', actions: [{ type: 'tag', add: ['refund'] }] };
    const tried = await harness.call('POST /v1/rules/dry-run', { token, body: { rule } });
    expect(tried).toMatchObject({ status: 200, body: { looked: 0, matched: 0, items: [] } });
    expect((await harness.call('GET /v1/rules', { token })).body.items).toEqual([]);
    expect((await harness.call('GET /v1/jobs/nobody', { token })).status).toBe(404);
  });

  it.each<[string, unknown, number, string]>([
    ['no rule', {}, 400, 'rule'],
    ['no days', { days: 0 }, 400, 'days'],
    ['more days than are kept in mind', { days: 91 }, 400, 'days'],
    ['no items', { limit: 0 }, 400, 'limit'],
    ['an unknown team', { rule: { event: 'timer', actions: [{ type: 'assign', teamId: 'x' }] } }, 422, 'rule.actions.0.teamId'],
    [
      'a path that does not exist',
      { rule: { event: 'timer', condition: { field: 'colour', op: 'eq', value: 'x' }, actions: [] } },
      422,
      'rule.condition.field',
    ],
  ])('is not tried with %s', async (_, given, status, path) => {
    const { harness, token } = await start();
    const body = path === 'rule' ? given : { rule: { event: 'timer', actions: [] }, ...(given as object) };
    const reply = await harness.call('POST /v1/rules/dry-run', { token, body });
    expect([reply.status, paths(reply.body)]).toEqual([status, [path]]);
  });

  it('takes every action of the contract', async () => {
    const { harness, world, token } = await start();
    const teamId = await team(harness, token);
    const actions = [
      { type: 'assign', teamId, strategy: 'least_loaded' },
      { type: 'assign', agentId: world.adminId },
      { type: 'set', field: 'priority', value: 'urgent' },
      { type: 'set', field: 'status', value: 'solved' },
      { type: 'set', field: 'status', value: 'followup', followupMinutes: 60 },
      { type: 'set', field: 'topic', value: null },
      { type: 'set', field: 'sentiment', value: 'bad' },
      { type: 'set', field: 'customFields.größe', value: 42 },
      { type: 'set', field: 'customFields.gone', value: null },
      { type: 'tag', add: ['a'], remove: ['b'] },
      { type: 'reply', text: 'Thanks' },
      { type: 'note', text: 'Look' },
      { type: 'escalate', target: { email: 'boss@shop.example' }, text: 'Help' },
      { type: 'escalate', target: { teamId }, text: 'Help', dueAt: '2026-12-01T00:00:00Z' },
      { type: 'webhook', url: 'https://hooks.example/x' },
    ];
    const reply = await harness.call('POST /v1/rules', {
      token,
      body: { name: 'x', event: 'timer', weight: -5, stop: true, condition: { field: 'message.text', op: 'matches', value: 'a+' }, actions },
    });
    expect(reply).toMatchObject({ status: 201, body: { actions } });
    expect((await harness.call(`PATCH /v1/rules/${reply.body.id}`, { token, body: { condition: { field: 'x', op: 'exists' } } })).status).toBe(422);
  });
});

describe('an enrichment list', () => {
  const entries = [
    { value: 'ann@shop.example', set: { priority: 'high', tags: ['vip'], topic: 'VIP', customFields: { tier: 1, since: '2020', paying: true } } },
  ];
  const body = { name: 'VIPs', key: 'author.email', match: 'exact', entries };

  it('is made, read with its entries, listed without, changed and removed', async () => {
    const { harness, world, token } = await start();
    const made = await harness.call('POST /v1/enrichment-lists', { token, body });
    expect(made).toMatchObject({ status: 201, body: { ...body, size: 1 } });
    const { id } = made.body;
    expect((await harness.call(`GET /v1/enrichment-lists/${id}`, { token })).body).toEqual(made.body);
    expect((await harness.call('GET /v1/enrichment-lists', { token })).body.items).toMatchObject([{ id, size: 1 }]);
    expect((await harness.call('GET /v1/enrichment-lists', { token })).body.items[0]).not.toHaveProperty('entries');

    expect((await harness.call(`PATCH /v1/enrichment-lists/${id}`, { token, body: { name: 'Best' } })).body).toMatchObject({ name: 'Best', size: 1 });
    expect((await harness.call(`GET /v1/enrichment-lists/${id}`, { token })).body.entries).toEqual(entries);
    const more = [...entries, { value: 'bob@shop.example', set: { owner: { agentId: world.adminId } } }];
    expect((await harness.call(`PATCH /v1/enrichment-lists/${id}`, { token, body: { entries: more } })).body).toMatchObject({
      name: 'Best',
      size: 2,
      entries: more,
    });
    expect((await harness.call(`GET /v1/enrichment-lists/${id}`, { token })).body.entries).toEqual(more);

    expect((await harness.call(`DELETE /v1/enrichment-lists/${id}`, { token })).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await harness.call(`${method} /v1/enrichment-lists/${id}`, { token })).status).toBe(404);
    expect(harness.table.all().filter(({ pk }) => pk.includes('#EL#'))).toEqual([]);
  });

  it('sets every property that lists may set, on the ticket of a message that it matches', async () => {
    const { harness, world, receive, call, list } = await customerShop();
    const set = {
      priority: 'high',
      tags: ['vip'],
      topic: 'VIP',
      customFields: { tier: 1 },
      sentiment: 'negative',
      language: 'de',
      owner: { agentId: world.adminId },
    };
    const made = await call('POST /v1/enrichment-lists', { ...body, key: 'message.text', match: 'contains', entries: [{ value: 'refund', set }] });
    expect(made).toMatchObject({ status: 201, body: { entries: [{ set }] } });
    expect(
      (
        await harness.call('PATCH /v1/enrichment-lists/' + made.body.id, {
          token: world.adminToken,
          body: { entries: [{ value: 'x', set: { sentiment: null } }] },
        })
      ).status,
    ).toBe(400);
    await receive('a', 'a1', 'I want a refund');
    await receive('b', 'b1', 'hello');
    const [other, ticket] = await list();
    expect(ticket).toMatchObject({ ...set, owner: { agentId: world.adminId, teamId: null } });
    expect(other).toMatchObject({ sentiment: null, language: null });
  });

  it('of thousands of entries is kept in chunks and compiled whole', async () => {
    const { harness, world, token } = await start();
    const many = Array.from({ length: 9000 }, (_, n) => ({ value: `customer-${n}@shop.example`, set: { tags: [`t${n}`] } }));
    const made = await harness.call('POST /v1/enrichment-lists', { token, body: { ...body, entries: many } });
    expect(made).toMatchObject({ status: 201, body: { size: 9000 } });
    expect(made.body).not.toHaveProperty('entries');
    expect(harness.table.all().filter(({ pk }) => pk.includes('#EL#')).length).toBeGreaterThan(3);
    expect((await harness.call(`GET /v1/enrichment-lists/${made.body.id}`, { token })).body.entries).toEqual(many);
    const { lists } = await wholeConfiguration(harness.table, world.tenantId);
    expect(lists[0]?.find({ ticket: { author: { id: 'customer-8999@shop.example' } }, message: null })).toEqual({ tags: ['t8999'] });
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['an unknown key', { key: 'author.age' }, 400, 'key'],
    ['an unknown kind of match', { match: 'sounds like' }, 400, 'match'],
    ['an entry without a value', { entries: [{ value: ' ', set: {} }] }, 400, 'entries.0.value'],
    ['an unknown property', { entries: [{ value: 'x', set: { colour: 'red' } }] }, 400, 'entries.0.set.colour'],
    ['an unknown owner', { entries: [...entries, { value: 'x', set: { owner: { agentId: 'nobody' } } }] }, 422, 'entries.1.set.owner.agentId'],
    ['an unknown team', { entries: [{ value: 'x', set: { owner: { teamId: 'nobody' } } }] }, 422, 'entries.0.set.owner.teamId'],
  ])('cannot have %s', async (_, change, status, path) => {
    const { harness, token } = await start();
    const reply = await harness.call('POST /v1/enrichment-lists', { token, body: { ...body, ...change } });
    expect([reply.status, paths(reply.body)]).toEqual([status, [path]]);
  });

  it('answers the same request with the same list', async () => {
    const { harness, token } = await start();
    const call = { token, body, headers: { 'idempotency-key': 'k' } };
    const first = await harness.call('POST /v1/enrichment-lists', call);
    expect((await harness.call('POST /v1/enrichment-lists', call)).body).toEqual(first.body);
    expect((await harness.call('GET /v1/enrichment-lists', { token })).body.items).toHaveLength(1);
  });
});
