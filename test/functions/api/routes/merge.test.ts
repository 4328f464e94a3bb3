import { describe, expect, it } from 'vitest';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import type { Item } from '../../../../domain/table/port.ts';
import { inbound } from '../../../domain/support/inbound/events.ts';
import { createHarness } from '../harness.ts';
import { receiverOf } from '../receiver.ts';

interface Listed {
  readonly id: string;
  readonly author: { readonly id: string };
}

/** A tenant whose customers wrote so many messages each, one after another in turn. */
const shop = async (...authors: readonly string[]) => {
  const harness = createHarness();
  const world = await harness.tenant();
  const credentials = { appSecret: 'app-secret', verifyToken: 'v', accessToken: 'a', accountId: '1555' };
  const origin = (await harness.call('POST /v1/origins', { token: world.adminToken, body: { channel: 'whatsapp', name: 'WA', credentials } })).body;
  const { deps } = harness;
  const receiver = receiverOf(harness);
  const receive = async (author: string, id: string): Promise<void> => {
    const event = inbound(author, id, { text: id, occurredAt: new Date(deps.clock() - 1000).toISOString() });
    expect(await applyBatch(receiver, [{ ...event, tenantId: world.tenantId, originId: origin.id }])).toMatchObject([{ ok: true }]);
    harness.pass(1000);
  };
  const call = (target: string, body?: unknown, token = world.adminToken, headers?: Record<string, string>) =>
    harness.call(target, { token, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
  for (const author of authors) await receive(author, `${author}1`);
  const list = async () => (await call('GET /v1/tickets')).body.items as Listed[];
  const of = async (author: string) => (await list()).find((ticket) => ticket.author.id === author)?.id ?? '';
  const read = async (id: string) => (await call(`GET /v1/tickets/${id}`)).body;
  const texts = async (id: string, token?: string) =>
    ((await call(`GET /v1/tickets/${id}/messages`, undefined, token)).body.items as { text: string }[]).map(({ text }) => text);
  const merge = (id: string, intoId: string, token?: string, headers?: Record<string, string>) =>
    call(`POST /v1/tickets/${id}/merge`, { intoId }, token, headers);
  return { harness, world, receive, call, of, read, texts, merge };
};

describe('merging tickets', () => {
  it('gives the messages of both to the leading one, in order, and closes the other, which names it', async () => {
    const { receive, call, of, read, texts, merge } = await shop('ann', 'ann2');
    await receive('ann', 'ann-b');
    await receive('ann2', 'ann2-b');
    const [into, from] = [await of('ann'), await of('ann2')];
    await call(`PATCH /v1/tickets/${from}`, { tags: ['vip'] });
    const answer = await merge(from, into);
    expect(answer).toMatchObject({
      status: 200,
      body: { id: into, mergedIds: [from], visibleMessageCount: 4, tags: ['vip'], lastMessage: { text: 'ann2-b' } },
    });
    expect(await texts(into)).toEqual(['ann1', 'ann21', 'ann-b', 'ann2-b']);
    expect(await read(from)).toMatchObject({ status: 'closed', mergedInto: into, waitingSince: null });
    expect(await texts(from)).toEqual(['ann21', 'ann2-b']);
    const log = await merge(from, into);
    expect([log.status, log.body.version]).toEqual([200, answer.body.version]);
  });

  it('finds tickets that are being closed between the reads of their two keys', async () => {
    const { harness, call, of, merge } = await shop('ann', 'ann2');
    const [into, from] = [await of('ann'), await of('ann2')];
    expect((await call(`PATCH /v1/tickets/${from}`, { status: 'closed' })).status).toBe(200);
    /** The next read of several items has the head of after the closure, and no closed ticket yet. */
    const torn = (): void => {
      const { get } = harness.table;
      Object.assign(harness.table, {
        get: async (keys: Parameters<typeof get>[0], options: Parameters<typeof get>[1]) => {
          const items = await get(keys, options);
          const at = keys.findIndex(({ sk }) => sk.startsWith('K#'));
          if (at < 0 || keys.length === 1 || items[at] === undefined) return items;
          Object.assign(harness.table, { get });
          return items.with(at, undefined);
        },
      });
    };
    torn();
    expect((await call(`PATCH /v1/tickets/${from}`, { tags: ['vip'] })).status).toBe(200);
    torn();
    expect(await merge(from, into)).toMatchObject({ status: 200, body: { mergedIds: [from] } });
  });

  it('keeps what changes a closed ticket between the reads of its two keys', async () => {
    const { harness, call, of, read, merge } = await shop('ann', 'ann2');
    const [into, from] = [await of('ann'), await of('ann2')];
    /** What the next read of several items says of a closed ticket: `before` replaces it. */
    const nextRead = (before?: Item): Promise<Item> =>
      new Promise((resolve) => {
        const { get } = harness.table;
        Object.assign(harness.table, {
          get: async (keys: Parameters<typeof get>[0], options: Parameters<typeof get>[1]) => {
            const items = await get(keys, options);
            const at = keys.findIndex(({ sk }, index) => sk.startsWith('K#') && items[index] !== undefined);
            const found = items[at];
            if (keys.length === 1 || found === undefined) return items;
            Object.assign(harness.table, { get });
            resolve(found);
            return before ? items.with(at, before) : items;
          },
        });
      });
    const patch = (id: string, change: object) => call(`PATCH /v1/tickets/${id}`, change);
    expect((await patch(from, { status: 'closed' })).status).toBe(200);
    // A change of the ticket itself.
    const first = nextRead();
    expect((await patch(from, { topic: 'bill' })).status).toBe(200);
    void nextRead(await first);
    expect((await patch(from, { tags: ['vip'] })).status).toBe(200);
    expect(await read(from)).toMatchObject({ topic: 'bill', tags: ['vip'] });
    // A change from another thread.
    const second = nextRead();
    expect((await patch(from, { topic: 'parcel' })).status).toBe(200);
    void nextRead(await second);
    expect((await merge(from, into)).status).toBe(200);
    expect(await read(from)).toMatchObject({ topic: 'parcel', mergedInto: into });
    for (const id of [from, into]) expect((await call(`GET /v1/admin/tickets/${id}/replay`)).body).toMatchObject({ equal: true });
  });

  it('keeps moderation: by the leading ticket and the message’s conversation, by either id, counts included', async () => {
    const { receive, call, of, read, texts, merge } = await shop('ann', 'ann2');
    await receive('ann2', 'ann2-b');
    const [into, from] = [await of('ann'), await of('ann2')];
    await merge(from, into);
    const { items } = (await call(`GET /v1/tickets/${into}/messages`)).body as { items: { text: string; number: number; conversationId: string }[] };
    const [first, second] = [items.find(({ text }) => text === 'ann21'), items.find(({ text }) => text === 'ann2-b')];
    const path = (number?: number, conversationId?: string) =>
      `/v1/tickets/${into}/messages/${number}${conversationId ? `?conversationId=${conversationId}` : ''}`;
    // Number 2 is in the other thread alone; number 1 is in both.
    expect(await call(`PATCH ${path(second?.number)}`, { hidden: true })).toMatchObject({
      status: 200,
      body: { text: 'ann2-b', hidden: true, ticketId: into },
    });
    expect(await read(into)).toMatchObject({ visibleMessageCount: 2 });
    expect(await call(`PATCH ${path(second?.number)}`, { hidden: false })).toMatchObject({ status: 200 });
    expect((await call(`DELETE ${path(first?.number, first?.conversationId)}`)).status).toBe(204);
    expect(await texts(into)).toEqual(['ann1', null, 'ann2-b']);
    expect(await read(into)).toMatchObject({ visibleMessageCount: 2 });
    expect((await call(`PATCH /v1/tickets/${from}/messages/2`, { hidden: true })).status).toBe(200);
    expect(await read(into)).toMatchObject({ visibleMessageCount: 1, lastMessage: { text: 'ann1' } });
    expect((await call(`PATCH ${path(9)}`, { hidden: true })).status).toBe(404);
    expect((await call(`PATCH ${path(1, 'nobody')}`, { hidden: true })).status).toBe(404);
  });

  it('wakes a leading ticket whose customer still waits, disarms the merged one, and adds what was closed before', async () => {
    const { harness, receive, call, of, read, texts, merge } = await shop('ann', 'ann2');
    const [into, from] = [await of('ann'), await of('ann2')];
    await call(`PATCH /v1/tickets/${into}`, { status: 'pending' });
    const followupAt = new Date(harness.deps.clock() + 3_600_000).toISOString();
    await call(`PATCH /v1/tickets/${from}`, { status: 'followup', followupAt });
    expect((await merge(from, into)).body).toMatchObject({ status: 'working', closesAt: null });
    expect(await read(from)).toMatchObject({ status: 'closed', followupAt: null, closesAt: null });
    await call(`PATCH /v1/tickets/${into}`, { status: 'closed' });
    await receive('ann', 'again');
    const next = await of('ann');
    // One that is closed may join; of the same thread, and with what it leads itself.
    expect(await merge(into, next)).toMatchObject({ status: 200, body: { status: 'created', visibleMessageCount: 3 } });
    expect(await texts(next)).toEqual(['ann1', 'ann21', 'again']);
    await call(`PATCH /v1/tickets/${from}/messages/1`, { hidden: true });
    expect(await read(next)).toMatchObject({ visibleMessageCount: 2 });
  });

  it('refuses what cannot be: itself, a closed leader, a second leader, a circle, somebody else’s ticket', async () => {
    const { harness, world, call, of, merge } = await shop('a', 'b', 'c');
    const [a, b, c] = [await of('a'), await of('b'), await of('c')];
    expect((await merge(a, a)).status).toBe(422);
    expect((await merge('nothing', a)).status).toBe(404);
    expect((await merge(a, 'nothing')).status).toBe(404);
    const other = await harness.tenant();
    expect((await merge(a, b, other.adminToken)).status).toBe(404);
    expect((await merge(a, b)).status).toBe(200);
    expect(await merge(b, a)).toMatchObject({ status: 409, body: { code: 'illegal_transition', current: 'closed', mergedInto: b } });
    expect(await merge(a, c)).toMatchObject({ status: 409, body: { code: 'conflict', current: { mergedInto: b } } });
    await call(`PATCH /v1/tickets/${c}`, { status: 'closed' });
    expect(await merge(b, c)).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect(world.tenantId).not.toBe(other.tenantId);
  });

  it('of two merges at one instant does one: each other’s, and into two', async () => {
    const { of, read, merge } = await shop('a', 'b', 'c');
    const [a, b, c] = [await of('a'), await of('b'), await of('c')];
    const crossed = await Promise.all([merge(a, b), merge(b, a)]);
    expect(crossed.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409]);
    const winner = crossed[0]?.status === 200 ? b : a;
    const both = await Promise.all([merge(c, winner), merge(c, winner)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(await read(winner)).toMatchObject({ visibleMessageCount: 3, mergedIds: expect.arrayContaining([c]) as unknown });
    expect((await read(winner)).mergedIds).toHaveLength(2);
  });

  it('happens once for a key', async () => {
    const { of, merge } = await shop('a', 'b');
    const [a, b] = [await of('a'), await of('b')];
    const key = { 'idempotency-key': 'k1' };
    const first = await merge(a, b, undefined, key);
    expect((await merge(a, b, undefined, key)).body).toEqual(first.body);
  });

  it('puts the merged messages behind the wall of the leading ticket', async () => {
    const { world, call, of, texts, merge } = await shop('a', 'b');
    const [a, b] = [await of('a'), await of('b')];
    const insider = await world.person('agent');
    const outsider = await world.person('agent');
    const hidden = { all: [{ field: 'tags', op: 'contains', value: 'secret' }] };
    await call('POST /v1/queues', { name: 'Secret', priority: 1, condition: hidden, visibleTo: { teamIds: [], agentIds: [insider.id] } });
    await call(`PATCH /v1/tickets/${b}`, { tags: ['secret'] });
    expect((await merge(a, b, outsider.token)).status).toBe(404);
    await merge(a, b);
    expect((await call(`GET /v1/tickets/${a}`, undefined, outsider.token)).status).toBe(404);
    expect((await call(`PATCH /v1/tickets/${a}/messages/1`, { hidden: true }, outsider.token)).status).toBe(404);
    expect(await texts(a, insider.token)).toEqual(['a1']);
  });
});

describe('linking tickets', () => {
  it('shows each on the other, once, until the link is removed', async () => {
    const { call, of } = await shop('a', 'b');
    const [a, b] = [await of('a'), await of('b')];
    const links = async (id: string) =>
      ((await call(`GET /v1/tickets/${id}/links`)).body.items as { ticketId: string; ticket: Listed }[]).map((l) => l.ticketId);
    const made = await call(`POST /v1/tickets/${a}/links`, { ticketId: b });
    expect(made).toMatchObject({ status: 201, body: { ticketId: b } });
    expect((await call(`POST /v1/tickets/${b}/links`, { ticketId: a })).body.at).toBe(made.body.at);
    expect([await links(a), await links(b)]).toEqual([[b], [a]]);
    expect((await call(`DELETE /v1/tickets/${b}/links/${a}`)).status).toBe(204);
    expect((await call(`DELETE /v1/tickets/${b}/links/${a}`)).status).toBe(404);
    expect([await links(a), await links(b)]).toEqual([[], []]);
  });

  it('refuses itself and what is not there, and is made once for a key', async () => {
    const { harness, call, of } = await shop('a', 'b');
    const [a, b] = [await of('a'), await of('b')];
    const link = (id: string, ticketId: string, token?: string) => call(`POST /v1/tickets/${id}/links`, { ticketId }, token);
    expect((await link(a, a)).status).toBe(422);
    for (const [one, other] of [
      [a, 'nothing'],
      ['nothing', a],
      [a, `${a}9`],
    ] as const)
      expect((await link(one, other)).status).toBe(404);
    expect((await link(a, b, (await harness.tenant()).adminToken)).status).toBe(404);
    const key = { 'idempotency-key': 'k' };
    const made = await call(`POST /v1/tickets/${a}/links`, { ticketId: b }, undefined, key);
    await call(`DELETE /v1/tickets/${a}/links/${b}`);
    expect((await call(`POST /v1/tickets/${a}/links`, { ticketId: b }, undefined, key)).body).toEqual(made.body);
  });
});
