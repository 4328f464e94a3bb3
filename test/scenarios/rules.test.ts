import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import type { Queue, Ticket } from '../harness/shapes.ts';
import { connectWhatsApp, createAgent, createTenant, type TestTenant, type WhatsAppOrigin } from '../harness/tenant.ts';
import { until } from '../harness/until.ts';

describe('rules, lists and queues act in the message’s own transaction', () => {
  let tenant: TestTenant;
  let whatsapp: WhatsAppOrigin;
  let team: { id: string };
  let urgent: Queue;
  let agentId: string;

  const rule = (name: string, event: string, weight: number, condition: unknown, actions: unknown[], stop = false) =>
    tenant.admin.post<{ id: string }>('/v1/rules', { name, event, weight, stop, enabled: true, condition, actions });
  const write = async (id: string, from: string, text: string): Promise<Ticket> => {
    expect((await whatsapp.send([[{ id: `wamid.rule-${id}`, from, name: `Ruled ${from}`, text }]])).status).toBe(200);
    return until(`message ${id} is there`, async () =>
      (await allTickets(tenant.admin)).find(
        ({ author, lastMessage }) => author.name === `Ruled ${from}` && (lastMessage?.text === text || lastMessage?.kind !== 'customer'),
      ),
    );
  };

  beforeAll(async () => {
    tenant = await createTenant(inject('hub'));
    whatsapp = await connectWhatsApp(tenant);
    team = await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'Complaints' });
    ({ id: agentId } = await createAgent(tenant, 'agent', [team.id]));
    const urgentOnly = { all: [{ field: 'priority', op: 'eq', value: 'urgent' }] };
    urgent = await tenant.admin.post<Queue>('/v1/queues', { name: 'Urgent', priority: 1, condition: urgentOnly, visibleTo: { teamIds: [], agentIds: [] } });
    await tenant.admin.post('/v1/enrichment-lists', {
      name: 'Known customers',
      key: 'author.id',
      match: 'exact',
      entries: [{ value: '4917800001', set: { priority: 'high', tags: ['vip'], customFields: { contract: 'gold' } } }],
    });
    const says = (word: string) => ({ all: [{ field: 'message.text', op: 'contains', value: word }] });
    await rule('Angry words', 'message.received', 1, says('lawyer'), [
      { type: 'set', field: 'priority', value: 'urgent' },
      { type: 'tag', add: ['legal'] },
      { type: 'assign', teamId: team.id },
    ]);
    await rule('Stop here', 'message.received', 2, says('unsubscribe'), [{ type: 'tag', add: ['optout'] }], true);
    await rule('Never reached after stop', 'message.received', 3, says('unsubscribe'), [{ type: 'tag', add: ['unreached'] }]);
    await rule('To one of the team', 'ticket.created', 2, says('a person please'), [{ type: 'assign', teamId: team.id, strategy: 'least_loaded' }]);
    await rule('Say hello', 'ticket.created', 1, says('hello robot'), [{ type: 'note', text: 'Greeted by a rule' }]);
  });

  it('an enrichment list sets what it knows of the author', async () => {
    expect(await write('1', '4917800001', 'it is me')).toMatchObject({ priority: 'high', tags: ['vip'], customFields: { contract: 'gold' } });
    expect(await write('2', '4917800002', 'somebody else')).toMatchObject({ priority: 'normal', tags: [] });
  });

  it('a rule’s priority, tag and team are there with the message, and the queue follows them', async () => {
    const ticket = await write('3', '4917800003', 'I will call my LAWYER');
    expect(ticket).toMatchObject({ priority: 'urgent', tags: ['legal'], owner: { teamId: team.id }, queueIds: [urgent.id] });
    await until('the counter follows', async () => {
      const { counters } = await tenant.admin.get<Queue>(`/v1/queues/${urgent.id}`);
      return Object.values(counters).reduce((sum, count) => sum + count, 0) === 1;
    });
  });

  it('a dry-run says what a rule would change, and changes nothing', async () => {
    const ticket = await write('8', '4917800008', 'where is my parcel');
    const condition = { field: 'message.text', op: 'contains', value: 'parcel' };
    const rule = { name: 'Parcels', event: 'message.received', condition, actions: [{ type: 'set', field: 'priority', value: 'high' }] };
    const { body: tried } = await tenant.admin.call<{ looked: number; matched: number; items: unknown[] }>('POST', '/v1/rules/dry-run', { body: { rule } });
    expect(tried).toMatchObject({
      matched: 1,
      items: [{ ticketId: ticket.id, sequence: ticket.sequence, changes: [{ field: 'priority', from: 'normal', to: 'high' }] }],
    });
    expect(tried.looked).toBe((await allTickets(tenant.admin)).length);
    expect(await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).toMatchObject({ priority: 'normal', version: ticket.version });
  });

  it('2,000 imported rules take effect at once: no message meets the first of them without the last', { timeout: 300_000 }, async () => {
    const shop = await createTenant(inject('hub'));
    const phone = await connectWhatsApp(shop);
    const last = 1_999;
    const rules = (version: string) =>
      Array.from({ length: last + 1 }, (_, at) => ({
        id: `r${at}`,
        name: `Rule ${at}`,
        event: 'message.received',
        weight: at,
        condition: at === 0 || at === last ? { all: [] } : { field: 'message.text', op: 'eq', value: `never ${at}` },
        actions: [{ type: 'tag', add: [`${version}-${at}`] }],
      }));
    const imports = (version: string) => shop.admin.post('/v1/rules/import', { rules: rules(version) }, 200);
    expect(await imports('old')).toMatchObject({ created: last + 1 });
    let sent = 0;
    const over = new AbortController();
    const customers = (async () => {
      while (!over.signal.aborted) {
        sent += 1;
        expect((await phone.send([[{ id: `wamid.many-${sent}`, from: `49179${sent}`, text: `message ${sent}` }]])).status).toBe(200);
        await until(`message ${sent} is there`, async () => (await allTickets(shop.admin)).length === sent);
      }
    })();
    await until('rules of the first import have run', async () => sent > 2, 90_000);
    expect(await imports('new')).toMatchObject({ changed: last + 1 });
    const before = sent;
    await until('messages have come after the second import', async () => sent > before + 2, 90_000);
    over.abort();
    await customers;
    const tagged = (await allTickets(shop.admin)).map(({ tags }) => [...tags].sort().join(' '));
    expect([...new Set(tagged)].sort()).toEqual([`new-0 new-${last}`, `old-0 old-${last}`]);
    expect((await shop.admin.get<{ rules: unknown[] }>('/v1/rules/export')).rules).toMatchObject(rules('new'));
  });

  it('a rule that chooses by work gives the ticket to its team at once, and to an agent of it a moment later', async () => {
    const { id, owner } = await write('7', '4917800007', 'a person please');
    expect(owner.teamId).toBe(team.id);
    const assigned = await until('an agent has it', async () => {
      const ticket = await tenant.admin.get<Ticket>(`/v1/tickets/${id}`);
      return ticket.owner.agentId === null ? undefined : ticket;
    });
    expect(assigned).toMatchObject({ owner: { agentId, teamId: team.id }, status: 'working' });
  });

  it('a rule with stop ends the run', async () => {
    expect((await write('4', '4917800004', 'please unsubscribe me')).tags).toEqual(['optout']);
  });

  it('a note by a rule appears once, and opens or changes nothing', async () => {
    const ticket = await write('5', '4917800005', 'hello robot');
    const noted = await until('the note is there', async () => {
      const messages = await ticketMessages(tenant.admin, ticket.id);
      return messages.some(({ kind }) => kind === 'note') ? messages : undefined;
    });
    expect(noted.filter(({ kind }) => kind === 'note').map(({ text }) => text)).toEqual(['Greeted by a rule']);
    expect(await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`)).toMatchObject({ status: 'created' });
  });

  it('a condition that comes later is applied to tickets that are there already', async () => {
    const vips = await tenant.admin.post<Queue>('/v1/queues', {
      name: 'VIPs',
      priority: 5,
      condition: { all: [{ field: 'tags', op: 'contains', value: 'vip' }] },
      visibleTo: { teamIds: [], agentIds: [] },
    });
    const ticket = await until('the old ticket is in the new queue', async () => (await allTickets(tenant.admin, `?queueId=${vips.id}`))[0]);
    expect(ticket.tags).toContain('vip');
    await until('its counter is true', async () => (await tenant.admin.get<Queue>(`/v1/queues/${vips.id}`)).counters.created === 1);
  });

  it('a reopened ticket moves between the queues of its status', async () => {
    const ticket = (await allTickets(tenant.admin)).find(({ tags }) => tags.includes('legal')) as Ticket;
    await tenant.admin.patch(`/v1/tickets/${ticket.id}`, { status: 'solved' });
    const solved = await tenant.admin.get<Ticket>(`/v1/tickets/${ticket.id}`);
    expect(solved.closesAt).not.toBeNull();
    const reopened = await write('6', '4917800003', 'not solved at all');
    expect(reopened).toMatchObject({ id: ticket.id, status: 'working', closesAt: null });
  });
});
