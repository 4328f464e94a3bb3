import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { messengerBody } from '../harness/payloads.ts';
import { allTickets } from '../harness/read-all.ts';
import type { Listed, Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { openSocket, type Socket } from '../harness/socket.ts';
import { connectFacebook, connectWhatsApp, createAgent, createTenant, type SignedOrigin, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('a queue’s visibility is a wall', () => {
  const PAGE = '108512345678901';
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let facebook: SignedOrigin;
  let vips: Queue;
  let everyone: Queue;
  let insider: { id: string; session: Api };
  let outsider: { id: string; session: Api };
  let secret: Ticket;
  let open: Ticket;
  let outsideSocket: Socket;
  let insideSocket: Socket;

  beforeAll(async () => {
    const hub = inject('hub');
    tenant = await createTenant(hub);
    const team = await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'VIP desk' });
    insider = await createAgent(tenant, 'agent', [team.id]);
    outsider = await createAgent(tenant);
    whatsapp = await connectWhatsApp(tenant);
    facebook = await connectFacebook(tenant, PAGE);
    const on = (channel: string) => ({ all: [{ field: 'origin.channel', op: 'eq', value: channel }] });
    vips = await tenant.admin.post<Queue>('/v1/queues', {
      name: 'VIPs',
      priority: 1,
      condition: on('whatsapp'),
      visibleTo: { teamIds: [team.id], agentIds: [] },
    });
    everyone = await tenant.admin.post<Queue>('/v1/queues', {
      name: 'All of Facebook',
      priority: 2,
      condition: on('facebook'),
      visibleTo: { teamIds: [], agentIds: [] },
    });
    outsideSocket = await openSocket(outsider.session, hub.wsUrl);
    insideSocket = await openSocket(insider.session, hub.wsUrl);
    await whatsapp.send([[{ id: 'wamid.vip', from: '4917600001', name: 'Very Important', text: 'discreet zeppelin' }]]);
    await facebook.post(messengerBody(PAGE, [{ mid: 'm_open', from: '5550001', text: 'a public zeppelin' }]));
    const tickets = await until('both tickets are there', async () => {
      const all = await allTickets(tenant.admin);
      return all.length === 2 ? all : undefined;
    });
    secret = tickets.find(({ origin }) => origin.channel === 'whatsapp') as Ticket;
    open = tickets.find(({ origin }) => origin.channel === 'facebook') as Ticket;
    await until('search knows both', async () => (await tenant.admin.get<SearchHits>('/v1/search?q=zeppelin')).items.length === 2);
  });

  it('lists show each agent the tickets that they may see', async () => {
    expect((await allTickets(insider.session)).map(({ id }) => id).sort()).toEqual([secret.id, open.id].sort());
    expect((await allTickets(outsider.session)).map(({ id }) => id)).toEqual([open.id]);
    expect((await outsider.session.get<Listed<Ticket>>(`/v1/queues/${everyone.id}/tickets`)).items.map(({ id }) => id)).toEqual([open.id]);
  });

  it('get, messages, replies and taking of an unseen ticket are a 404', async () => {
    const id = secret.id;
    expect((await outsider.session.call('GET', `/v1/tickets/${id}`)).status).toBe(404);
    expect((await outsider.session.call('GET', `/v1/tickets/${id}/messages`)).status).toBe(404);
    expect((await outsider.session.call('GET', `/v1/threads/${secret.threadId}/messages`)).status).toBe(404);
    expect((await outsider.session.call('POST', `/v1/tickets/${id}/messages`, { body: { kind: 'reply', text: 'hi' } })).status).toBe(404);
    expect((await outsider.session.call('POST', `/v1/tickets/${id}/take`, { body: {} })).status).toBe(404);
    const asked = { target: { url: 'https://help.example/x' }, text: 'x' };
    expect((await outsider.session.call('GET', `/v1/tickets/${id}/escalations`)).status).toBe(404);
    expect((await outsider.session.call('POST', `/v1/tickets/${id}/escalations`, { body: asked })).status).toBe(404);
    const { id: escalationId } = await insider.session.post<{ id: string }>(`/v1/tickets/${id}/escalations`, asked, 201);
    expect((await outsider.session.call('PATCH', `/v1/tickets/${id}/escalations/${escalationId}`, { body: { state: 'closed' } })).status).toBe(404);
    expect((await insider.session.get<Listed<{ state: string }>>(`/v1/tickets/${id}/escalations`)).items).toMatchObject([{ state: 'open' }]);
    expect((await outsider.session.call('GET', `/v1/queues/${vips.id}`)).status).toBe(404);
    expect((await outsider.session.call('GET', `/v1/queues/${vips.id}/tickets`)).status).toBe(404);
    expect((await insider.session.call('GET', `/v1/tickets/${id}`)).status).toBe(200);
  });

  it('counters and the list of queues obey it', async () => {
    expect((await outsider.session.get<Listed<Queue>>('/v1/queues')).items.map(({ id }) => id)).toEqual([everyone.id]);
    expect((await insider.session.get<Listed<Queue>>('/v1/queues')).items.map(({ id }) => id)).toEqual([vips.id, everyone.id]);
  });

  it('search and its counts obey it', async () => {
    const seen = await outsider.session.get<SearchHits & { total?: number }>('/v1/search?q=zeppelin');
    expect(seen.items.map(({ ticketId }) => ticketId)).toEqual([open.id]);
    expect(JSON.stringify(seen)).not.toContain('whatsapp');
    expect((await insider.session.get<SearchHits>('/v1/search?q=zeppelin')).items.length).toBe(2);
  });

  it('the socket obeys it', async () => {
    await insideSocket.frame('the secret ticket', ({ type, ticket }) => type === 'ticket' && (ticket as Ticket | undefined)?.id === secret.id);
    await outsideSocket.frame('the open ticket', ({ type, ticket }) => type === 'ticket' && (ticket as Ticket | undefined)?.id === open.id);
    const heard = JSON.stringify(outsideSocket.frames);
    expect(heard).not.toContain(secret.id);
    expect(heard).not.toContain('discreet');
    expect(heard).not.toContain(vips.id);
  });

  it('the owner of a ticket sees it, whatever its queues', async () => {
    await tenant.admin.patch(`/v1/tickets/${secret.id}`, { owner: { agentId: outsider.id, teamId: null } });
    expect((await outsider.session.call('GET', `/v1/tickets/${secret.id}`)).status).toBe(200);
    await tenant.admin.patch(`/v1/tickets/${secret.id}`, { owner: { agentId: null, teamId: null } });
    expect((await outsider.session.call('GET', `/v1/tickets/${secret.id}`)).status).toBe(404);
  });

  it('a changed wall holds at once', async () => {
    await tenant.admin.patch(`/v1/queues/${vips.id}`, { visibleTo: { teamIds: [], agentIds: [outsider.id] } });
    await until('the outsider sees it', async () => (await outsider.session.call('GET', `/v1/tickets/${secret.id}`)).status === 200);
    await until('the insider does not', async () => (await insider.session.call('GET', `/v1/tickets/${secret.id}`)).status === 404);
  });

  it('a ticket in no queue is everybody’s', async () => {
    await tenant.admin.delete(`/v1/queues/${vips.id}`);
    await until('the queue is gone from the ticket', async () => (await tenant.admin.get<Ticket>(`/v1/tickets/${secret.id}`)).queueIds.length === 0);
    expect((await insider.session.call('GET', `/v1/tickets/${secret.id}`)).status).toBe(200);
  });
});
