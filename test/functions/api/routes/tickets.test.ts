import { describe, expect, it } from 'vitest';
import type { Context } from '../../../../domain/context.ts';
import { configurationCache } from '../../../../domain/policy/cache.ts';
import { type BulkChangeJob, bulkChangeChunk } from '../../../../domain/support/tickets/bulk-job.ts';
import { ticketAccess } from '../../../../functions/api/ticket-access.ts';
import { openAsker } from '../../../../functions/jobs/asker.ts';
import { customerShop } from './customer-shop.ts';

describe('the closing time of a tenant', () => {
  it('is set by its admin within limits, and counts from the next status on', async () => {
    const { harness, world, receive, call, list } = await customerShop();
    const { deps } = harness;
    await receive('a', 'a1');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}`;
    const after = (ms: number) => new Date(deps.clock() + ms).toISOString();
    const solved = async () => {
      await call(`PATCH ${path}`, { status: 'working' });
      return (await call(`PATCH ${path}`, { status: 'solved' })).body.closesAt;
    };
    const byDefault = deps.settings.ticketClosedAfterMs;
    expect((await call('GET /v1/tenant')).body).toMatchObject({ ticketClosedAfterMins: null });
    expect(await solved()).toBe(after(byDefault));
    for (const ticketClosedAfterMins of [0, 0.04, -1, 525_601, '60', [], Number.MAX_SAFE_INTEGER]) {
      expect(await call('PATCH /v1/tenant', { ticketClosedAfterMins })).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: [{ path: 'ticketClosedAfterMins' }] },
      });
    }
    expect(await call('PATCH /v1/tenant', { ticketClosedAfterMins: 10.5 })).toMatchObject({ status: 200, body: { ticketClosedAfterMins: 10.5 } });
    // What the ticket shows stays.
    expect((await call(`GET ${path}`)).body.closesAt).toBe(after(byDefault));
    expect(await solved()).toBe(after(630_000));
    expect(await call('PATCH /v1/tenant', { ticketClosedAfterMins: null })).toMatchObject({ status: 200, body: { ticketClosedAfterMins: null } });
    expect(await solved()).toBe(after(byDefault));
    const { token } = await world.person('supervisor');
    expect((await call('PATCH /v1/tenant', { ticketClosedAfterMins: 5 }, undefined, token)).status).toBe(403);
  });
});

describe('tickets by API', () => {
  it('are listed newest activity first, page by page, both ways', async () => {
    const { receive, call, list } = await customerShop();
    for (const author of ['a', 'b', 'c', 'd', 'e']) await receive(author, `${author}1`);
    await receive('a', 'a2');
    expect((await list()).map((t) => t.author.id)).toEqual(['a', 'e', 'd', 'c', 'b']);
    expect((await list('?sort=updatedAt')).map((t) => t.author.id)).toEqual(['b', 'c', 'd', 'e', 'a']);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (await call(`GET /v1/tickets?limit=2${cursor}`)).body;
      seen.push(...page.items.map((t: { author: { id: string } }) => t.author.id));
      cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
    } while (cursor !== '');
    expect(seen).toEqual(['a', 'e', 'd', 'c', 'b']);
  });

  it('are found by status, owner, team, origin, sequence, queue and time, and by several of these', async () => {
    const { receive, call, list, origin, world, harness } = await customerShop();
    const queue = (await call('POST /v1/queues', { name: 'High', condition: { all: [{ field: 'priority', op: 'eq', value: 'high' }] } })).body;
    const team = (await call('POST /v1/teams', { name: 'Returns' })).body;
    for (const author of ['a', 'b', 'c']) await receive(author, `${author}1`);
    const [c, b, a] = await list();
    if (!a || !b || !c) throw new Error('three tickets');
    await call(`PATCH /v1/tickets/${a.id}`, { status: 'closed' });
    await call(`PATCH /v1/tickets/${b.id}`, { owner: { agentId: world.adminId, teamId: team.id }, priority: 'high' });
    const ids = async (query: string) => (await list(query)).map((t) => t.author.id);
    expect(await ids('?status=closed')).toEqual(['a']);
    expect(await ids('?status=created,closed')).toEqual(['a', 'c']);
    expect(await ids(`?ownerId=${world.adminId}`)).toEqual(['b']);
    expect(await ids('?ownerId=me')).toEqual(['b']);
    expect(await ids('?ownerId=me&status=created')).toEqual([]);
    expect(await ids(`?ownerId=me&sequence=${b.sequence}`)).toEqual(['b']);
    expect(await ids(`?ownerId=none&sequence=${c.sequence}`)).toEqual(['c']);
    expect(await ids(`?ownerId=none&sequence=${b.sequence}`)).toEqual([]);
    expect(await ids(`?teamId=${team.id}&status=working`)).toEqual(['b']);
    expect(await ids(`?queueId=${queue.id}`)).toEqual(['b']);
    expect(await ids(`?queueId=${queue.id}&status=created`)).toEqual([]);
    expect(await ids(`?originId=${origin.id}`)).toHaveLength(3);
    expect(await ids('?originId=other')).toEqual([]);
    expect(await ids(`?sequence=${c.sequence}`)).toEqual(['c']);
    expect(await ids('?sequence=77')).toEqual([]);
    const time = new Date(harness.deps.clock() - 1500).toISOString();
    expect(await ids(`?updatedSince=${time.replace('.500', '').replace('.000', '')}`)).toEqual(await ids(`?updatedSince=${time}`));
    await call(`PATCH /v1/tickets/${b.id}`, { status: 'closed' });
    expect(await ids(`?ownerId=${world.adminId}`)).toEqual(['b']);
    expect((await call('GET /v1/tickets?q=x&sequence=1')).status).toBe(422);
    expect((await call('GET /v1/tickets?q=x')).body.items).toEqual([]);
    for (const bad of ['?status=open', '?limit=0', '?limit=101', '?nonsense=1', '?sort=age', '?cursor=abc', '?updatedSince=yesterday'])
      expect([bad, (await call(`GET /v1/tickets${bad}`)).status]).toEqual([bad, 400]);
  });

  it('carry their version as ETag, and a stale If-Match is a 412', async () => {
    const { receive, call, list } = await customerShop();
    await receive('a', 'a1');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}`;
    const read = await call(`GET ${path}`);
    expect(read).toMatchObject({ status: 200, headers: { etag: '"1"' } });
    expect(await call(`PATCH ${path}`, { priority: 'high' }, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await call(`PATCH ${path}`, { priority: 'low' }, { 'if-match': '1' })).toMatchObject({ status: 412, body: { code: 'stale' } });
    expect(await call(`PATCH ${path}`, { status: 'followup' })).toMatchObject({ status: 400, body: { errors: [{ path: 'followupAt' }] } });
    expect(await call(`PATCH ${path}`, { status: 'created' })).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect(await call(`PATCH ${path}`, { colour: 'red' })).toMatchObject({ status: 400 });
    expect(await call(`PATCH ${path}`, { owner: { agentId: 'nobody' } })).toMatchObject({ status: 422 });
  });

  it('are taken by one, and changed in bulk each on its own', async () => {
    const { receive, call, list, world } = await customerShop();
    await receive('a', 'a1');
    const [ticket] = await list();
    const other = await world.person('agent');
    expect(await call(`POST /v1/tickets/${ticket?.id}/take`)).toMatchObject({ status: 200, body: { owner: { agentId: world.adminId }, status: 'working' } });
    expect(await call(`POST /v1/tickets/${ticket?.id}/take`, undefined, undefined, other.token)).toMatchObject({
      status: 409,
      body: { code: 'already_taken', owner: { agentId: world.adminId } },
    });
    const bulk = await call('POST /v1/tickets/bulk', { ids: [ticket?.id, 'nothing'], change: { tags: ['x', 'x'] } });
    expect(bulk.body.results).toMatchObject([
      { status: 200, ticket: { tags: ['x'] } },
      { status: 404, error: { code: 'not_found' } },
    ]);
  });

  it('are changed in bulk once for an Idempotency-Key, and answered the same again, also after a crash in between', async () => {
    const { harness, receive, call, list } = await customerShop();
    for (const author of ['a', 'b', 'c']) await receive(author, `${author}1`);
    const ids = [...(await list()).map(({ id }: { id: string }) => id), 'nothing'];
    const bulk = (more: object = {}, key = 'key-1') =>
      call('POST /v1/tickets/bulk', { ids, change: { priority: 'high' }, ...more }, { 'idempotency-key': key });
    const first = await bulk();
    expect(first.body.results.map(({ status }: { status: number }) => status)).toEqual([200, 200, 200, 404]);
    await call(`PATCH /v1/tickets/${ids[0]}`, { priority: 'low' });
    const again = await bulk();
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
    expect((await call(`GET /v1/tickets/${ids[0]}`)).body).toMatchObject({ priority: 'low', version: 3 });
    expect(await bulk({ change: { priority: 'urgent' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'Idempotency-Key' }] } });
    // The process dies when two of three are changed.
    const { transact } = harness.table;
    let left = 2;
    Object.assign(harness.table, { transact: async (writes: never) => ((left -= 1) < 0 ? Promise.reject(new Error('killed')) : transact(writes)) });
    expect((await bulk({ change: { tags: ['x'] } }, 'key-2')).status).toBe(500);
    Object.assign(harness.table, { transact });
    expect((await bulk({ change: { tags: ['y'] } }, 'key-2')).status).toBe(422);
    const rest = await bulk({ change: { tags: ['x'] } }, 'key-2');
    expect(rest.body.results).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }, { status: 404 }]);
    const versions = await Promise.all(ids.slice(0, 3).map(async (id) => (await call(`GET /v1/tickets/${id}`)).body.version));
    expect(versions).toEqual(rest.body.results.slice(0, 3).map(({ ticket }: { ticket: { version: number } }) => ticket.version));
    expect((await bulk({ change: { tags: ['x'] } }, 'key-2')).body).toEqual(rest.body);
    // Answers of a hundred large tickets are more than one item takes.
    const fields = Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`f${at}`, 'x'.repeat(1_000)]));
    const many = Array.from({ length: 30 }, (_, at) => ids[at % 3]);
    const large = () => bulk({ ids: many, change: { customFields: fields } }, 'key-3');
    const answered = await large();
    expect(answered.status).toBe(200);
    expect((await large()).body).toEqual(answered.body);
  });

  it('are changed by a job when they are more than a hundred, whose results come whole or in pages', async () => {
    const { harness, receive, call, list, world } = await customerShop();
    await receive('a', 'a1');
    const [ticket] = await list();
    const ids = [ticket?.id as string, ...Array.from({ length: 120 }, (_, at) => `gone-${at}.1`)];
    const other = await world.person('agent');
    const { token } = await world.person('agent');
    const begun = await call('POST /v1/tickets/bulk', { ids, change: { tags: ['x'] } }, { 'idempotency-key': 'k' }, token);
    expect(begun).toMatchObject({ status: 202, body: { kind: 'bulk-change', state: 'running', done: 0, total: 121 } });
    expect((await call('POST /v1/tickets/bulk', { ids, change: { tags: ['x'] } }, { 'idempotency-key': 'k' }, token)).body).toEqual(begun.body);
    const jobs = harness.sent.flatMap(({ queueUrl, message }) => (queueUrl === 'queue:bulk' ? [JSON.parse(message.body) as BulkChangeJob] : []));
    expect(jobs).toHaveLength(1);
    const configurations = configurationCache({ table: harness.table });
    const tickets = await ticketAccess(harness.deps, {
      tenantId: world.tenantId,
      actor: { type: 'agent', id: 'x', role: 'admin', teamIds: [], name: 'x' },
    } as unknown as Context);
    const asker = openAsker({ table: harness.table, configurations });
    expect(await bulkChangeChunk({ tickets, ...asker }, jobs[0] as BulkChangeJob)).toMatchObject({ state: 'done', done: 121 });
    const path = `/v1/jobs/${begun.body.id}`;
    const { body } = await call(`GET ${path}`, undefined, undefined, token);
    expect(body.result.results.map(({ status }: { status: number }) => status)).toEqual([200, ...Array.from({ length: 120 }, () => 404)]);
    const first = (await call(`GET ${path}?limit=100`, undefined, undefined, token)).body.result;
    const rest = (await call(`GET ${path}?limit=100&cursor=${encodeURIComponent(first.nextCursor)}`, undefined, undefined, token)).body.result;
    expect([[...first.results, ...rest.results], rest.nextCursor]).toEqual([body.result.results, null]);
    expect((await call(`GET ${path}`, undefined, undefined, other.token)).status).toBe(404);
    expect((await call(`GET ${path}`)).status).toBe(200);
    expect((await call('POST /v1/tickets/bulk', { ids: [...Array(1_001).keys()].map(String), change: {} })).status).toBe(400);
    // Rights that ended: a key that was taken away, a person who left, what was never a person.
    const key = await world.key('agent');
    const actor = { type: 'key', id: key.id, role: 'agent', teamIds: [], name: '' } as const;
    expect(await asker.rightsOf(world.tenantId, actor)).toEqual(actor);
    expect(await asker.rightsOf(world.tenantId, { ...actor, id: 'gone' })).toBeNull();
    expect(await asker.rightsOf(world.tenantId, { ...actor, type: 'agent', id: 'gone' })).toBeNull();
    expect(await asker.rightsOf(world.tenantId, { type: 'system' })).toBeNull();
    expect((await asker.wallFor(world.tenantId, { type: 'system' }))(ticket as never, {} as never)).toBe(false);
  });

  it('behind the wall of a queue do not exist for an agent who may not see it', async () => {
    const { receive, call, list, world, origin } = await customerShop();
    void origin;
    const insider = await world.person('agent');
    const outsider = await world.person('agent');
    await call('POST /v1/queues', { name: 'Secret', condition: { all: [] }, visibleTo: { agentIds: [insider.id] } });
    await receive('a', 'a1');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}`;
    expect(await list('', outsider.token)).toEqual([]);
    expect(await list('', insider.token)).toHaveLength(1);
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { priority: 'low' }],
    ] as const)
      expect((await call(`${method} ${path}`, body, undefined, outsider.token)).status).toBe(404);
    expect((await call(`GET ${path}/messages`, undefined, undefined, outsider.token)).status).toBe(404);
    expect((await call(`POST ${path}/messages`, { kind: 'note', text: 'x' }, undefined, outsider.token)).status).toBe(404);
    expect((await call(`GET /v1/threads/${ticket?.id.slice(0, 16)}/messages`, undefined, undefined, outsider.token)).status).toBe(404);
    expect((await call(`GET /v1/threads/${ticket?.id.slice(0, 16)}/messages`, undefined, undefined, insider.token)).body.items).toHaveLength(1);
  });
});

describe('messages by API', () => {
  it('are posted, listed, hidden, deleted, and kept once under an idempotency key', async () => {
    const { receive, call, list, harness } = await customerShop();
    await receive('a', 'a1', 'hello');
    const [ticket] = await list();
    const path = `/v1/tickets/${ticket?.id}/messages`;
    const reply = { kind: 'reply', text: 'hi', thenStatus: 'pending' };
    const first = await call(`POST ${path}`, reply, { 'idempotency-key': 'k' });
    expect(first).toMatchObject({ status: 201, body: { number: 2, delivery: { state: 'queued' } } });
    expect((await call(`POST ${path}`, reply, { 'idempotency-key': 'k' })).body).toEqual(first.body);
    expect((await call(`POST ${path}`, { ...reply, text: 'other' }, { 'idempotency-key': 'k' })).status).toBe(422);
    const file = (await call('POST /v1/attachments', { name: 'a.png', type: 'image/png', size: 3 })).body;
    expect((await call(`POST ${path}`, { kind: 'note', text: '', attachmentIds: [file.id] })).body.attachments).toMatchObject([{ id: file.id, name: 'a.png' }]);
    expect((await call(`POST ${path}`, { kind: 'note', text: 'x', attachmentIds: ['no'] })).status).toBe(422);
    for (const bad of [
      { kind: 'reply', text: ' ' },
      { kind: 'shout', text: 'x' },
      { kind: 'reply', text: 'x', thenStatus: 'followup' },
    ])
      expect((await call(`POST ${path}`, bad)).status).toBe(400);
    await receive('a', 'a2');
    expect((await call(`POST ${path}`, { kind: 'reply', text: 'late', thenStatus: 'solved', lastSeenNumber: 1 })).body).toMatchObject({ statusSkipped: true });
    expect((await call(`PATCH ${path}/1`, { hidden: true })).body).toMatchObject({ hidden: true });
    expect((await call(`DELETE ${path}/2`)).status).toBe(204);
    expect((await call(`POST ${path}/2/retry`)).status).toBe(409);
    expect((await call(`PATCH ${path}/0`, { hidden: true })).status).toBe(400);
    expect((await call(`PATCH ${path}/99`, { hidden: true })).status).toBe(404);
    const numbers: number[] = [];
    let cursor = '';
    do {
      const page = (await call(`GET ${path}?limit=2${cursor}`)).body;
      numbers.push(...page.items.map((m: { number: number }) => m.number));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor !== '');
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
    const thread = ticket?.id.slice(0, 16);
    expect((await call(`GET /v1/threads/${thread}/messages`)).body.items).toHaveLength(5);
    expect((await call('GET /v1/threads/none/messages')).status).toBe(404);
    const stranger = await harness.tenant();
    expect((await call(`GET /v1/threads/${thread}/messages`, undefined, undefined, stranger.adminToken)).status).toBe(404);
    expect((await call(`GET /v1/tickets/${ticket?.id}`, undefined, undefined, stranger.adminToken)).status).toBe(404);
  });
});
