import { describe, expect, inject, it } from 'vitest';
import { connect } from '../../client/realtime/connect.ts';
import { createApi } from '../../client/rest/create-api.ts';
import { createSession } from '../../client/rest/session.ts';
import { memoryStore } from '../../client/storage/store.ts';
import { connectWhatsApp, createAgent, createTenant, PASSWORD } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('the client', () => {
  const hub = inject('hub');

  it('shows an agent each message once, over a reload, and answers', async () => {
    const tenant = await createTenant(hub);
    const whatsapp = await connectWhatsApp(tenant);
    const { email } = await createAgent(tenant);
    const store = memoryStore();
    const session = createSession({ baseUrl: hub.baseUrl, store, name: tenant.slug });
    const api = createApi({ baseUrl: hub.baseUrl, ...session });
    const { id } = await session.signIn({ tenant: tenant.slug, email, password: PASSWORD });
    const write = (n: number) => whatsapp.send([[{ id: `wamid.client-${n}`, from: '491770009', name: 'Nora', text: `line ${n}` }]]);

    const shown: string[] = [];
    const tickets = new Set<string>();
    const open = async () => {
      const realtime = await connect({ api, wsUrl: hub.wsUrl, store, account: id });
      realtime.on('message', ({ body }) => void shown.push(body ?? ''));
      realtime.on('ticket', ({ ticket }) => void tickets.add(ticket.id));
      await until('the feed is online', () => realtime.status === 'online');
      return realtime;
    };
    const first = await open();
    await write(1);
    await until('the first message', () => shown.includes('line 1') && tickets.size === 1);
    await first.close();
    await write(2);
    const second = await open();
    await write(3);
    await until('the others', () => shown.includes('line 2') && shown.includes('line 3'));

    const [ticketId = ''] = tickets;
    await api.POST('/v1/tickets/{id}/messages', { params: { path: { id: ticketId } }, body: { kind: 'reply', text: 'On its way.' } });
    await until('the reply', () => shown.includes('On its way.'));
    expect(shown.toSorted()).toEqual(['On its way.', 'line 1', 'line 2', 'line 3']);
    const { items } = await api.GET('/v1/tickets/{id}/messages', { params: { path: { id: ticketId } } });
    expect(items.map(({ number, text }) => [number, text])).toEqual([
      [1, 'line 1'],
      [2, 'line 2'],
      [3, 'line 3'],
      [4, 'On its way.'],
    ]);
    await second.close();
    await session.signOut();
  });
});
