import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { recounted } from '../harness/recount.ts';
import type { Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

interface Rebuild {
  readonly projection: string;
  readonly state: string;
  readonly skipped: number;
}

/** The provider reports a delivery and a read mark soon after. */
const HAS_LEFT: ReadonlySet<string | undefined> = new Set(['sent', 'delivered', 'read']);

const home = temporaryHome();
let hub: Hub;
let tenant: TestTenant;
let whatsapp: WhatsAppOrigin;

beforeAll(async () => {
  hub = await startHub({ home });
  tenant = await createTenant(hub);
  whatsapp = await connectWhatsApp(tenant);
  const condition = { all: [{ field: 'origin.channel', op: 'eq', value: 'whatsapp' }] };
  await tenant.admin.post<Queue>('/v1/queues', { name: 'All', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
});
afterAll(async () => {
  await hub.stop();
  removeHome(home);
});

const write = async (from: number, to: number): Promise<void> => {
  for (let n = from; n < to; n += 1)
    await whatsapp.send([[{ id: `wamid.rebuild-${n}`, from: `4917${String(n).padStart(8, '0')}`, name: `Re ${n}`, text: `jacket ${n}` }]]);
};

it('every projection is rebuilt beside live traffic, to its end, and nothing that had left is sent again', async () => {
  await write(0, 10);
  await until('they are tickets', async () => (await allTickets(tenant.admin)).length === 10);
  const [ticket] = (await allTickets(tenant.admin)) as [Ticket];
  await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'an answer' });
  await until('the reply has left', async () => (await ticketMessages(tenant.admin, ticket.id)).some(({ delivery }) => HAS_LEFT.has(delivery?.state)));

  const projections = [
    'queues',
    'timers',
    'feed',
    'outbox',
    'actions',
    'analysis',
    'commands',
    'reevaluation',
    'leftovers',
    'runs',
    'helper',
    'webhooks',
    'media',
    'fanout',
    'receipts',
    'applications',
    'applicationReceipts',
    'previews',
    'tickets',
    'search',
  ];
  for (const projection of projections) expect((await tenant.admin.call('POST', '/v1/admin/rebuild', { body: { projection } })).status).toBe(202);
  await write(10, 20);
  const ended = await until(
    'all have ended',
    async () => {
      const { items } = await tenant.admin.get<{ items: Rebuild[] }>('/v1/admin/rebuild');
      return items.length === projections.length && items.every(({ state }) => state !== 'running') ? items : undefined;
    },
    120_000,
  );
  expect(ended.map(({ projection, state, skipped }) => [projection, state, skipped])).toEqual(projections.toSorted().map((name) => [name, 'done', 0]));

  await until('the new ones are found', async () => (await tenant.admin.get<SearchHits>('/v1/search?q=jacket')).items.length === 20);
  await until('counters equal a recount', async () => (await recounted(tenant.admin)).equal);
  expect((await ticketMessages(tenant.admin, ticket.id)).filter(({ kind }) => kind === 'reply')).toHaveLength(1);
}, 240_000);
