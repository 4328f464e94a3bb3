import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';
import { seeded } from '../../demo/random.ts';
import { checkTenant, NO_DEFECTS } from '../harness/check-tenant.ts';
import type { Api } from '../harness/http.ts';
import { seedOfRun } from '../harness/random.ts';
import { allTickets, readAll } from '../harness/read-all.ts';
import { recounted } from '../harness/recount.ts';
import type { Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

const OPERATIONS = Number(process.env['PARLEY_RANDOM_OPERATIONS'] ?? 300);
const TICKETS = Number(process.env['PARLEY_RANDOM_TICKETS'] ?? 50);
const CLIENTS = 4;
const MINUTES = 60_000;

const CONDITIONS: readonly object[] = [
  { field: 'status', op: 'in', value: ['created', 'working'] },
  { field: 'status', op: 'eq', value: 'closed' },
  { field: 'priority', op: 'in', value: ['high', 'urgent'] },
  { field: 'tags', op: 'contains', value: 'vip' },
  { field: 'topic', op: 'eq', value: 'bill' },
  { field: 'sentiment', op: 'eq', value: 'negative' },
  { field: 'customFields.tier', op: 'eq', value: 'gold' },
  { field: 'owner.agentId', op: 'exists', value: true },
  { field: 'author.name', op: 'contains', value: '7' },
  { field: 'status', op: 'ne', value: 'closed' },
];
const visibleTo = { teamIds: [], agentIds: [] };

describe('random operations from several clients at once, by API and by topics', () => {
  const { home } = inject('hub');
  const seed = seedOfRun();
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let topics: Topics;
  let queues: Queue[];
  let agents: readonly { readonly id: string; readonly session: Api }[];
  let tickets: string[];
  const sent: string[] = [];

  const write = async (author: number): Promise<void> => {
    const id = `wamid.${randomUUID()}`;
    sent.push(id);
    const { status } = await whatsapp.send([[{ id, from: `4915${author}`, name: `Author ${author}`, text: `message ${author} ${id.slice(6, 12)}` }]]);
    expect(status).toBe(200);
  };
  const envelope = (type: string, data: object) => ({ id: randomUUID(), type, version: 1, occurredAt: new Date().toISOString(), data });

  /** What one client does, chosen by its own numbers. Answers the call's status; what a state forbids is a 409 or 422. */
  const step = async (random: () => number): Promise<void> => {
    const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
    const ticket = one(tickets);
    const { session, id: agentId } = one(agents);
    const call = async (method: string, path: string, body?: unknown): Promise<void> => {
      const { status, body: answer } = await session.call<{ code?: string }>(method, path, body === undefined ? {} : { body });
      expect([200, 201, 202, 204, 409, 422], `${method} ${path} ${JSON.stringify(body)}: ${JSON.stringify(answer)}`).toContain(status);
    };
    const patch = (change: object) => call('PATCH', `/v1/tickets/${ticket}`, change);
    const event = async (topic: string, type: string, data: object): Promise<void> => {
      const record = envelope(type, data);
      // As Kafka may: twice, and from another partition. Some come by HTTP.
      if (random() < 0.5) await tenant.admin.post(`/v1/events/${topic}`, [record, record], 202);
      else
        await topics.produce(
          topic,
          ['a', 'b'].map((key) => ({ key, value: JSON.stringify({ ...record, tenantId: tenant.id }) })),
        );
    };
    const operations: readonly (() => Promise<void>)[] = [
      () => write(Math.floor(random() * TICKETS)),
      () => write(Math.floor(random() * TICKETS)),
      () => patch({ status: one(['working', 'pending', 'solved', 'closed']) }),
      () => patch({ priority: one(['low', 'normal', 'high', 'urgent']), tags: one([[], ['vip'], ['vip', 'new']]) }),
      () => patch({ owner: one([{ agentId }, { agentId: null }]) }),
      () => patch({ topic: one(['bill', 'parcel', null]), customFields: { tier: one(['gold', 'silver']) } }),
      () => call('POST', `/v1/tickets/${ticket}/take`),
      () => call('POST', `/v1/tickets/${ticket}/messages`, { kind: one(['reply', 'note']), text: 'an answer' }),
      () => call('POST', '/v1/tickets/bulk', { ids: [ticket, one(tickets), one(tickets)], change: { priority: one(['low', 'urgent']) } }),
      () => call('POST', `/v1/tickets/${ticket}/merge`, { intoId: one(tickets) }),
      () => call('POST', `/v1/tickets/${ticket}/escalations`, { target: { email: 'boss@shop.example' }, text: 'look' }),
      () => event('tickets', 'ticket.set', { ticketId: ticket, status: one(['working', 'pending', 'solved', 'closed']), priority: one(['low', 'high']) }),
      () => event('tickets', 'ticket.tag', { ticketId: ticket, ...one([{ add: ['vip'] }, { remove: ['vip'] }]) }),
      () => event('metadata_actions', 'metadata.changed', { ticketId: ticket, sentiment: one(['positive', 'negative']), topic: one(['bill', 'parcel']) }),
      () => event('ai_messages', 'ai.suggestion', { ticketId: ticket, text: 'say this', model: 'm', confidence: 0.5 }),
      () => event('queue_acks', 'queue.changed', { queueId: one(queues).id }),
      () => event('escalations_outbound', 'escalation.raised', { ticketId: ticket, target: { email: 'boss@shop.example' }, text: 'look' }),
      () => tenant.admin.patch(`/v1/queues/${one(queues).id}`, { condition: one(CONDITIONS) }),
    ];
    await one(operations)();
  };

  /** Waits until the consumers have come past everything on these topics: to records that follow on each partition, most about a ticket that nobody else changes. */
  const passed = async (): Promise<void> => {
    await write(TICKETS);
    const last = await until('the last ticket is there', async () => (await allTickets(tenant.admin)).find(({ author }) => author.id === `4915${TICKETS}`));
    const keys = Array.from({ length: 24 }, (_, n) => `end${n}`);
    const produce = (topic: string, type: string, data: (key: string) => object) =>
      topics.produce(
        topic,
        keys.map((key) => ({ key, value: JSON.stringify({ ...envelope(type, { ticketId: last.id, ...data(key) }), tenantId: tenant.id }) })),
      );
    await produce('tickets', 'ticket.tag', (key) => ({ add: [key] }));
    await produce('metadata_actions', 'metadata.changed', (key) => ({ customFields: { [key]: true } }));
    await produce('ai_messages', 'ai.suggestion', (key) => ({ text: key, model: 'm', confidence: 0.5 }));
    await until(
      'all events are applied',
      async () => {
        const { tags, customFields } = await tenant.admin.get<Ticket>(`/v1/tickets/${last.id}`);
        const messages = await readAll<{ kind: string; text: string }>(tenant.admin, `/v1/tickets/${last.id}/messages`);
        return keys.every((key) => tags.includes(key) && key in customFields && messages.some(({ kind, text }) => kind === 'ai_suggestion' && text === key));
      },
      2 * MINUTES,
    );
    // Of the other topics, an event that names nothing is a dead letter when its turn has come.
    const lost = { queue_acks: ['queue.changed', { queueId: 'nothing' }], escalations_outbound: ['escalation.closed', { escalationId: 'nothing' }] } as const;
    for (const [topic, [type, data]] of Object.entries(lost)) {
      const events = keys.map((key) => ({ key, record: envelope(type, data) }));
      await topics.produce(
        topic,
        events.map(({ key, record }) => ({ key, value: JSON.stringify({ ...record, tenantId: tenant.id }) })),
      );
      await until(
        `all events of ${topic} are through`,
        async () => {
          const letters = new Set((await readAll<{ eventId: string | null }>(tenant.admin, `/v1/dead-letters?topic=${topic}`)).map(({ eventId }) => eventId));
          return events.every(({ record }) => letters.has(record.id));
        },
        2 * MINUTES,
      );
    }
  };

  beforeAll(async () => {
    topics = topicsOf(home);
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
    queues = [];
    for (const [at, condition] of CONDITIONS.entries())
      queues.push(await tenant.admin.post<Queue>('/v1/queues', { name: `Queue ${at}`, priority: at, condition, visibleTo }));
    agents = [await createAgent(tenant), await createAgent(tenant), await createAgent(tenant, 'supervisor')];
    for (let author = 0; author < TICKETS; author += 1) await write(author);
    tickets = await until('all tickets are there', async () => {
      const all = await allTickets(tenant.admin);
      return all.length === TICKETS ? all.map(({ id }) => id) : undefined;
    });
  });
  afterAll(() => topics.close());

  it(
    `seed ${seed}: queues, counters, lists, search and logs agree in the end, and nothing is lost or doubled`,
    async () => {
      process.stdout.write(`random operations: seed ${seed}\n`);
      await Promise.all(
        Array.from({ length: CLIENTS }, async (_, client) => {
          const random = seeded(seed + client);
          for (let n = 0; n < OPERATIONS / CLIENTS; n += 1) await step(random);
        }),
      );
      const { admin } = tenant;
      await passed();
      await until('all that was sent is shown', async () => (await checkTenant(admin, sent)).missing.length === 0, 2 * MINUTES);
      const settled = await until(
        'counters settle',
        async () => {
          const before = JSON.stringify(await readAll(admin, '/v1/tickets'));
          const { equal } = await recounted(admin);
          return equal && JSON.stringify(await readAll(admin, '/v1/tickets')) === before;
        },
        2 * MINUTES,
      );
      expect(settled).toBe(true);
      expect(await checkTenant(admin, sent)).toMatchObject(NO_DEFECTS);
      const all = await readAll<Ticket>(admin, '/v1/tickets');
      for (const { id } of queues) {
        const listed = [
          ...(await readAll<Ticket>(admin, `/v1/queues/${id}/tickets?status=created,working,pending,followup,solved`)),
          ...(await readAll<Ticket>(admin, `/v1/queues/${id}/tickets?status=closed`)),
        ];
        expect(listed.map((ticket) => ticket.id).toSorted(), id).toEqual(
          all
            .filter(({ queueIds }) => queueIds.includes(id))
            .map((ticket) => ticket.id)
            .toSorted(),
        );
      }
      for (const ticket of all) expect(await admin.get(`/v1/tickets/${ticket.id}`)).toMatchObject({ status: ticket.status, version: ticket.version });
      for (const { id } of all) expect(await admin.get(`/v1/admin/tickets/${id}/replay`)).toEqual({ ticketId: id, equal: true, differences: [] });
      const named = all.find(({ status }) => status !== 'closed') ?? all[0];
      await until('search finds it', async () => {
        const { items } = await admin.get<SearchHits>(`/v1/search?q=${encodeURIComponent(named?.author.name ?? '')}`);
        return items.some(({ ticketId }) => ticketId === named?.id);
      });
    },
    6 * MINUTES,
  );
});
