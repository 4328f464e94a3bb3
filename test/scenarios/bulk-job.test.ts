import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, signIn, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** A few more than one answer takes; `PARLEY_BULK_TICKETS=1000` for the largest job. */
const TICKETS = Number(process.env['PARLEY_BULK_TICKETS'] ?? 300);

interface BulkJob {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly result?: { readonly results: readonly { readonly id: string; readonly status: number; readonly error?: { readonly code: string } }[] };
}

const home = temporaryHome();
let hub: Hub;
let tenant: TestTenant;
let whatsapp: WhatsAppOrigin;

beforeAll(async () => {
  hub = await startHub({ home });
  tenant = await createTenant(hub);
  whatsapp = await connectWhatsApp(tenant);
});
afterAll(async () => {
  await hub.stop();
  removeHome(home);
});

it('a change of hundreds of tickets goes on after every process was killed, and changes each ticket once', async () => {
  for (let n = 0; n < TICKETS; n += 1)
    await whatsapp.send([[{ id: `wamid.bulk-${n}`, from: `4917${String(n).padStart(8, '0')}`, name: `Bulk ${n}`, text: `parcel ${n}` }]]);
  // An access token is valid for five minutes.
  let admin = await signIn(hub.baseUrl, tenant.slug, tenant.email);
  const tickets = await until(
    'they are tickets',
    async () => {
      const all = await allTickets(admin);
      return all.length === TICKETS ? all : undefined;
    },
    120_000,
  );
  const ids = [...tickets.map(({ id }) => id), 'nobody.1'];
  const started = await admin.call<BulkJob>('POST', '/v1/tickets/bulk', { body: { ids, change: { tags: ['bulk'] } } });
  expect(started.status).toBe(202);
  await hub.killAll();
  hub = await startHub({ home, port: hub.port });
  admin = await signIn(hub.baseUrl, tenant.slug, tenant.email);
  const done = await until(
    'the job has ended',
    async () => {
      const job = await admin.get<BulkJob>(`/v1/jobs/${started.body.id}`);
      return job.state === 'running' ? undefined : job;
    },
    240_000,
  );
  expect(done).toMatchObject({ state: 'done', done: TICKETS + 1, total: TICKETS + 1 });
  const refused = done.result?.results.filter(({ status }) => status !== 200);
  expect(refused).toMatchObject([{ id: 'nobody.1', status: 404, error: { code: 'not_found' } }]);
  const after = await allTickets(admin);
  const shown = new Map(after.map(({ id, tags, version }: Ticket) => [id, { tags, version }]));
  expect(shown).toEqual(new Map(tickets.map(({ id, version }) => [id, { tags: ['bulk'], version: version + 1 }])));
}, 700_000);
