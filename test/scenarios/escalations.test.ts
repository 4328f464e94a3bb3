import { createHmac, hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Topics } from '../../adapters/topics/topics.ts';
import { type ApiShop, openApiShop } from '../harness/api-shop.ts';
import { type Hub, removeHome, startHub } from '../harness/hub.ts';
import { allTickets, ticketMessages } from '../harness/read-all.ts';
import { type Receiver, startReceiver } from '../harness/receiver.ts';
import { recounted } from '../harness/recount.ts';
import { mailsFrom, type SentMail, simulatorOf } from '../harness/sent-mail.ts';
import type { Listed, Queue, Ticket } from '../harness/shapes.ts';
import { connectMail, createTenant, type TestTenant } from '../harness/tenant.ts';
import { topicsOf } from '../harness/topics.ts';
import { until } from '../harness/until.ts';

interface Escalation {
  readonly id: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly delivery: string | null;
  readonly noteNumber: number;
}
type Escalated = Ticket & { readonly escalations: { readonly open: number; readonly overdue: number } | null };

describe('escalations and queues by events', () => {
  const SECRET = 'a secret of ours';
  let receiver: Receiver;
  let hub: Hub;
  let topics: Topics;
  let tenant: TestTenant;
  let shop: ApiShop;
  let team: string;

  const envelope = (type: string, data: object) => ({ id: randomUUID(), type, version: 1, occurredAt: new Date().toISOString(), data });
  const tell = (topic: string, events: unknown) => tenant.admin.post(`/v1/events/${topic}`, events, 202);
  const raise = (ticket: Ticket, target: object, more: object = {}) =>
    tenant.admin.post<Escalation>(`/v1/tickets/${ticket.id}/escalations`, { target, text: 'Can you help?', ...more }, 201);
  const escalationsOf = async (ticket: Ticket) => (await tenant.admin.get<Listed<Escalation>>(`/v1/tickets/${ticket.id}/escalations`)).items;
  const ticketOf = (ticket: Ticket) => tenant.admin.get<Escalated>(`/v1/tickets/${ticket.id}`);
  const notesOf = async (ticket: Ticket) => (await ticketMessages(tenant.admin, ticket.id)).filter(({ kind }) => kind === 'note');

  beforeAll(async () => {
    receiver = await startReceiver();
    hub = await startHub({ env: { PARLEY_OUTGOING_ALLOW: receiver.host } });
    topics = topicsOf(hub.home);
    tenant = await createTenant(hub);
    shop = await openApiShop(tenant, receiver);
    await tenant.admin.patch('/v1/tenant', { settings: { webhookSecret: SECRET } });
    team = (await tenant.admin.post<{ id: string }>('/v1/teams', { name: 'Second line' })).id;
  });
  afterAll(async () => {
    await topics.close();
    receiver.close();
    await hub.stop();
    removeHome(hub.home);
  });

  it('to a team: its queue holds the ticket until the answer comes by the topic, which is a note', async () => {
    const condition = { all: [{ field: 'escalations.teamIds', op: 'contains', value: team }] };
    const queue = await tenant.admin.post<Queue>('/v1/queues', { name: 'Asked', priority: 1, condition, visibleTo: { teamIds: [], agentIds: [] } });
    const ticket = await shop.write('tea');
    const { id, noteNumber } = await raise(ticket, { teamId: team });
    expect(await ticketOf(ticket)).toMatchObject({ queueIds: [queue.id], escalations: { open: 1, overdue: 0 }, version: 1 });
    await tell('escalations_outbound', envelope('escalation.answered', { escalationId: id, text: 'It ships today', by: { name: 'Pat' } }));
    const answer = await until('the answer is a note', async () => (await notesOf(ticket)).find(({ text }) => text === 'It ships today'));
    expect(answer).toMatchObject({ author: { name: 'Pat' }, inReplyTo: noteNumber });
    expect(await escalationsOf(ticket)).toMatchObject([{ id, state: 'answered', delivery: null }]);
    expect(await ticketOf(ticket)).toMatchObject({ queueIds: [], escalations: null });
  });

  it('to a web address is a signed call that names it; to a private one it is refused', async () => {
    const ticket = await shop.write('url');
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const { id } = await raise(ticket, { url: receiver.url('/help') }, { dueAt });
    const [call] = await until('the call has come', async () => (receiver.calls('/help').length > 0 ? receiver.calls('/help') : undefined));
    expect(call?.body).toMatchObject({ escalationId: id, ticketId: ticket.id, sequence: ticket.sequence, text: 'Can you help?', dueAt });
    expect(call?.headers['x-parley-signature']).toBe(`sha256=${createHmac('sha256', SECRET).update(JSON.stringify(call?.body)).digest('hex')}`);
    await until('it is sent', async () => (await escalationsOf(ticket))[0]?.delivery === 'sent');
    await tenant.admin.post(`/v1/tickets/${ticket.id}/escalations`, { target: { url: 'https://127.0.0.1/x' }, text: 'x' }, 422);
  });

  it('to a mail address is kept while there is no mailbox, and says so', async () => {
    const ticket = await shop.write('mai');
    await raise(ticket, { email: 'pat@help.example' });
    await until('it is held', async () => (await escalationsOf(ticket))[0]?.delivery === 'held');
  });

  it('to a mail address is mailed once from the tenant’s mailbox; an answer to it is a note and opens no ticket', async () => {
    const address = 'help@shop.example';
    const mailbox = await connectMail(tenant, address);
    const ticket = await shop.write('mai2');
    const { id } = await raise(ticket, { email: 'pat@help.example' });
    await until('it is sent', async () => (await escalationsOf(ticket))[0]?.delivery === 'sent');
    const mails = await mailsFrom(simulatorOf(hub.home), address);
    expect(mails).toHaveLength(1);
    const [sent] = mails as [SentMail];
    expect(sent.to).toEqual(['pat@help.example']);
    expect(sent.headers).toMatchObject({ subject: `Escalation of ticket #${ticket.sequence}`, from: `Mailbox <${address}>`, to: 'pat@help.example' });
    const named = `<escalation.${hash('sha256', id, 'base64url').slice(0, 22)}@parley.invalid>`;
    expect(sent.headers['references']).toContain(named);
    // As a mail program answers: it names the Message-ID that SES gave, and takes References along (RFC 5322, section 3.6.4).
    const headers = [
      'From: Pat <pat@help.example>',
      `To: ${address}`,
      'Message-ID: <answer-1@help.example>',
      `In-Reply-To: ${sent.headers['message-id']}`,
      `References: ${sent.headers['references']} ${sent.headers['message-id']}`,
    ];
    const mail = [...headers, 'Subject: Re: Escalation', `Date: ${new Date().toUTCString()}`, '', 'Answered by mail', ''].join('\r\n');
    expect((await mailbox.post(mail)).status).toBe(200);
    await until('it is answered', async () => (await escalationsOf(ticket))[0]?.state === 'answered');
    expect((await notesOf(ticket)).at(-1)).toMatchObject({ text: 'Answered by mail', author: { name: 'Pat' } });
    expect((await allTickets(tenant.admin)).filter(({ origin }) => origin.channel === 'mail')).toEqual([]);
  });

  it('by events to the topic itself, doubled and beside poison: raised once, answered, closed; what comes too early is put back', async () => {
    const ticket = await shop.write('evt');
    const raised = envelope('escalation.raised', { ticketId: ticket.id, target: { teamId: team }, text: 'by event' });
    const answered = envelope('escalation.answered', { escalationId: raised.id, text: 'answered by event' });
    const of = (event: object) => JSON.stringify({ ...event, tenantId: tenant.id });
    await topics.produce('escalations_outbound', [{ key: 'a', value: of(answered) }]);
    const letters = () => tenant.admin.get<Listed<{ id: string; eventId: string; reason: string }>>('/v1/dead-letters?topic=escalations_outbound');
    const letter = await until('the early answer is a dead letter', async () => (await letters()).items.find(({ eventId }) => eventId === answered.id));
    expect(letter.reason).toContain('not_found');
    await topics.produce('escalations_outbound', [
      { key: 'a', value: '{"broken' },
      ...['a', 'b', 'c'].map((key) => ({ key, value: of(raised) })),
      { key: 'a', value: of({ ...raised, id: randomUUID(), version: 9 }) },
    ]);
    await until('it is raised', async () => (await escalationsOf(ticket)).length === 1);
    await tenant.admin.post(`/v1/dead-letters/${letter.id}/replay`, undefined, 202);
    await until('it is answered', async () => (await escalationsOf(ticket))[0]?.state === 'answered');
    await tell('escalations_outbound', envelope('escalation.closed', { escalationId: raised.id }));
    await until('it is closed', async () => (await escalationsOf(ticket))[0]?.state === 'closed');
    // Each key is a partition of its own: what lies behind the doubles is through when they are.
    const behind = ['b', 'c'].map((key) => ({ key, id: randomUUID() }));
    await topics.produce(
      'escalations_outbound',
      behind.map(({ key, id }) => ({ key, value: of({ ...raised, id, version: 9 }) })),
    );
    await until('the doubles are through', async () => {
      const { items } = await letters();
      return behind.every(({ id }) => items.some(({ eventId }) => eventId === id));
    });
    expect((await notesOf(ticket)).map(({ text }) => text)).toEqual([`Escalated to ${team}: by event`, 'answered by event']);
  });

  it('by a rule is a real one; overdue, the rules of the event timer see it', async () => {
    const says = { all: [{ field: 'message.text', op: 'contains', value: 'urgent-escalation' }] };
    const dueAt = new Date(Date.now() + 4_000).toISOString();
    await tenant.admin.post('/v1/rules', {
      name: 'Ask',
      event: 'message.received',
      condition: says,
      actions: [{ type: 'escalate', target: { teamId: team }, text: 'by rule', dueAt }],
    });
    await tenant.admin.post('/v1/rules', {
      name: 'Late',
      event: 'timer',
      condition: { field: 'escalations.overdue', op: 'gt', value: 0 },
      actions: [{ type: 'tag', add: ['overdue'] }],
    });
    const ticket = await shop.write('rul', 'urgent-escalation please');
    expect(await escalationsOf(ticket)).toMatchObject([{ state: 'open' }]);
    const late = await until('the rule has seen it', async () => {
      const now = await ticketOf(ticket);
      return now.tags.includes('overdue') ? now : undefined;
    });
    expect(late.escalations).toMatchObject({ open: 1, overdue: 1 });
    expect(await escalationsOf(ticket)).toMatchObject([{ state: 'open', overdue: true }]);
  });

  it('of a closed ticket cannot be raised, and can be answered', async () => {
    const ticket = await shop.write('clo');
    const { id } = await raise(ticket, { teamId: team });
    await tenant.admin.patch(`/v1/tickets/${ticket.id}`, { status: 'closed' });
    await tenant.admin.post(`/v1/tickets/${ticket.id}/escalations`, { target: { teamId: team }, text: 'too late' }, 409);
    const patched = await tenant.admin.patch<Escalation>(`/v1/tickets/${ticket.id}/escalations/${id}`, { state: 'answered', text: 'after all' });
    expect(patched).toMatchObject({ id, state: 'answered' });
    expect((await notesOf(ticket)).at(-1)).toMatchObject({ text: 'after all' });
    expect(await ticketOf(ticket)).toMatchObject({ status: 'closed', escalations: null });
  });

  it('a queue that changed, by event, is evaluated again while customers write: no wrong counter', async () => {
    const condition = { field: 'status', op: 'eq', value: 'created' };
    const queue = await tenant.admin.post<Queue>('/v1/queues', { name: 'New', priority: 2, condition, visibleTo: { teamIds: [], agentIds: [] } });
    const again = envelope('queue.changed', { queueId: queue.id });
    await tell('queue_acks', [again, again, envelope('queue.changed', { queueId: 'nothing' })]);
    await Promise.all(['qa1', 'qa2', 'qa3', 'qa4', 'qa5'].map((author) => shop.write(author)));
    await tenant.admin.patch(`/v1/queues/${queue.id}`, { condition: { field: 'status', op: 'in', value: ['created', 'working'] } });
    await tell('queue_acks', envelope('queue.changed', { queueId: queue.id }));
    const letters = () => tenant.admin.get<Listed<{ reason: string }>>('/v1/dead-letters?topic=queue_acks');
    await until('the unknown queue is a dead letter', async () => (await letters()).items.some(({ reason }) => reason.includes('not_found')));
    await until('the counters are right', async () => {
      const wanted = (await allTickets(tenant.admin)).filter(({ status }) => ['created', 'working'].includes(status)).length;
      const { counters } = await tenant.admin.get<Queue>(`/v1/queues/${queue.id}`);
      return Object.values(counters).reduce((sum, count) => sum + count, 0) === wanted;
    });
    await until('a recount agrees', async () => (await recounted(tenant.admin)).equal);
  });
});
