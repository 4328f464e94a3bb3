import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Hub, removeHome, startHub, temporaryHome } from '../harness/hub.ts';
import { allTickets } from '../harness/read-all.ts';
import { answer, type Receiver, startReceiver } from '../harness/receiver.ts';
import type { Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

const SECRET = 'helper';
const home = temporaryHome();
let helper: Receiver;
let hub: Hub;
let tenant: TestTenant;
let whatsapp: WhatsAppOrigin;

beforeAll(async () => {
  helper = await startReceiver();
  hub = await startHub({ home, env: { TICKET_HELPER_SERVICE_URL: helper.url(''), TICKET_HELPER_SECRET: SECRET } });
  tenant = await createTenant(hub);
  whatsapp = await connectWhatsApp(tenant);
});
afterAll(async () => {
  await hub.stop();
  helper.close();
  removeHome(home);
});

const taken = () => helper.calls('/v1/events');
const say = (n: number) => whatsapp.send([[{ id: `wamid.helper-${n}`, from: `49170000000${n}`, name: `Ann ${n}`, text: `jacket ${n}` }]]);

it('the helper is told of a ticket in order, signed; while it is down nobody waits, and it is told when it is back', async () => {
  await say(1);
  const types = (): string[] => taken().map(({ body }) => body.type as string);
  await until('ticket and message are told', () => types().includes('ticket.created') && types().includes('message.received'));
  const [ticket] = (await allTickets(tenant.admin)) as [Ticket];
  expect(types()[0]).toBe('ticket.created');
  for (const { headers, body } of taken()) {
    const signed = createHmac('sha256', SECRET)
      .update(`${String(headers['x-parley-timestamp'])}.${JSON.stringify(body)}`)
      .digest('hex');
    expect(headers['x-parley-signature']).toBe(`sha256=${signed}`);
  }

  helper.behave('/v1/events', answer(503));
  const before = taken().length;
  await tenant.admin.post(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'first', thenStatus: 'solved' });
  await say(2);
  await until('the dead helper was called', () => taken().length > before);
  await until('the next ticket is there', async () => (await allTickets(tenant.admin)).length === 2);
  const back = taken().length;
  helper.behave('/v1/events', answer(200));
  const since = () => taken().slice(back);
  await until(
    'the change and the new ticket are told',
    () => {
      const told = since();
      const solved = told.some(({ body }) => body.data.ticket?.id === ticket.id && body.data.ticket.status === 'solved');
      return solved && told.some(({ body }) => body.type === 'ticket.created');
    },
    90_000,
  );
}, 180_000);
