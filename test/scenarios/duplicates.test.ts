import { beforeAll, describe, expect, inject, it } from 'vitest';
import { apiBody, whatsappBody } from '../harness/payloads.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import { recounted } from '../harness/recount.ts';
import type { Counters, Queue } from '../harness/shapes.ts';
import { metaSignature } from '../harness/sign.ts';
import { connectApi, connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('providers deliver at least once', () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let queue: Queue;

  /** A message of an author, sent after all their others: when it is there, these are through. Other authors' messages may still be on their way. */
  const flush = async (name: string, from: string): Promise<void> => {
    const text = `flush ${from}`;
    expect((await whatsapp.send([[{ id: `wamid.flush-${from}`, from, name, text }]])).status).toBe(200);
    await until(`the last message of ${name} is through`, async () => (await allTickets(tenant.admin)).find(({ lastMessage }) => lastMessage?.text === text));
  };

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
    queue = await tenant.admin.post<Queue>('/v1/queues', {
      name: 'All new',
      priority: 1,
      condition: { all: [{ field: 'status', op: 'eq', value: 'created' }] },
      visibleTo: { teamIds: [], agentIds: [] },
    });
  });

  it('the same payload ten times, four at once, is there once', async () => {
    const body = whatsappBody(whatsapp.phoneNumberId, [
      [
        { id: 'wamid.dup-1', from: '491711111111', name: 'Dup One', text: 'first' },
        { id: 'wamid.dup-2', from: '491711111112', name: 'Dup Two', text: 'second' },
      ],
      [{ id: 'wamid.dup-3', from: '491711111111', name: 'Dup One', text: 'third' }],
    ]);
    let left = 10;
    const sender = async (): Promise<number[]> => {
      const statuses: number[] = [];
      while (left-- > 0) statuses.push((await whatsapp.post(body, metaSignature(whatsapp.appSecret, body))).status);
      return statuses;
    };
    const statuses = (await Promise.all([sender(), sender(), sender(), sender()])).flat();
    expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
    await flush('Dup One', '491711111111');
    await flush('Dup Two', '491711111112');

    const tickets = await allTickets(tenant.admin);
    const one = tickets.filter(({ author }) => author.name === 'Dup One');
    const two = tickets.filter(({ author }) => author.name === 'Dup Two');
    expect([one.length, two.length]).toEqual([1, 1]);
    const messages = await threadMessages(tenant.admin, one[0]?.threadId ?? '');
    expect(messages.map(({ number, providerId }) => `${number} ${providerId}`)).toEqual(['1 wamid.dup-1', '2 wamid.dup-3', '3 wamid.flush-491711111111']);
    expect((await threadMessages(tenant.admin, two[0]?.threadId ?? '')).map(({ providerId }) => providerId)).toEqual([
      'wamid.dup-2',
      'wamid.flush-491711111112',
    ]);
  });

  it('two messages of a new author at the same instant make one thread and one ticket', async () => {
    const authors = Array.from({ length: 8 }, (_, index) => ({ from: `49172000000${index}`, name: `Quick ${index}` }));
    const answers = await Promise.all(
      authors.flatMap(({ from, name }) => ['a', 'b'].map((half) => whatsapp.send([[{ id: `wamid.quick-${from}-${half}`, from, name, text: half }]]))),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const tickets = await until('both messages of each are there', async () => {
      const quick = (await allTickets(tenant.admin)).filter(({ author }) => author.name?.startsWith('Quick'));
      return quick.reduce((sum, ticket) => sum + ticket.visibleMessageCount, 0) === 2 * authors.length ? quick : undefined;
    });
    expect(tickets.length).toBe(authors.length);
    expect(new Set(tickets.map(({ threadId }) => threadId)).size).toBe(authors.length);
    for (const ticket of tickets) expect((await threadMessages(tenant.admin, ticket.threadId)).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('a message without an id is known again by its bytes, and two that differ are two', async () => {
    const origin = await connectApi(tenant);
    const at = '2026-11-20T09:00:00.000Z';
    const one = apiBody([{ id: 'shop-1', author: { id: 'c-1', name: 'Shopper' }, text: 'same', createdAt: at }]);
    for (let n = 0; n < 3; n += 1) expect((await origin.post(one)).status).toBe(200);
    expect((await origin.post(apiBody([{ id: 'shop-2', author: { id: 'c-1', name: 'Shopper' }, text: 'same', createdAt: at }]))).status).toBe(200);
    const ticket = await until('the shopper’s second message is there', async () =>
      (await allTickets(tenant.admin)).find(({ author, visibleMessageCount }) => author.name === 'Shopper' && visibleMessageCount >= 2),
    );
    expect((await threadMessages(tenant.admin, ticket.threadId)).map(({ providerId }) => providerId)).toEqual(['shop-1', 'shop-2']);
  });

  it('and the counters still equal a recount', async () => {
    await flush('Last', '49888000002');
    const total = (await allTickets(tenant.admin)).length;
    await until('the projector has caught up', async () => (await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`)).counters.created === total);
    const { queues } = await recounted(tenant.admin);
    for (const { stored, recounted: own } of queues) expect(stored).toEqual(own);
    const expected: Counters = { created: total, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 };
    expect(queues.find(({ id }) => id === queue.id)?.stored).toEqual(expected);
  });

  it('an API call repeated with its Idempotency-Key has one effect and the same answer; another body is a 422', async () => {
    const ticket = (await allTickets(tenant.admin))[0];
    const path = `/v1/tickets/${ticket?.id}/messages`;
    const key = { 'idempotency-key': 'reply-1' };
    const body = { kind: 'note', text: 'once' };
    const answers = await Promise.all([1, 2, 3].map(() => tenant.admin.call<{ number: number }>('POST', path, { body, headers: key })));
    const done = answers.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThanOrEqual(1);
    expect(new Set(done.map(({ body: answer }) => answer.number)).size).toBe(1);
    const again = await tenant.admin.call<{ number: number }>('POST', path, { body, headers: key });
    expect(again).toMatchObject({ status: 201, body: { number: done[0]?.body.number } });
    expect((await tenant.admin.call('POST', path, { body: { kind: 'note', text: 'twice' }, headers: key })).status).toBe(422);
    expect((await threadMessages(tenant.admin, ticket?.threadId ?? '')).filter(({ kind }) => kind === 'note').length).toBe(1);
  });
});
