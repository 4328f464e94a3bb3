import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { openSocket, type Socket } from '../harness/socket.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** What is owed is tried each minute. */
const TWO_MINUTES = 120_000;
/** The provider reports a delivery and a read mark soon after. */
const HAS_LEFT: ReadonlySet<string | undefined> = new Set(['sent', 'delivered', 'read']);

describe('one projection that fails', () => {
  const home = temporaryHome();
  let hub: Hub;
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let queue: Queue;
  let socket: Socket;
  let written = 0;

  const write = async (many: number): Promise<void> => {
    for (let n = 0; n < many; n += 1) {
      written += 1;
      await whatsapp.send([
        [{ id: `wamid.lane-${written}`, from: `4917${String(written).padStart(8, '0')}`, name: `Lane ${written}`, text: `message ${written}` }],
      ]);
    }
  };
  const created = async (): Promise<number> => (await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`)).counters.created;
  const inQueues = (sql: string): void => {
    const database = new DatabaseSync(join(home, 'data', 'queues.db'), { timeout: 10_000 });
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  };
  /** From now on the engine of queues refuses what is sent to queues of this name. */
  const takeAway = (name: string): void =>
    inQueues(`CREATE TRIGGER away BEFORE INSERT ON messages WHEN NEW.queue IN (SELECT id FROM queues WHERE name LIKE '%${name}%' AND name NOT LIKE '%DeadLetters%')
      BEGIN SELECT RAISE(ABORT, 'the queue is away'); END`);
  const bringBack = (): void => inQueues('DROP TRIGGER away');

  beforeAll(async () => {
    hub = await startHub({ home });
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    const condition = { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] };
    queue = await tenant.admin.post<Queue>('/v1/queues', { name: 'All', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
    socket = await openSocket(tenant.admin, hub.wsUrl);
    await write(1);
    await until('it is counted', async () => (await created()) === 1);
  });
  afterAll(async () => {
    socket.close();
    await hub.stop();
    removeHome(home);
  });

  it('because its queue is away holds neither counters nor search nor replies, and is made up for afterwards', async () => {
    takeAway('delivery');
    try {
      await write(10);
      await until('they are counted', async () => (await created()) === 11);
      await until('they are found', async () => (await tenant.admin.get<SearchHits>('/v1/search?q=message')).items.length === 11);
      const ticket = (await allTickets(tenant.admin)).find(({ author }) => author.name === 'Lane 5') as Ticket;
      await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'an answer meanwhile' });
      await until('the reply has left', async () => (await ticketMessages(tenant.admin, ticket.id)).some(({ delivery }) => HAS_LEFT.has(delivery?.state)));
      expect(socket.frames.some((frame) => JSON.stringify(frame).includes('message 7'))).toBe(false);
    } finally {
      bringBack();
    }
    for (let n = 2; n <= 11; n += 1) await socket.frame(`message ${n}`, (frame) => frame.type === 'message' && frame['body'] === `message ${n}`, TWO_MINUTES);
    // One was answered and is at work.
    await socket.frame('the counters', (frame) => frame.type === 'queue' && (frame['counters'] as Queue['counters']).created === 10, TWO_MINUTES);
  }, 180_000);

  it('for one ticket, whose 50 fields hold 1,000 control characters each, holds no other tenant', async () => {
    const other = await createTenant(hub);
    const phone = await connectWhatsApp(other);
    const screen = await openSocket(other.admin, hub.wsUrl);
    const [ticket] = await allTickets(tenant.admin);
    const customFields = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`field${n}`, '\u0001'.repeat(1_000)]));
    const answer = await tenant.admin.call('PATCH', `/v1/tickets/${ticket?.id}`, { body: { customFields } });
    expect([200, 400, 413, 422]).toContain(answer.status);
    for (let n = 1; n <= 5; n += 1) await phone.send([[{ id: `wamid.beside-${n}`, from: `49179999${n}`, name: `Beside ${n}`, text: `beside ${n}` }]]);
    for (let n = 1; n <= 5; n += 1) await screen.frame(`beside ${n}`, (frame) => frame.type === 'message' && frame['body'] === `beside ${n}`);
    await until('they are found', async () => (await other.admin.get<SearchHits>('/v1/search?q=beside')).items.length === 5);
    screen.close();
  });
});
