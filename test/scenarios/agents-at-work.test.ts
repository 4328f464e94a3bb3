import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { Api } from '../harness/http.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { recounted } from '../harness/recount.ts';
import type { Listed, Queue, SearchHits, Ticket } from '../harness/shapes.ts';
import { openSocket } from '../harness/socket.ts';
import { connectApi, connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('agents at work', () => {
  const hub = inject('hub');
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let anna: { id: string; session: Api };
  let boris: { id: string; session: Api };
  let written = 0;

  const write = (from: string, text: string) => whatsapp.send([[{ id: `wamid.work-${(written += 1)}`, from, name: `Customer ${from}`, text }]]);
  const ticketOf = (from: string, last?: string) =>
    until(`the ticket of ${from}`, async () =>
      (await allTickets(tenant.admin)).find((ticket) => ticket.author.id === from && (last === undefined || ticket.lastMessage?.text === last)),
    );
  const read = (id: string) => tenant.admin.get<Ticket & { mergedInto: string | null; mergedIds: string[] }>(`/v1/tickets/${id}`);

  const countersAreRight = () =>
    until('the counters are right', async () => {
      const { queues } = await recounted(tenant.admin);
      return queues.every(({ stored, recounted: again }) => isDeepStrictEqual(stored, again));
    });

  beforeAll(async () => {
    tenant = await createTenant(hub);
    whatsapp = await connectWhatsApp(tenant);
    anna = await createAgent(tenant);
    boris = await createAgent(tenant);
    for (const [name, status] of [
      ['Open', 'ne'],
      ['Closed', 'eq'],
    ] as const)
      await tenant.admin.post('/v1/queues', {
        name,
        priority: 1,
        condition: { all: [{ field: 'status', op: status, value: 'closed' }] },
        visibleTo: { teamIds: [], agentIds: [] },
      });
  });

  it('two agents take a ticket at one instant: one gets it, the other hears who has it', async () => {
    await write('49170001', 'mine?');
    const ticket = await ticketOf('49170001');
    const answers = await Promise.all(
      [anna, boris].map(({ session }) => session.call<{ owner: Ticket['owner']; code?: string }>('POST', `/v1/tickets/${ticket.id}/take`)),
    );
    const won = answers.findIndex(({ status }) => status === 200);
    expect(answers[1 - won]).toMatchObject({ status: 409, body: { code: 'already_taken', owner: { agentId: [anna, boris][won]?.id } } });
  });

  it('a merged ticket is one case: messages, search, live frames and counters', async () => {
    await write('49170010', 'my parcel, first quokka');
    await write('49170011', 'the same parcel, second quokka');
    const [into, from] = [await ticketOf('49170010'), await ticketOf('49170011')];
    const socket = await openSocket(anna.session, hub.wsUrl);
    const merging = [anna, boris].map(({ session }) => session.call<Ticket>('POST', `/v1/tickets/${from.id}/merge`, { body: { intoId: into.id } }));
    await Promise.all([...merging, write('49170010', 'while it merges')]);
    expect((await Promise.all(merging)).map(({ status }) => status)).toEqual([200, 200]);
    await socket.frame('the leading ticket', (frame) => (frame['ticket'] as { mergedIds?: string[] } | undefined)?.mergedIds?.includes(from.id) === true);
    await socket.frame('the merged ticket', (frame) => (frame['ticket'] as { mergedInto?: string } | undefined)?.mergedInto === into.id);
    socket.close();
    // WhatsApp tells whole seconds, so that the order of two threads within one is open, and with it which message is the last one.
    const texts = await until('the message that came meanwhile is there', async () => {
      const found = (await ticketMessages(tenant.admin, into.id)).map(({ text }) => text ?? '');
      return found.includes('while it merges') ? found : undefined;
    });
    expect(texts.toSorted()).toEqual(['my parcel, first quokka', 'the same parcel, second quokka', 'while it merges']);
    expect(texts[0]).toBe('my parcel, first quokka');
    expect(await read(from.id)).toMatchObject({ status: 'closed', mergedInto: into.id });
    await until('search answers the leading ticket once', async () => {
      const { items } = await tenant.admin.get<SearchHits>('/v1/search?q=quokka');
      return items.length === 1 && items[0]?.ticketId === into.id;
    });
    await tenant.admin.patch(`/v1/tickets/${from.id}/messages/1`, { hidden: true });
    expect((await read(into.id)).visibleMessageCount).toBe(2);
    const { items: queues } = await tenant.admin.get<Listed<Queue>>('/v1/queues');
    expect(queues).toHaveLength(2);
    await countersAreRight();
  });

  it("a customer's message in the merged thread goes to the leading ticket, and reactivates it", async () => {
    const [into, from] = [await ticketOf('49170010'), await ticketOf('49170011')];
    await tenant.admin.patch(`/v1/tickets/${into.id}`, { status: 'solved' });
    const socket = await openSocket(anna.session, hub.wsUrl);
    await write('49170011', 'and a third wombat');
    await socket.frame('its message', (frame) => frame.type === 'message' && frame['ticketId'] === into.id && frame['body'] === 'and a third wombat');
    socket.close();
    await until('the leading ticket is at work again', async () => (await read(into.id)).status === 'working');
    expect((await ticketMessages(tenant.admin, into.id)).map(({ text }) => text)).toContain('and a third wombat');
    await until('search answers the leading ticket', async () => {
      const { items } = await tenant.admin.get<SearchHits>('/v1/search?q=wombat');
      return items.length === 1 && items[0]?.ticketId === into.id;
    });
    expect((await allTickets(tenant.admin)).filter(({ author }) => author.id === '49170011').map(({ id }) => id)).toEqual([from.id]);
    for (const { id } of [into, from]) expect(await tenant.admin.get(`/v1/admin/tickets/${id}/replay`)).toMatchObject({ differences: [] });
    await countersAreRight();
  });

  it('the audit tells admins who signed in', async () => {
    const { items } = await tenant.admin.get<{ items: { object: { type: string }; by: { id: string }; changes: { field: string; to: unknown }[] }[] }>(
      '/v1/audit',
    );
    const signedIn = items.filter(({ object, changes }) => object.type === 'session' && changes.some(({ field, to }) => field === 'state' && to === 'open'));
    const who = signedIn.map(({ by }) => by.id);
    for (const { id } of [anna, boris]) expect(who).toContain(id);
  });

  it('linked tickets list each other', async () => {
    const [one, other] = [await ticketOf('49170001'), await ticketOf('49170010')];
    await anna.session.post(`/v1/tickets/${one.id}/links`, { ticketId: other.id });
    const links = async (id: string) =>
      (await boris.session.get<{ items: { ticketId: string }[] }>(`/v1/tickets/${id}/links`)).items.map(({ ticketId }) => ticketId);
    expect([await links(one.id), await links(other.id)]).toEqual([[other.id], [one.id]]);
  });

  it('an agent writes first, once for a key, and the message goes out', async () => {
    const shop = await connectApi(tenant);
    const start = () =>
      anna.session.post<Ticket>('/v1/tickets', { originId: shop.origin.id, to: 'customer-1', text: 'We found your parcel' }, 201, {
        'idempotency-key': 'start-1',
      });
    const [first, second] = [await start(), await start()];
    expect(second).toEqual(first);
    expect(first).toMatchObject({ status: 'working', owner: { agentId: anna.id } });
    await until('it is sent', async () => (await ticketMessages(tenant.admin, first.id))[0]?.delivery?.state === 'sent');
    await shop.post(JSON.stringify({ messages: [{ id: 'm1', author: { id: 'customer-1', name: 'Cus' }, text: 'Thank you' }] }));
    await until('the answer is in the same ticket', async () => (await read(first.id)).visibleMessageCount === 2);
  });

  it('of two tickets that come at one instant, an agent with room for one gets one', async () => {
    const team = await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'Solo' });
    const solo = await createAgent(tenant);
    await tenant.admin.patch(`/v1/agents/${solo.id}`, { teamIds: [team.id], capacity: 1 });
    const customers = ['49170031', '49170032'];
    await tenant.admin.post('/v1/rules', {
      name: 'Solo',
      event: 'ticket.created',
      weight: 1,
      stop: true,
      enabled: true,
      condition: { field: 'author.id', op: 'in', value: customers },
      actions: [{ type: 'assign', teamId: team.id, strategy: 'least_loaded' }],
    });
    await Promise.all(customers.map((from) => write(from, 'at once')));
    const tickets = await Promise.all(customers.map((from) => ticketOf(from)));
    const refusals = async (id: string) =>
      (await tenant.admin.get<Listed<{ refused?: { code: string } }>>(`/v1/tickets/${id}/log`)).items.filter(
        ({ refused }) => refused?.code === 'nobody_available',
      );
    await until('both are decided', async () => {
      const [one, other] = await Promise.all(
        tickets.map(async ({ id }) => ((await read(id)).owner.agentId === solo.id ? 'given' : (await refusals(id)).length)),
      );
      return (one === 'given' && other === 1) || (one === 1 && other === 'given');
    });
    const owners = await Promise.all(tickets.map(async ({ id }) => (await read(id)).owner));
    expect(owners.filter(({ agentId }) => agentId === solo.id)).toHaveLength(1);
    for (const { teamId } of owners) expect(teamId).toBe(team.id);
  });

  it('an agent who is away gets no ticket by a rule, colleagues see the availability at once, and viewers of a ticket are shown', async () => {
    const team = await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'Desk' });
    for (const { id } of [anna, boris]) await tenant.admin.patch(`/v1/agents/${id}`, { teamIds: [team.id] });
    await tenant.admin.post('/v1/rules', {
      name: 'Assign',
      event: 'ticket.created',
      weight: 1,
      stop: false,
      enabled: true,
      condition: { all: [] },
      actions: [{ type: 'assign', teamId: team.id, strategy: 'round_robin' }],
    });
    const [one, other] = [await openSocket(anna.session, hub.wsUrl), await openSocket(boris.session, hub.wsUrl)];
    await anna.session.patch('/v1/me', { availability: 'away' });
    await other.frame('Anna is away', (frame) => frame.type === 'presence' && frame['userId'] === anna.id && frame['availability'] === 'away');
    const { agents } = await boris.session.get<{ agents: { id: string; availability: string }[] }>('/v1/directory');
    expect(
      agents
        .filter(({ id }) => [anna.id, boris.id].includes(id))
        .map(({ availability }) => availability)
        .toSorted(),
    ).toEqual(['away', 'online']);
    for (const n of [1, 2, 3]) await write(`4917002${n}`, 'for whoever is there');
    for (const n of [1, 2, 3]) await until(`ticket ${n} is Boris's`, async () => (await ticketOf(`4917002${n}`)).owner.agentId === boris.id);
    other.send({ type: 'presence', availability: 'out_of_office' });
    await one.frame('Boris is out', (frame) => frame.type === 'presence' && frame['userId'] === boris.id && frame['availability'] === 'out_of_office');

    const ticket = await ticketOf('49170021');
    one.send({ type: 'subscribe', ticketIds: [ticket.id] });
    await other.frame('Anna looks', (frame) => frame['ticketId'] === ticket.id && frame['userId'] === anna.id && frame['viewing'] === true);
    one.send({ type: 'typing', conversationId: ticket.threadId });
    await other.frame('Anna types', (frame) => frame.type === 'typing' && frame['ticketId'] === ticket.id && frame['userId'] === anna.id);
    one.close();
    await other.frame('Anna is gone', (frame) => frame['ticketId'] === ticket.id && frame['userId'] === anna.id && frame['viewing'] === false);
    other.close();
  });
});
