import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../harness/http.ts';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets, threadMessages, ticketMessages } from '../harness/read-all.ts';
import type { Counters, Message, Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const NOBODY: Counters = { created: 0, working: 0, pending: 0, followup: 0, solved: 0, closed: 0 };

describe('a customer writes for the first time', () => {
  const home = temporaryHome();
  let hub: Hub;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let queue: Queue;

  const counters = async (session = tenant.admin): Promise<Counters> => (await session.get<Queue>(`/v1/queues/${queue.id}`)).counters;
  const ticketOf = async (from: string): Promise<Ticket | undefined> => (await allTickets(tenant.admin)).find(({ author }) => author.id.endsWith(from));

  beforeAll(async () => {
    hub = await startHub({ home });
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    queue = await tenant.admin.post<Queue>('/v1/queues', {
      name: 'WhatsApp, open',
      priority: 1,
      condition: {
        all: [
          { field: 'origin.channel', op: 'eq', value: 'whatsapp' },
          { field: 'status', op: 'in', value: ['created', 'working'] },
        ],
      },
      visibleTo: { teamIds: [], agentIds: [] },
    });
  });
  afterAll(async () => {
    await hub.stop();
    removeHome(home);
  });

  it('three messages in two entries become a ticket for each author', async () => {
    const answer = await whatsapp.send([
      [
        { id: 'wamid.first-1', from: '491700000001', name: 'Mia', text: 'Where is my parcel?' },
        { id: 'wamid.first-2', from: '491700000002', name: 'Noah', text: 'The blue kettle leaks' },
      ],
      [{ id: 'wamid.first-3', from: '491700000001', name: 'Mia', text: 'Order 4711, by the way' }],
    ]);
    expect(answer.status).toBe(200);

    await until(
      'all three messages are tickets',
      async () => (await allTickets(tenant.admin)).reduce((sum, ticket) => sum + ticket.visibleMessageCount, 0) === 3,
    );
    const tickets = await allTickets(tenant.admin);
    expect(new Set(tickets.map(({ sequence }) => sequence))).toEqual(new Set([1, 2]));
    expect(tickets.every(({ status, priority, version }) => status === 'created' && priority === 'normal' && version >= 1)).toBe(true);
    const mia = tickets.find(({ author }) => author.name === 'Mia');
    expect(mia).toMatchObject({
      origin: { id: whatsapp.origin.id, channel: 'whatsapp' },
      visibleMessageCount: 2,
      owner: { agentId: null },
      queueIds: [queue.id],
    });
    expect(mia?.lastMessage).toMatchObject({ number: 2, kind: 'customer', text: 'Order 4711, by the way' });
    expect((await ticketMessages(tenant.admin, mia?.id ?? '')).map(({ number, providerId, text }) => ({ number, providerId, text }))).toEqual([
      { number: 1, providerId: 'wamid.first-1', text: 'Where is my parcel?' },
      { number: 2, providerId: 'wamid.first-3', text: 'Order 4711, by the way' },
    ]);
  });

  it('the tickets stand in their queue and its counters are true', async () => {
    const counted = await until('the counters are true', async () => ((await counters()).created === 2 ? counters() : undefined));
    expect(counted).toEqual({ ...NOBODY, created: 2 });
    expect((await allTickets(tenant.admin, `?queueId=${queue.id}`)).length).toBe(2);
    const rows = await tenant.admin.get<{ items: Ticket[] }>(`/v1/queues/${queue.id}/tickets`);
    expect(rows.items.length).toBe(2);
  });

  it('search finds it by a word of the message', async () => {
    const found = await until('search finds the kettle', async () => (await tenant.admin.get<SearchHits>('/v1/search?q=kettle')).items[0]);
    expect(found.ticketId).toBe((await ticketOf('491700000002'))?.id);
    expect(found.highlights.join()).toContain('<em>kettle</em>');
    expect((await tenant.admin.get<SearchHits>('/v1/search?q=samovar')).items).toEqual([]);
  });

  it('a reply moves the ticket to working and reaches the provider', async () => {
    const ticket = await ticketOf('491700000001');
    const reply = await tenant.admin.post<Message>(`/v1/tickets/${ticket?.id}/messages`, { kind: 'reply', text: 'It is on its way, Mia.' });
    expect(reply).toMatchObject({ number: 3, kind: 'reply', text: 'It is on its way, Mia.' });
    expect(await tenant.admin.get<Ticket>(`/v1/tickets/${ticket?.id}`)).toMatchObject({ status: 'working' });
    await until('the counters follow', async () => {
      const { created, working } = await counters();
      return created === 1 && working === 1;
    });
    const sent = await until('the reply is sent', async () =>
      (await ticketMessages(tenant.admin, ticket?.id ?? '')).find(({ number, delivery }) => number === 3 && delivery !== null && delivery.state !== 'queued'),
    );
    expect(['sent', 'delivered', 'read']).toContain(sent.delivery?.state);
  });

  it('all of it is still there after kill -9 of every process and a new start', async () => {
    const state = async (session = tenant.admin) => ({
      tickets: (await allTickets(session)).map(({ id, sequence, status, visibleMessageCount, queueIds, version }) => ({
        id,
        sequence,
        status,
        visibleMessageCount,
        queueIds,
        version,
      })),
      counters: await counters(session),
      found: (await session.get<SearchHits>('/v1/search?q=kettle')).items.map(({ ticketId }) => ticketId),
      thread: (await threadMessages(session, (await ticketOf('491700000001'))?.threadId ?? '')).map(({ number, kind, text }) => ({ number, kind, text })),
    });
    const before = await state();
    await hub.killAll();
    hub = await startHub({ home, port: hub.port });
    await until('all of it is there', async () => {
      expect(await state()).toEqual(before);
      return true;
    });

    const again = await api(hub.baseUrl).call('GET', '/v1/health');
    expect(again).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('and the next message goes on where the last one stopped', async () => {
    const before = await ticketOf('491700000001');
    expect((await whatsapp.send([[{ id: 'wamid.first-4', from: '491700000001', text: 'Thank you!' }]])).status).toBe(200);
    const after = await until('the fourth message is there', async () => {
      const ticket = await ticketOf('491700000001');
      return ticket?.lastMessage?.number === 4 ? ticket : undefined;
    });
    expect(after).toMatchObject({ id: before?.id, status: 'working', lastMessage: { text: 'Thank you!', kind: 'customer' } });
  });
});
