import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets } from '../harness/read-all.ts';
import type { Listed, SearchHits, Ticket } from '../harness/shapes.ts';
import { openSocket, type Socket } from '../harness/socket.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('tenants are walls', () => {
  let a: TestTenant;
  let b: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let ticket: Ticket;
  let socketOfB: Socket;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    const hub = inject('hub');
    [a, b] = [await createTenant(hub), await createTenant(hub)];
    socketOfB = await openSocket(b.admin, hub.wsUrl);
    whatsapp = await connectWhatsApp(a);
    const everything = { all: [{ field: 'status', op: 'ne', value: 'closed' }] };
    ids['origins'] = whatsapp.origin.id;
    ids['queues'] = (
      await a.admin.post<{ id: string }>('/v1/queues', { name: 'All', priority: 1, condition: everything, visibleTo: { teamIds: [], agentIds: [] } })
    ).id;
    ids['teams'] = (await a.admin.post<{ id: string }>('/v1/teams', { name: 'Front' })).id;
    ids['agents'] = (await createAgent(a)).id;
    ids['rules'] = (
      await a.admin.post<{ id: string }>('/v1/rules', {
        name: 'Tag it',
        event: 'ticket.created',
        weight: 1,
        stop: false,
        enabled: true,
        condition: everything,
        actions: [{ type: 'tag', add: ['seen'] }],
      })
    ).id;
    ids['enrichment-lists'] = (
      await a.admin.post<{ id: string }>('/v1/enrichment-lists', {
        name: 'VIPs',
        key: 'author.id',
        match: 'exact',
        entries: [{ value: '1', set: { priority: 'high' } }],
      })
    ).id;
    await whatsapp.send([[{ id: 'wamid.wall', from: '4917300001', name: 'Walled', text: 'confidential rhubarb' }]]);
    ticket = await until('tenant A has its ticket', async () => (await allTickets(a.admin))[0]);
    await until('search of A finds it', async () => (await a.admin.get<SearchHits>('/v1/search?q=rhubarb')).items[0]);
  });

  it.each(['origins', 'queues', 'rules', 'enrichment-lists'])('an id of A in /v1/%s does not exist for B', async (kind) => {
    const path = `/v1/${kind}/${ids[kind]}`;
    expect((await a.admin.call('GET', path)).status).toBe(200);
    expect((await b.admin.call('GET', path)).status).toBe(404);
    expect((await b.admin.call('PATCH', path, { body: { name: 'mine' } })).status).toBe(404);
    expect((await b.admin.call('DELETE', path)).status).toBe(404);
    expect((await a.admin.call<{ name: string }>('GET', path)).body.name).not.toBe('mine');
  });

  it.each(['agents', 'teams'])('an id of A in /v1/%s can be neither changed nor removed by B', async (kind) => {
    const path = `/v1/${kind}/${ids[kind]}`;
    expect((await b.admin.call('PATCH', path, { body: { name: 'mine' } })).status).toBe(404);
    expect((await b.admin.call('DELETE', path)).status).toBe(404);
    expect((await a.admin.get<Listed<{ id: string }>>(`/v1/${kind}`)).items.map(({ id }) => id)).toContain(ids[kind]);
    expect((await b.admin.get<Listed<{ id: string }>>(`/v1/${kind}`)).items.map(({ id }) => id)).not.toContain(ids[kind]);
  });

  it('a ticket of A cannot be read, changed, answered or taken by B', async () => {
    const calls: [string, string, unknown?][] = [
      ['GET', `/v1/tickets/${ticket.id}`],
      ['GET', `/v1/tickets/${ticket.id}/messages`],
      ['GET', `/v1/threads/${ticket.threadId}/messages`],
      ['GET', `/v1/queues/${ids['queues']}/tickets`],
      ['PATCH', `/v1/tickets/${ticket.id}`, { status: 'solved' }],
      ['POST', `/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'from next door' }],
      ['POST', `/v1/tickets/${ticket.id}/take`, {}],
    ];
    for (const [method, path, body] of calls)
      expect([path, (await b.admin.call(method, path, body === undefined ? {} : { body })).status]).toEqual([path, 404]);
    expect(await a.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).toMatchObject({ version: ticket.version, visibleMessageCount: 1, owner: { agentId: null } });
  });

  it('B sees nothing of A in lists, search or its socket, also when it asks by A’s ids', async () => {
    expect(await allTickets(b.admin)).toEqual([]);
    for (const query of [
      `queueId=${ids['queues']}`,
      `originId=${ids['origins']}`,
      `teamId=${ids['teams']}`,
      `ownerId=${ids['agents']}`,
      `sequence=${ticket.sequence}`,
    ]) {
      const answer = await b.admin.call<Listed<Ticket>>('GET', `/v1/tickets?${query}`);
      if (answer.status === 200) expect(answer.body.items).toEqual([]);
      else expect([404, 422]).toContain(answer.status);
    }
    expect((await b.admin.get<SearchHits>('/v1/search?q=rhubarb')).items).toEqual([]);
    expect(JSON.stringify(socketOfB.frames)).not.toContain(ticket.id);
  });

  it('a cursor of A is worth nothing to B', async () => {
    await whatsapp.send([[{ id: 'wamid.wall-2', from: '4917300002', name: 'Second', text: 'again' }]]);
    await until('A has two tickets', async () => (await allTickets(a.admin)).length === 2);
    const { nextCursor } = await a.admin.get<Listed<Ticket>>('/v1/tickets?limit=1');
    expect(nextCursor).not.toBeNull();
    const answer = await b.admin.call('GET', `/v1/tickets?limit=1&cursor=${encodeURIComponent(nextCursor ?? '')}`);
    expect(answer.status).toBe(400);
  });

  it('the tenant in a body changes nothing', async () => {
    const answer = await b.admin.call('POST', '/v1/teams', { body: { name: 'Spies', tenantId: a.id } });
    expect(answer.status).toBe(400);
    expect((await a.admin.get<Listed<{ name: string }>>('/v1/teams')).items.map(({ name }) => name)).not.toContain('Spies');
  });

  it('a webhook signed with the secret of B is refused at the path of A', async () => {
    const other = await connectWhatsApp(b);
    const { whatsappBody } = await import('../harness/payloads.ts');
    const { metaSignature } = await import('../harness/sign.ts');
    const body = whatsappBody(whatsapp.phoneNumberId, [[{ id: 'wamid.forged', from: '1', text: 'forged' }]]);
    expect((await whatsapp.post(body, metaSignature(other.appSecret, body))).status).toBe(401);
  });
});
