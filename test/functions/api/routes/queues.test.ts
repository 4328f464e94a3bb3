import { describe, expect, it } from 'vitest';
import { tenantKey } from '../../../../domain/configuration/keys.ts';
import { closedTicketItem } from '../../../../domain/support/tickets/thread-head.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { projectTickets } from '../../../domain/support/queues/project-tickets.ts';
import { headOf, ticketOf } from '../../../domain/support/queues/world.ts';
import { createHarness, type Harness, type World } from '../harness.ts';

const start = async (env: Record<string, string> = {}) => {
  const harness = createHarness({ env });
  const world = await harness.tenant();
  return { harness, world, token: world.adminToken };
};
const all = { all: [] };
const add = async (harness: Harness, token: string, more: Record<string, unknown> = {}): Promise<string> =>
  (await harness.call('POST /v1/queues', { token, body: { name: 'Queue', condition: all, ...more } })).body.id;
const queuesGeneration = async (harness: Harness, world: World) => (await harness.table.get([tenantKey(world.tenantId)]))[0]?.['queuesGeneration'];

const threadNumber = (ticket: Ticket): number => Number(ticket.threadId.split('-')[1]);

/** Stores tickets and projects them as the stream would. */
const store = async (harness: Harness, world: World, tickets: readonly Ticket[]) => {
  const { table } = harness;
  for (const ticket of tickets) {
    await table.write({
      op: 'put',
      item: ticket.status === 'closed' ? closedTicketItem(world.tenantId, ticket, 1) : headOf(world.tenantId, threadNumber(ticket), ticket),
    });
  }
  await projectTickets(
    { table, counterShards: harness.deps.settings.counterShards, random: () => 0, sleep: async () => undefined },
    tickets.map((ticket) => ({ tenantId: world.tenantId, ticketId: ticket.id })),
  );
};

describe('a queue', () => {
  it('is made with sensible defaults, read, changed and removed', async () => {
    const { harness, token } = await start();
    const condition = {
      all: [
        { field: 'origin.channel', op: 'eq', value: 'whatsapp' },
        { field: 'status', op: 'in', value: ['created', 'working'] },
      ],
    };
    const made = await harness.call('POST /v1/queues', { token, body: { name: ' WhatsApp ', priority: 5, condition } });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'WhatsApp',
        priority: 5,
        condition,
        visibleTo: { teamIds: [], agentIds: [] },
        counters: { created: 0, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 },
      },
    });
    const { id } = made.body;
    expect((await harness.call(`GET /v1/queues/${id}`, { token })).body).toEqual(made.body);
    harness.pass(1000);
    const changed = await harness.call(`PATCH /v1/queues/${id}`, { token, body: { priority: 9 } });
    expect(changed.body).toEqual({ ...made.body, priority: 9, updatedAt: changed.body.updatedAt });
    expect(changed.body.updatedAt > made.body.updatedAt).toBe(true);
    expect((await harness.call(`DELETE /v1/queues/${id}`, { token })).status).toBe(204);
    for (const method of ['GET', 'DELETE']) expect((await harness.call(`${method} /v1/queues/${id}`, { token })).status).toBe(404);
    expect((await harness.call(`PATCH /v1/queues/${id}`, { token, body: {} })).status).toBe(404);
    expect((await harness.call(`GET /v1/queues/${id}/tickets`, { token })).status).toBe(404);
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['no condition', { name: 'x' }, 400, 'condition'],
    ['no name', { name: ' ', condition: all }, 400, 'name'],
    ['an unknown member', { name: 'x', condition: all, colour: 'red' }, 400, 'colour'],
    ['a condition of another shape', { name: 'x', condition: { status: 'open' } }, 400, 'condition'],
    ['an unknown path', { name: 'x', condition: { any: [{ field: 'colour', op: 'eq', value: 'red' }] } }, 422, 'condition.any.0.field'],
    ['itself', { name: 'x', condition: { field: 'queueIds', op: 'contains', value: 'q' } }, 422, 'condition.field'],
    ['a broken pattern', { name: 'x', condition: { field: 'topic', op: 'matches', value: '(' } }, 422, 'condition.value'],
    ['an unknown team', { name: 'x', condition: all, visibleTo: { teamIds: ['nobody'] } }, 422, 'visibleTo.teamIds.0'],
    ['an unknown agent', { name: 'x', condition: all, visibleTo: { agentIds: ['nobody'] } }, 422, 'visibleTo.agentIds.0'],
  ])('cannot ask for %s', async (_, body, status, path) => {
    const { harness, token } = await start();
    const reply = await harness.call('POST /v1/queues', { token, body });
    expect([reply.status, reply.body.errors.map((error: { path: string }) => error.path)]).toEqual([status, [path]]);
    expect((await harness.call('GET /v1/queues', { token })).body.items).toEqual([]);
  });

  it('is refused when it is too large to be kept', async () => {
    const { harness, token } = await start();
    const value = Array.from({ length: 900 }, (_, n) => `${n}${'x'.repeat(900)}`);
    const reply = await harness.call('POST /v1/queues', { token, body: { name: 'x', condition: { field: 'topic', op: 'in', value } } });
    expect(reply).toMatchObject({ status: 413, body: { code: 'too_large' } });
  });

  it('has its tickets evaluated again only when it comes, goes or changes its condition', async () => {
    const { harness, world, token } = await start();
    const id = await add(harness, token);
    const made = await queuesGeneration(harness, world);
    await harness.call(`PATCH /v1/queues/${id}`, { token, body: { name: 'Other', visibleTo: { teamIds: [], agentIds: [world.adminId] }, condition: all } });
    expect(await queuesGeneration(harness, world)).toBe(made);
    await harness.call(`PATCH /v1/queues/${id}`, { token, body: { condition: { any: [] } } });
    const changed = await queuesGeneration(harness, world);
    expect(changed).toBeGreaterThan(made as number);
    await harness.call(`DELETE /v1/queues/${id}`, { token });
    expect(await queuesGeneration(harness, world)).toBeGreaterThan(changed as number);
  });

  it('is made once by the same request', async () => {
    const { harness, token } = await start();
    const call = { token, body: { name: 'x', condition: all }, headers: { 'idempotency-key': 'k1' } };
    const first = await harness.call('POST /v1/queues', call);
    expect((await harness.call('POST /v1/queues', call)).body).toEqual(first.body);
    expect((await harness.call('GET /v1/queues', { token })).body.items).toHaveLength(1);
  });

  it('takes changes by several people at once', async () => {
    const { harness, token } = await start();
    const id = await add(harness, token);
    const replies = await Promise.all(
      [{ name: 'A' }, { priority: 7 }, { condition: { any: [] } }].map((body) => harness.call(`PATCH /v1/queues/${id}`, { token, body })),
    );
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await harness.call(`GET /v1/queues/${id}`, { token })).body).toMatchObject({ name: 'A', priority: 7, condition: { any: [] } });
  });
});

describe('queues', () => {
  it('are listed by priority with their counters, page by page', async () => {
    const { harness, world, token } = await start({ COUNTER_SHARDS: '3' });
    const ids = [await add(harness, token, { priority: 3 }), await add(harness, token, { priority: 1 }), await add(harness, token, { priority: 2 })];
    await store(harness, world, [
      ticketOf(1, 1, { queueIds: [ids[0] as string, ids[1] as string] }),
      ticketOf(2, 1, { queueIds: [ids[0] as string], status: 'working' }),
      ticketOf(3, 1, { queueIds: [ids[0] as string], status: 'closed' }),
    ]);
    const first = await harness.call('GET /v1/queues?limit=2', { token });
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual([ids[1], ids[2]]);
    const second = await harness.call(`GET /v1/queues?limit=2&cursor=${first.body.nextCursor}`, { token });
    expect(second.body.items).toMatchObject([{ id: ids[0], counters: { created: 1, working: 1, pending: 0, closed: 1 } }]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('are a wall for agents: what is not shown to them is not there', async () => {
    const { harness, world, token } = await start();
    const red = (await harness.call('POST /v1/teams', { token, body: { name: 'Red' } })).body.id as string;
    const ann = await world.person('agent', [red]);
    const bob = await world.person('agent');
    const supervisor = await world.person('supervisor');
    const everyone = await add(harness, token, { priority: 1 });
    const forRed = await add(harness, token, { priority: 2, visibleTo: { teamIds: [red], agentIds: [] } });
    const forBob = await add(harness, token, { priority: 3, visibleTo: { teamIds: [], agentIds: [bob.id] } });
    const listed = async (who: string) => (await harness.call('GET /v1/queues', { token: who })).body.items.map(({ id }: { id: string }) => id);
    expect(await listed(ann.token)).toEqual([everyone, forRed]);
    expect(await listed(bob.token)).toEqual([everyone, forBob]);
    expect(await listed(supervisor.token)).toEqual([everyone, forRed, forBob]);
    for (const path of [forRed, `${forRed}/tickets`]) expect((await harness.call(`GET /v1/queues/${path}`, { token: bob.token })).status).toBe(404);
    expect((await harness.call(`GET /v1/queues/${forRed}/tickets`, { token: ann.token })).status).toBe(200);
  });

  it('stay a wall for the tickets that closed in them when they are deleted', async () => {
    const { harness, world, token } = await start();
    const red = (await harness.call('POST /v1/teams', { token, body: { name: 'Red' } })).body.id as string;
    const ann = await world.person('agent', [red]);
    const bob = await world.person('agent');
    const hidden = await add(harness, token, { visibleTo: { teamIds: [red], agentIds: [] } });
    const everyone = await add(harness, token);
    const [secret, open] = [ticketOf(1, 1, { queueIds: [hidden], status: 'closed' }), ticketOf(2, 1, { queueIds: [everyone], status: 'closed' })] as const;
    await store(harness, world, [secret, open]);
    const seen = async (who: string) => {
      const statuses = await Promise.all([secret, open].map(async ({ id }) => (await harness.call(`GET /v1/tickets/${id}`, { token: who })).status));
      const { items } = (await harness.call('GET /v1/tickets', { token: who })).body as { items: { id: string }[] };
      return [...statuses, items.length];
    };
    expect([await seen(ann.token), await seen(bob.token)]).toEqual([
      [200, 200, 2],
      [404, 200, 1],
    ]);
    for (const id of [hidden, everyone]) expect((await harness.call(`DELETE /v1/queues/${id}`, { token })).status).toBe(204);
    expect([await seen(ann.token), await seen(bob.token)]).toEqual([
      [200, 200, 2],
      [404, 200, 1],
    ]);
    expect(await seen((await world.person('supervisor')).token)).toEqual([200, 200, 2]);
  });

  it('of another tenant are not there', async () => {
    const { harness, token } = await start();
    const id = await add(harness, token);
    const other = await harness.tenant();
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      expect(
        (await harness.call(`${method} /v1/queues/${id}`, { token: other.adminToken, ...(method === 'PATCH' ? { body: { name: 'x' } } : {}) })).status,
      ).toBe(404);
    }
    expect((await harness.call('GET /v1/queues', { token: other.adminToken })).body.items).toEqual([]);
  });
});

describe("a queue's tickets", () => {
  const listed = async (harness: Harness, token: string, id: string, query = '') => {
    const { body } = await harness.call(`GET /v1/queues/${id}/tickets${query}`, { token });
    return { ids: body.items.map((ticket: { id: string }) => ticket.id) as string[], nextCursor: body.nextCursor as string | null };
  };

  it('come most urgent first, then who waits longest, over all shards and pages', async () => {
    const { harness, world, token } = await start({ COUNTER_SHARDS: '4' });
    const id = await add(harness, token);
    const generation = Number(await queuesGeneration(harness, world));
    const tickets = Array.from({ length: 23 }, (_, n) =>
      ticketOf(n, 1, {
        queueIds: [id],
        generation,
        priority: (['low', 'normal', 'high', 'urgent'] as const)[n % 4] as Ticket['priority'],
        waitingSince: n % 3 ? `2026-11-20T${String(10 + (n % 7))}:00:00.000Z` : null,
        status: 'working',
      }),
    );
    await store(harness, world, tickets);
    const rank = { urgent: 0, high: 1, normal: 2, low: 3 };
    const expected = [...tickets]
      .sort((a, b) => rank[a.priority] - rank[b.priority] || ((a.waitingSince ?? a.createdAt) + a.id < (b.waitingSince ?? b.createdAt) + b.id ? -1 : 1))
      .map((ticket) => ticket.id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { ids: string[]; nextCursor: string | null } = await listed(harness, token, id, `?limit=5${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.ids);
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(expected);
  });

  it('are those that are in it now, whatever its rows still say', async () => {
    const { harness, world, token } = await start();
    const id = await add(harness, token);
    const generation = Number(await queuesGeneration(harness, world));
    const tickets = [1, 2, 3, 4].map((n) => ticketOf(n, 1, { queueIds: [id], generation, status: 'working' }));
    await store(harness, world, tickets);
    const rewrite = (ticket: Ticket, change: Partial<Ticket> | null) =>
      harness.table.write({ op: 'put', item: headOf(world.tenantId, threadNumber(ticket), change && { ...ticket, ...change }) });
    await rewrite(tickets[0] as Ticket, { queueIds: [] });
    await rewrite(tickets[1] as Ticket, { status: 'closed' });
    await rewrite(tickets[2] as Ticket, null);
    expect((await listed(harness, token, id)).ids).toEqual([tickets[3]?.id]);
  });

  it('of any statuses, closed ones too, keep the queue’s order page by page, the closed ones last', async () => {
    const { harness, world, token } = await start();
    const id = await add(harness, token);
    const generation = Number(await queuesGeneration(harness, world));
    const statuses = ['created', 'working', 'pending', 'solved'] as const;
    const active = Array.from({ length: 12 }, (_, n) => ticketOf(n, 1, { queueIds: [id], generation, status: statuses[n % 4] as Ticket['status'] }));
    await store(harness, world, active);
    const closed = [20, 21, 22].map((n) =>
      ticketOf(n, 1, {
        queueIds: n === 22 ? [] : [id],
        generation,
        status: 'closed',
        closedAt: '2026-11-21T09:00:00.000Z',
        updatedAt: `2026-11-21T0${n - 15}:00:00.000Z`,
      }),
    );
    for (const ticket of closed) await harness.table.write({ op: 'put', item: closedTicketItem(world.tenantId, ticket, 1) });
    const of = async (status: string): Promise<string[]> => {
      const seen: string[] = [];
      for (let cursor: string | null = '', turns = 0; cursor !== null && turns < 20; turns += 1) {
        const page: { ids: string[]; nextCursor: string | null } = await listed(
          harness,
          token,
          id,
          `?limit=2&status=${status}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...page.ids);
        cursor = page.nextCursor;
      }
      return seen;
    };
    const whole = (await listed(harness, token, id, '?limit=100')).ids;
    expect(whole).toHaveLength(12);
    const only = (...wanted: string[]) => whole.filter((ticketId) => wanted.includes(String(active.find((ticket) => ticket.id === ticketId)?.status)));
    expect(await of('working,solved')).toEqual(only('working', 'solved'));
    expect(await of('closed')).toEqual([closed[1]?.id, closed[0]?.id]);
    expect(await of('pending,closed')).toEqual([...only('pending'), closed[1]?.id, closed[0]?.id]);
    expect((await harness.call(`GET /v1/queues/${id}/tickets?status=open`, { token })).status).toBe(400);
  });

  it('are those that the present condition takes, before their re-evaluation has come', async () => {
    const { harness, world, token } = await start();
    const id = await add(harness, token, { condition: { field: 'priority', op: 'eq', value: 'urgent' } });
    await store(harness, world, [ticketOf(1, 1, { queueIds: [id], priority: 'normal' }), ticketOf(2, 1, { queueIds: [id], priority: 'urgent' })]);
    expect((await listed(harness, token, id)).ids).toEqual([ticketOf(2, 1).id]);
  });

  it('are under the wall of the asker', async () => {
    const { harness, world, token } = await start();
    const ann = await world.person('agent');
    const bob = await world.person('agent');
    const id = await add(harness, token, { visibleTo: { teamIds: [], agentIds: [ann.id] } });
    const generation = Number(await queuesGeneration(harness, world));
    await store(harness, world, [ticketOf(1, 1, { queueIds: [id], generation, owner: { agentId: bob.id, teamId: null } })]);
    expect((await listed(harness, ann.token, id)).ids).toHaveLength(1);
    expect((await harness.call(`GET /v1/queues/${id}/tickets`, { token: bob.token })).status).toBe(404);
  });

  it('stop a page at what was looked at when rows are stale', async () => {
    const { harness, world, token } = await start();
    const id = await add(harness, token);
    const pk = `T#${world.tenantId}#Q#${id}#0`;
    for (let n = 0; n < 1300; n += 1) await harness.table.write({ op: 'put', item: { pk, sk: `2#2026#${ticketOf(n, 1).id}`, revision: 1 } });
    const first = await listed(harness, token, id, '?limit=100');
    expect(first.ids).toEqual([]);
    expect(first.nextCursor).not.toBeNull();
    expect((await listed(harness, token, id, `?limit=100&cursor=${first.nextCursor}`)).nextCursor).toBeNull();
  });
});
