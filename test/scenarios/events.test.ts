import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';
import { threadIdOf } from '../../domain/support/threads/thread-id.ts';
import { allTickets, threadMessages } from '../harness/read-all.ts';
import { recounted } from '../harness/recount.ts';
import type { Queue, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

interface DeadLetter {
  readonly id: string;
  readonly topic: string;
  readonly eventId: string | null;
  readonly reason: string;
}

describe('events from outside', () => {
  const { home } = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let topics: Topics;
  let sad: Queue;

  const envelope = (type: string, data: object, more: object = {}) => ({
    id: randomUUID(),
    type,
    version: 1,
    occurredAt: new Date().toISOString(),
    data,
    ...more,
  });
  const write = async (from: string): Promise<Ticket> => {
    expect((await whatsapp.send([[{ id: `wamid.event-${from}`, from, name: `Eve ${from}`, text: 'hello' }]])).status).toBe(200);
    return until(`the ticket of ${from} is there`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === `Eve ${from}`));
  };
  const ticketOf = (id: string): Promise<Ticket> => tenant.admin.get<Ticket>(`/v1/tickets/${id}`);
  const lettersOf = async (topic: string): Promise<DeadLetter[]> =>
    (await tenant.admin.get<{ items: DeadLetter[] }>(`/v1/dead-letters?topic=${topic}&limit=100`)).items;
  const post = (topic: string, body: unknown) => tenant.admin.post<{ items: { id: string; accepted: boolean }[] }>(`/v1/events/${topic}`, body, 202);

  beforeAll(async () => {
    topics = topicsOf(home);
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
    const condition = {
      any: [
        { field: 'sentiment', op: 'eq', value: 'negative' },
        { field: 'tags', op: 'contains', value: 'sad' },
      ],
    };
    sad = await tenant.admin.post<Queue>('/v1/queues', { name: 'Sad', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
  });
  afterAll(() => topics.close());

  it('by HTTP change a ticket as a PATCH does, once; bad ones are refused or listed, and their neighbours go on', async () => {
    const { id } = await write('4917900001');
    const { id: agentId } = await createAgent(tenant);
    const set = envelope('ticket.set', { ticketId: id, status: 'pending', priority: 'high', owner: { agentId }, customFields: { tier: 'gold' } });
    const lost = envelope('ticket.set', { ticketId: 'nothing.1', priority: 'high' });
    const { items } = await post('tickets', [set, envelope('ticket.frobnicate', {}), lost, envelope('ticket.tag', { ticketId: id, add: ['vip'] }), set]);
    expect(items.map(({ accepted }) => accepted)).toEqual([true, false, true, true, true]);
    await until('the tag is there', async () => (await ticketOf(id)).tags.includes('vip'));
    expect(await ticketOf(id)).toMatchObject({ status: 'pending', priority: 'high', owner: { agentId }, customFields: { tier: 'gold' }, version: 3 });
    const [letter] = await until('the dead letter is listed', async () => {
      const letters = await lettersOf('tickets');
      return letters.length > 0 ? letters : undefined;
    });
    expect(letter).toMatchObject({ topic: 'tickets', eventId: lost.id, reason: expect.stringContaining('not_found') as unknown });
  });

  it('that came too early are put back when their ticket is there', async () => {
    const from = '4917900002';
    const early = envelope('ticket.tag', { ticketId: `${threadIdOf(whatsapp.origin.id, from)}.1`, add: ['early'] });
    await post('tickets', early);
    const letter = await until('it is a dead letter', async () => (await lettersOf('tickets')).find(({ eventId }) => eventId === early.id));
    const { id } = await write(from);
    await tenant.admin.post(`/v1/dead-letters/${letter.id}/replay`, undefined, 202);
    await until('its tag is there', async () => (await ticketOf(id)).tags.includes('early'));
    expect((await lettersOf('tickets')).map(({ eventId }) => eventId)).not.toContain(early.id);
  });

  it('by Kafka come from any partition, twice and beside poison; queues and counters follow, and a recount agrees', async () => {
    const froms = ['4917900011', '4917900012', '4917900013'];
    const ids = (await Promise.all(froms.map(write))).map(({ id }) => id);
    const of = (type: string, data: object) => JSON.stringify({ ...envelope(type, data), tenantId: tenant.id });
    const [first, second, third] = ids as [string, string, string];
    const metadata = [
      of('metadata.changed', { ticketId: first, sentiment: 'negative', topic: 'bill' }),
      of('metadata.changed', { ticketId: second, sentiment: 'positive' }),
    ];
    const tags = [of('ticket.tag', { ticketId: third, add: ['sad'] }), of('ticket.set', { ticketId: second, priority: 'urgent' })];
    const elsewhere = JSON.stringify({ ...envelope('ticket.set', { ticketId: first, priority: 'low' }), tenantId: (await createTenant(inject('hub'))).id });
    const poison = ['{"broken', JSON.stringify({ ...envelope('ticket.set', { ticketId: first }), tenantId: tenant.id, version: 99 })];
    // Each key is a partition of its own: what the consumer does not rely on.
    const everywhere = (values: readonly string[]) => ['a', 'b', 'c', 'd'].flatMap((key) => values.map((value) => ({ key, value })));
    await topics.produce('tickets', everywhere([...poison, ...tags, elsewhere]));
    await topics.produce('metadata_actions', everywhere(metadata));
    await until('all are applied', async () => {
      const [a, b, c] = await Promise.all(ids.map(ticketOf));
      return a?.topic === 'bill' && b?.priority === 'urgent' && c?.tags.includes('sad') && b.sentiment === 'positive';
    });
    // The last of each partition: when they are through, so are all doubles.
    const last = (['tickets', 'metadata_actions'] as const).flatMap((topic) => ['a', 'b', 'c', 'd'].map((key) => ({ topic, key, id: randomUUID() })));
    for (const { topic, key, id } of last)
      await topics.produce(topic, [{ key, value: JSON.stringify({ ...envelope('ticket.set', { ticketId: first }), id, tenantId: tenant.id, version: 98 }) }]);
    await until('the doubles are through', async () => {
      const letters = [...(await lettersOf('tickets')), ...(await lettersOf('metadata_actions'))];
      return last.every(({ id }) => letters.some(({ eventId }) => eventId === id));
    });
    expect(await ticketOf(first)).toMatchObject({ sentiment: 'negative', priority: 'normal', queueIds: [sad.id], version: 2 });
    expect(await ticketOf(third)).toMatchObject({ queueIds: [sad.id], version: 2 });
    const total = async (): Promise<number> =>
      Object.values((await tenant.admin.get<Queue>(`/v1/queues/${sad.id}`)).counters).reduce((sum, count) => sum + count, 0);
    await until('the counter follows', async () => (await total()) === 2);
    expect(await recounted(tenant.admin)).toMatchObject({ equal: true });
    await until('the poison is listed', async () => (await lettersOf('tickets')).some(({ reason }) => reason.includes('no version 99 of ticket.set')));
  });

  it('of messages bring what a customer wrote elsewhere, change it, and say what became of a reply', async () => {
    const said = (type: string, data: object) => envelope(type, { originId: whatsapp.origin.id, ...data });
    const author = { id: 'shop-7', name: 'Told Tess' };
    await post('messages', [
      said('message.edited', { id: 'told-1', text: 'I meant this' }),
      said('message.created', { id: 'told-1', author, text: 'I said this' }),
      said('message.created', { id: 'told-2', author, text: 'and that' }),
      said('message.hidden', { id: 'told-2' }),
      said('message.created', { originId: 'nowhere', id: 'told-3', author, text: 'lost' }),
      said('message.removed', { id: 'told-2' }),
    ]);
    const ticket = await until('the ticket is there', async () => (await allTickets(tenant.admin)).find(({ author: by }) => by.name === author.name));
    // An event that names only a message has another key than its author's messages, so it may come after them.
    const messages = await until('all is applied', async () => {
      const all = await threadMessages(tenant.admin, ticket.threadId);
      return all.length === 2 && all[0]?.text === 'I meant this' && all[1]?.deleted ? all : undefined;
    });
    expect(messages).toMatchObject([
      { number: 1, text: 'I meant this' },
      { number: 2, deleted: true, hidden: true },
    ]);
    await until('the lost one is listed', async () => (await lettersOf('messages')).some(({ reason }) => reason.includes('No such origin')));
  });
});
