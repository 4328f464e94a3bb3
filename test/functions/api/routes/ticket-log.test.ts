import { describe, expect, it } from 'vitest';
import { customerShop } from './customer-shop.ts';

interface Entry {
  readonly by: { readonly type: string; readonly id: string | null };
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}
const told = ({ by, changes }: Entry) => [by.type, ...changes.map(({ field, from, to }) => `${field} ${String(from)}>${String(to)}`)];

describe('GET /v1/tickets/{id}/log', () => {
  it('tells who changed what and why: the customer, an agent, a rule with its version, a reopening', async () => {
    const { call, receive, list } = await customerShop();
    const rule = {
      name: 'Complaints are urgent',
      event: 'ticket.updated',
      condition: { field: 'topic', op: 'eq', value: 'complaint' },
      actions: [{ type: 'set', field: 'priority', value: 'urgent' }],
    };
    const { id: ruleId } = (await call('POST /v1/rules', rule)).body;
    await receive('ann', 'm1');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}`;
    await call(`PATCH ${path}`, { topic: 'complaint', customFields: { tier: 'gold' } }, { 'x-correlation-id': 'from-the-console' });
    await call(`PATCH ${path}`, { status: 'pending' });
    await receive('ann', 'm2');
    const { status, body } = await call(`GET ${path}/log`);
    expect(status).toBe(200);
    expect(body.nextCursor).toBeNull();
    expect((body.items as Entry[]).map(told)).toEqual([
      ['customer', 'status null>created', 'priority null>normal'],
      ['agent', 'topic null>complaint', 'customFields.tier null>gold'],
      ['rule', 'priority normal>urgent'],
      ['agent', 'status created>pending'],
      ['customer', 'status pending>working'],
    ]);
    expect(body.items[1]).toMatchObject({ cause: null, rules: [{ id: ruleId, name: 'Complaints are urgent' }], correlationId: 'from-the-console' });
    expect(body.items[2]).toMatchObject({ by: { id: ruleId }, cause: { type: 'agent' }, correlationId: 'from-the-console' });
    expect(body.items[2].ruleSet).toBeGreaterThan(0);
    expect(body.items[4]).toMatchObject({ by: { id: 'ann' }, cause: { type: 'message', id: '2' } });
    const newest = (await call(`GET ${path}/log?order=desc`)).body.items;
    expect(newest).toEqual((body.items as unknown[]).toReversed());
  });

  it('pages in both orders give each entry once, whatever their size', async () => {
    const { call, receive, list } = await customerShop();
    await receive('ann', 'm1');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}`;
    for (let n = 2; n < 7; n += 1) {
      await call(`PATCH ${path}`, { status: 'solved' });
      await receive('ann', `m${n}`);
      await receive('ann', `m${n}-again`);
    }
    const whole = (await call(`GET ${path}/log`)).body.items as unknown[];
    expect(whole).toHaveLength(11);
    for (const order of ['asc', 'desc'])
      for (const limit of [1, 2, 3, 11]) {
        const paged: unknown[] = [];
        let cursor: string | null = null;
        do {
          const { body } = await call(`GET ${path}/log?order=${order}&limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`);
          expect(body.items.length).toBeLessThanOrEqual(limit);
          paged.push(...body.items);
          cursor = body.nextCursor;
        } while (cursor !== null);
        expect(paged).toEqual(order === 'asc' ? whole : whole.toReversed());
      }
  });

  it('of a closed ticket ends there, and that of the next ticket of the thread begins with it', async () => {
    const { call, receive, list } = await customerShop();
    await receive('ann', 'm1');
    const [first] = await list();
    await call(`PATCH /v1/tickets/${first?.id}`, { status: 'closed' });
    await receive('ann', 'm2');
    const [second] = await list('?status=created');
    const of = async (id: string | undefined) => ((await call(`GET /v1/tickets/${id}/log`)).body.items as Entry[]).map(told);
    expect(await of(first?.id)).toEqual([
      ['customer', 'status null>created', 'priority null>normal'],
      ['agent', 'status created>closed'],
    ]);
    expect(await of(second?.id)).toEqual([['customer', 'status null>created', 'priority null>normal']]);
  });

  it('comes as JSON lines where the caller accepts them', async () => {
    const { call, receive, list } = await customerShop();
    await receive('ann', 'm1');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}/log`;
    await call(`PATCH /v1/tickets/${ticket?.id}`, { topic: 'one\ntwo' });
    const { items } = (await call(`GET ${path}`)).body;
    const lines = await call(`GET ${path}?limit=1`, undefined, { accept: 'application/x-ndjson' });
    expect(lines.headers).toMatchObject({ 'content-type': 'application/x-ndjson', 'x-next-cursor': expect.any(String) as unknown });
    expect(lines.body).toBe(`${JSON.stringify(items[0])}\n`);
  });

  it('is behind the wall of queues', async () => {
    const { world, call, receive, list } = await customerShop();
    const { token } = await world.person('agent');
    await receive('ann', 'm1');
    const [ticket] = await list();
    const path = `GET /v1/tickets/${ticket?.id}/log`;
    expect((await call(path, undefined, undefined, token)).status).toBe(200);
    await call('POST /v1/queues', { name: 'Admins', priority: 1, condition: { all: [] }, visibleTo: { agentIds: [world.adminId], teamIds: [] } });
    await call(`PATCH /v1/tickets/${ticket?.id}`, { topic: 'secret' });
    expect((await call(path, undefined, undefined, token)).status).toBe(404);
    expect((await call('GET /v1/tickets/nothing/log')).status).toBe(404);
  });
});
