import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';
import { deadLetters } from '../harness/dead-letters.ts';
import { allTickets, readAll, threadMessages, ticketMessages } from '../harness/read-all.ts';
import { recounted } from '../harness/recount.ts';
import type { Listed, Message, Queue, Ticket } from '../harness/shapes.ts';
import { connectApi, createAgent, createTenant, type SignedOrigin, type TestTenant } from '../harness/tenant.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

interface DeadLetter {
  readonly id: string;
  readonly eventId: string | null;
  readonly reason: string;
}
interface Escalation {
  readonly id: string;
  readonly state: string;
  readonly text: string;
}
interface Line {
  readonly by: { readonly type: string; readonly id: string };
  readonly refused?: { readonly code: string };
}

/**
 * The table of docs/events.md, written by hand from the contract: every row is produced to the topic itself, and its effect read back by the API. The last
 * test of the file checks that none is missing.
 */
const TABLE = [
  'messages message.created',
  'messages message.edited',
  'messages message.removed',
  'messages message.hidden',
  'messages message.unhidden',
  'messages message.status',
  'tickets ticket.set',
  'tickets ticket.tag',
  'queue_acks queue.changed',
  'ai_messages ai.suggestion',
  'ai_messages ai.reply',
  'metadata_actions metadata.changed',
  'escalations_outbound escalation.raised',
  'escalations_outbound escalation.answered',
  'escalations_outbound escalation.closed',
];

describe('every row of the table of topics', () => {
  const { home } = inject('hub');
  let tenant: TestTenant;
  let shop: SignedOrigin;
  let topics: Topics;
  let teamId: string;
  let agentId: string;
  let queue: Queue;
  const seen = new Set<string>();

  const envelope = (type: string, data: object, more: object = {}) => ({
    id: randomUUID(),
    tenantId: tenant.id,
    type,
    version: 1,
    occurredAt: new Date().toISOString(),
    data,
    ...more,
  });
  /** Twice, and by a key of its own each time: what is delivered again, and by another partition, changes nothing. */
  const produce = async (topic: string, type: string, data: object, more: object = {}): Promise<string> => {
    const event = envelope(type, data, more);
    const value = JSON.stringify(event);
    await topics.produce(topic, [
      { key: 'a', value },
      { key: 'b', value },
    ]);
    seen.add(`${topic} ${type}`);
    return event.id;
  };
  const lettersOf = (topic: string) => readAll<DeadLetter>(tenant.admin, `/v1/dead-letters?topic=${topic}`);
  const ticketOf = (id: string) => tenant.admin.get<Ticket>(`/v1/tickets/${id}`);
  const said = (type: string, id: string, more: object = {}, occurredAt?: string) =>
    produce('messages', type, { originId: shop.origin.id, id, ...more }, occurredAt === undefined ? {} : { occurredAt });
  /** A ticket whose customer wrote by the topic. */
  const written = async (name: string): Promise<{ ticket: Ticket; id: string }> => {
    const id = `m-${name}`;
    await said('message.created', id, { author: { id: name, name }, text: `This is ${name}` });
    const ticket = await until(`the ticket of ${name} is there`, async () => (await allTickets(tenant.admin)).find(({ author }) => author.name === name));
    return { ticket, id };
  };
  const message = async ({ threadId }: Ticket, number: number): Promise<Message> => (await threadMessages(tenant.admin, threadId))[number - 1] as Message;

  beforeAll(async () => {
    topics = topicsOf(home);
    tenant = await createTenant(inject('hub'));
    shop = await connectApi(tenant);
    teamId = (await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'Second line' })).id;
    agentId = (await createAgent(tenant)).id;
    const condition = { field: 'customFields.tier', op: 'eq', value: 'gold' };
    queue = await tenant.admin.post<Queue>('/v1/queues', { name: 'Gold', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
  });
  afterAll(() => topics.close());

  it('messages: created, edited, hidden, unhidden and removed, in that order of their own times', async () => {
    const { ticket, id } = await written('Maya');
    const start = Date.now();
    const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
    await said('message.edited', id, { text: 'I meant this' }, at(0));
    await until('it is edited', async () => (await message(ticket, 1)).text === 'I meant this');
    await said('message.hidden', id, {}, at(1));
    await until('it is hidden', async () => (await message(ticket, 1)).hidden);
    // One of before it was hidden does not show it; the later one does.
    await said('message.unhidden', id, {}, at(0.5));
    await said('message.unhidden', id, {}, at(2));
    await until('it is shown', async () => !(await message(ticket, 1)).hidden);
    expect(await ticketOf(ticket.id)).toMatchObject({ visibleMessageCount: 1 });
    await said('message.removed', id, {}, at(3));
    await until('it is removed', async () => (await message(ticket, 1)).deleted);
    expect(await message(ticket, 1)).toMatchObject({ number: 1, text: null, deleted: true });
    expect(await threadMessages(tenant.admin, ticket.threadId)).toHaveLength(1);
  });

  it('messages: the status of a reply, which only moves forward', async () => {
    const { ticket } = await written('Stan');
    const reply = await tenant.admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, { kind: 'reply', text: 'Hello Stan' }, 201);
    const sent = await until('the reply has an id of the provider', async () => {
      const one = await message(ticket, reply.number);
      return one.providerId !== null && one.delivery?.state === 'sent' ? one : undefined;
    });
    const id = String(sent.providerId);
    await said('message.status', id, { state: 'read' });
    await until('it is read', async () => (await message(ticket, 2)).delivery?.state === 'read');
    await said('message.status', id, { state: 'delivered' });
    await said('message.status', id, { state: 'failed', error: 'gone' });
    const again = await written('Stan after');
    // What came later on every partition is through.
    expect(again.ticket.status).toBe('created');
    expect(await message(ticket, 2)).toMatchObject({ delivery: { state: 'read', error: null } });
  });

  it('messages: the status `failed` says why, and wakes the ticket', async () => {
    const { ticket } = await written('Fay');
    const draft = { kind: 'reply', text: 'Hello Fay', thenStatus: 'pending' };
    const reply = await tenant.admin.post<Message>(`/v1/tickets/${ticket.id}/messages`, draft, 201);
    const { providerId } = await until('the reply is sent', async () => {
      const one = await message(ticket, reply.number);
      return one.delivery?.state === 'sent' ? one : undefined;
    });
    await said('message.status', String(providerId), { state: 'failed', error: { code: '131026', message: 'Not on WhatsApp' } });
    await until('the ticket works again', async () => (await ticketOf(ticket.id)).status === 'working');
    expect(await message(ticket, 2)).toMatchObject({ delivery: { state: 'failed', error: { code: '131026', message: 'Not on WhatsApp' } } });
  });

  it('tickets: set and tag; what the state machine forbids is refused and logged', async () => {
    const { ticket } = await written('Tess');
    const followupAt = new Date(Date.now() + 3_600_000).toISOString();
    const given = { status: 'followup', followupAt, priority: 'high', tags: ['a', 'b'], topic: 'bill', customFields: { tier: 'silver' }, owner: { agentId } };
    const set = await produce('tickets', 'ticket.set', { ticketId: ticket.id, ...given });
    await until('it is set', async () => (await ticketOf(ticket.id)).topic === 'bill');
    expect(await ticketOf(ticket.id)).toMatchObject({ ...given, owner: { agentId, teamId: null }, version: 2 });
    await produce('tickets', 'ticket.tag', { ticketId: ticket.id, add: ['c'], remove: ['a'] });
    await until('it is tagged', async () => (await ticketOf(ticket.id)).tags.includes('c'));
    expect(await ticketOf(ticket.id)).toMatchObject({ tags: ['b', 'c'], version: 3 });
    const back = await produce('tickets', 'ticket.set', { ticketId: ticket.id, status: 'created', priority: 'low' });
    const log = () => readAll<Line>(tenant.admin, `/v1/tickets/${ticket.id}/log`);
    await until('the log says that it was refused', async () =>
      (await log()).some(({ by, refused }) => by.id === back && refused?.code === 'illegal_transition'),
    );
    expect(await ticketOf(ticket.id)).toMatchObject({ status: 'followup', priority: 'high', version: 3 });
    expect((await log()).filter(({ by }) => by.id === set)).toHaveLength(1);
  });

  it('metadata_actions: tags, topic, custom fields and sentiment; the queue and its counter follow', async () => {
    const { ticket } = await written('Mona');
    await produce('metadata_actions', 'metadata.changed', {
      ticketId: ticket.id,
      tags: ['vip'],
      topic: 'gift',
      customFields: { tier: 'gold' },
      sentiment: 'negative',
    });
    await until('the queue holds it', async () => (await ticketOf(ticket.id)).queueIds.includes(queue.id));
    expect(await ticketOf(ticket.id)).toMatchObject({ tags: ['vip'], topic: 'gift', customFields: { tier: 'gold' }, sentiment: 'negative', version: 2 });
    const listed = async () => (await tenant.admin.get<Listed<Ticket>>(`/v1/queues/${queue.id}/tickets`)).items.map(({ id }) => id);
    await until('the list of the queue holds it', async () => (await listed()).includes(ticket.id));
    for (const path of ['/v1/tickets', '/v1/search'])
      await until(`${path} finds it by its sentiment`, async () => {
        const { items } = await tenant.admin.get<Listed<Ticket>>(`${path}?sentiment=negative`);
        return items.some(({ id }) => id === ticket.id) && items.every(({ sentiment }) => sentiment === 'negative');
      });
    await produce('metadata_actions', 'metadata.changed', { ticketId: ticket.id, customFields: { tier: null } });
    await until('the queue has let go of it', async () => (await listed()).length === 0);
    expect((await ticketOf(ticket.id)).queueIds).toEqual([]);
  });

  it('queue_acks: the tickets of a queue are evaluated again; the queue stays as it is', async () => {
    const { ticket } = await written('Quin');
    await tenant.admin.patch(`/v1/tickets/${ticket.id}`, { customFields: { tier: 'gold' } });
    const before = await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`);
    await produce('queue_acks', 'queue.changed', { queueId: queue.id });
    const missing = await produce('queue_acks', 'queue.changed', { queueId: 'nothing' });
    await until('the unknown queue is a dead letter', async () => (await lettersOf('queue_acks')).some(({ eventId }) => eventId === missing));
    // One that left the queue before may still be counted instead of it.
    await until(
      'its counter is right',
      async () => (await recounted(tenant.admin)).equal && (await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`)).counters.created === 1,
    );
    expect(await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`)).toMatchObject({ name: before.name, priority: before.priority });
    expect(await ticketOf(ticket.id)).toMatchObject({ queueIds: [queue.id] });
  });

  it('ai_messages: a suggestion for agents, an answer to the customer; on a closed ticket both are refused', async () => {
    const { ticket } = await written('Aida');
    const by = { ticketId: ticket.id, model: 'm-1', confidence: 0.8 };
    await produce('ai_messages', 'ai.suggestion', { ...by, text: 'Maybe this', cause: 'a greeting' });
    await produce('ai_messages', 'ai.reply', { ...by, text: 'Surely this' });
    const messages = await until('both are there', async () => {
      const all = await ticketMessages(tenant.admin, ticket.id);
      return all.length === 3 && all.some(({ kind, delivery }) => kind === 'ai_message' && delivery?.state === 'sent') ? all : undefined;
    });
    expect(messages.find(({ kind }) => kind === 'ai_suggestion')).toMatchObject({
      text: 'Maybe this',
      author: { type: 'ai', id: 'm-1' },
      ai: { model: 'm-1', confidence: 0.8, cause: 'a greeting' },
      suggestion: { state: 'open' },
      delivery: null,
    });
    expect(messages.find(({ kind }) => kind === 'ai_message')).toMatchObject({ text: 'Surely this', ai: { model: 'm-1', confidence: 0.8, cause: null } });
    expect(await ticketOf(ticket.id)).toMatchObject({ status: 'created', owner: { agentId: null, teamId: null }, version: 1 });
    await tenant.admin.patch(`/v1/tickets/${ticket.id}`, { status: 'closed' });
    const late = [await produce('ai_messages', 'ai.suggestion', { ...by, text: 'late' }), await produce('ai_messages', 'ai.reply', { ...by, text: 'late' })];
    const refused = async () =>
      (await readAll<Line>(tenant.admin, `/v1/tickets/${ticket.id}/log`)).flatMap(({ by: { id }, refused: no }) => (no ? [id] : [])).sort();
    await until('the log says so', async () => (await refused()).length === 2);
    expect(await refused()).toEqual(late.toSorted());
    expect(await ticketMessages(tenant.admin, ticket.id)).toHaveLength(3);
  });

  it('escalations_outbound: raised by its own id, answered by a note of the system, closed', async () => {
    const { ticket } = await written('Esme');
    const id = await produce('escalations_outbound', 'escalation.raised', { ticketId: ticket.id, target: { teamId }, text: 'Can you help?' });
    const one = async () => (await tenant.admin.get<Listed<Escalation>>(`/v1/tickets/${ticket.id}/escalations`)).items.find((found) => found.id === id);
    await until('it is open', async () => (await one())?.state === 'open');
    await produce('escalations_outbound', 'escalation.answered', { escalationId: id, text: 'Yes: press it', by: { name: 'Olga' } });
    await until('it is answered', async () => (await one())?.state === 'answered');
    const notes = async () => (await ticketMessages(tenant.admin, ticket.id)).filter(({ kind, text }) => kind === 'note' && text?.includes('press it'));
    expect(await notes()).toMatchObject([{ author: { type: 'system' } }]);
    await produce('escalations_outbound', 'escalation.closed', { escalationId: id });
    await until('it is closed', async () => (await one())?.state === 'closed');
    expect(await notes()).toHaveLength(1);
    expect((await tenant.admin.get<Listed<Escalation>>(`/v1/tickets/${ticket.id}/escalations`)).items).toHaveLength(1);
  });

  /** A good event of each topic, and how one sees that it took effect. */
  const GOOD: Readonly<Record<string, (ticket: Ticket, mark: string) => readonly [type: string, data: object, seen: () => Promise<boolean>]>> = {
    messages: (ticket, mark) => [
      'message.created',
      { originId: shop.origin.id, id: mark, author: { id: ticket.author.id }, text: mark },
      async () => (await ticketMessages(tenant.admin, ticket.id)).some(({ text }) => text === mark),
    ],
    tickets: ({ id }, mark) => ['ticket.tag', { ticketId: id, add: [mark] }, async () => (await ticketOf(id)).tags.includes(mark)],
    metadata_actions: ({ id }, mark) => ['metadata.changed', { ticketId: id, topic: mark }, async () => (await ticketOf(id)).topic === mark],
    ai_messages: ({ id }, mark) => [
      'ai.suggestion',
      { ticketId: id, text: mark, model: 'm', confidence: 1 },
      async () => (await ticketMessages(tenant.admin, id)).some(({ text }) => text === mark),
    ],
    escalations_outbound: ({ id }, mark) => [
      'escalation.raised',
      { ticketId: id, target: { teamId }, text: mark },
      async () => (await tenant.admin.get<Listed<Escalation>>(`/v1/tickets/${id}/escalations`)).items.some(({ text }) => text === mark),
    ],
    queue_acks: () => ['queue.changed', { queueId: queue.id }, async () => (await lettersOf('queue_acks')).length > 0],
  };
  /** What names something that is not there. */
  const LOST: Readonly<Record<string, readonly [string, object]>> = {
    messages: ['message.created', { originId: 'nowhere', id: 'lost', author: { id: 'lost' }, text: 'lost' }],
    tickets: ['ticket.set', { ticketId: 'nothing.1', priority: 'low' }],
    metadata_actions: ['metadata.changed', { ticketId: 'nothing.1', topic: 'x' }],
    ai_messages: ['ai.reply', { ticketId: 'nothing.1', text: 'x', model: 'm', confidence: 1 }],
    escalations_outbound: ['escalation.closed', { escalationId: 'nothing' }],
    queue_acks: ['queue.changed', { queueId: 'nothing' }],
  };

  it.each(Object.entries(GOOD))('%s: each bad record is a dead letter with its reason, and those beside it go on', async (topic, good) => {
    const { ticket } = await written(`Neighbour of ${topic}`);
    const [type, data, applied] = good(ticket, `mark-${topic}`);
    const [lostType, lostData] = LOST[topic] as readonly [string, object];
    const bad = {
      'no version 99 of': envelope(type, data, { version: 99 }),
      'has no event "what.ever"': envelope('what.ever', data),
      'not valid': envelope(type, { ...data, colour: 'red' }),
      'no envelope': envelope(type, data, { occurredAt: 'yesterday' }),
      // One of another tenant's looks the same as one that is not there.
      not_found: envelope(lostType, lostData),
    };
    const broken = `{"broken ${topic} ${tenant.id}`;
    const stranger = { ...envelope(type, data), tenantId: (await createTenant(inject('hub'))).id };
    const values = [broken, ...Object.values(bad).map((one) => JSON.stringify(one)), JSON.stringify(stranger), JSON.stringify(envelope(type, data))];
    // One key: one partition, and mostly one batch.
    await topics.produce(
      topic,
      values.map((value) => ({ key: 'one', value })),
    );
    await until('the good one took effect', applied);
    const letters = await until('all bad ones are listed', async () => {
      const all = await lettersOf(topic);
      return Object.values(bad).every(({ id }) => all.some(({ eventId }) => eventId === id)) ? all : undefined;
    });
    for (const [reason, { id }] of Object.entries(bad)) expect(letters.find(({ eventId }) => eventId === id)?.reason).toContain(reason);
    expect(letters.some(({ eventId }) => eventId === stranger.id)).toBe(false);
    const raw = await until('what was no JSON is a dead letter of the operator', () => deadLetters(home).find((letter) => letter.includes(broken)));
    expect(raw).toContain('the record is not JSON');
  });

  it.each(Object.entries(GOOD))('%s: the same by POST /v1/events, judged item by item', async (topic, make) => {
    const { ticket } = await written(`Posted to ${topic}`);
    const [type, data, applied] = make(ticket, `posted-${topic}`);
    const { tenantId: _, ...good } = envelope(type, data);
    const items = [good, { ...good, id: randomUUID(), version: 99 }, { ...good, id: randomUUID(), type: 'what.ever' }, good];
    const answer = await tenant.admin.post<{ items: { accepted: boolean }[] }>(`/v1/events/${topic}`, items, 202);
    expect(answer.items.map(({ accepted }) => accepted)).toEqual([true, false, false, true]);
    await until('the good one took effect', applied);
  });

  it('was seen', () => {
    expect([...seen].sort()).toEqual(TABLE.toSorted());
  });
});
