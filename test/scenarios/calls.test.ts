import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

/** Customers call the business on WhatsApp. */
describe('voice calls', () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;

  /** The webhook of calls, as the provider documents it. `duration` is missing if nobody answered. */
  const call = async (from: string, id: string, duration?: number): Promise<void> => {
    const made = { id, from, to: '15550783881', timestamp: String(Math.floor(Date.now() / 1_000)), direction: 'USER_INITIATED' };
    const calls = [
      { ...made, event: 'connect' },
      { ...made, event: 'terminate', status: 'COMPLETED', ...(duration === undefined ? {} : { duration }) },
    ];
    const metadata = { display_phone_number: '15550783881', phone_number_id: whatsapp.phoneNumberId };
    const value = { messaging_product: 'whatsapp', metadata, contacts: [{ wa_id: from, profile: { name: 'Rosa' } }], calls };
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: 'waba', changes: [{ field: 'calls', value }] }] });
    expect((await whatsapp.post(body)).status).toBe(200);
  };
  const ticketOf = async (from: string): Promise<Ticket | undefined> => (await allTickets(tenant.admin)).find(({ author }) => author.id === from);

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
  });

  it('are notes on the ticket of the customer, which stays solved', async () => {
    await whatsapp.send([[{ id: 'wamid.c1', from: '491700071', name: 'Rosa', text: 'hi' }]]);
    const { id } = await until('there is a ticket', () => ticketOf('491700071'));
    const owner = await createAgent(tenant);
    const desk = await openSocket(owner.session, inject('hub').wsUrl);
    await tenant.admin.patch(`/v1/tickets/${id}`, { owner: { agentId: owner.id, teamId: null } });
    await tenant.admin.patch(`/v1/tickets/${id}`, { status: 'solved' });
    await call('491700071', 'wacid.c2', 33);
    await call('491700071', 'wacid.c3');
    await call('491700071', 'wacid.c3');
    const messages = await until('both calls are there', async () => {
      const found = await ticketMessages(tenant.admin, id);
      return found.length >= 3 ? found : undefined;
    });
    expect(messages.map(({ kind, text }) => [kind, text])).toEqual([
      ['customer', 'hi'],
      ['note', '[voice call, 33 seconds]'],
      ['note', '[missed voice call]'],
    ]);
    expect(await tenant.admin.get(`/v1/tickets/${id}`)).toMatchObject({ status: 'solved' });
    // The missed call alone: somebody was there for the other one.
    await desk.frame('the owner is told', (frame) => frame.type === 'mention' && frame['body'] === '[missed voice call]');
    expect(desk.frames.filter(({ type }) => type === 'mention')).toHaveLength(1);
    desk.close();
  });

  it('open a ticket if nobody answered and none is active', async () => {
    await call('491700072', 'wacid.d1', 12);
    await call('491700072', 'wacid.d2');
    const ticket = await until('the missed call has a ticket', () => ticketOf('491700072'));
    expect(ticket).toMatchObject({ status: 'created', lastMessage: { kind: 'customer', text: '[missed voice call]' } });
    expect((await ticketMessages(tenant.admin, ticket.id)).map(({ text }) => text)).toEqual(['[missed voice call]']);
  });
});
