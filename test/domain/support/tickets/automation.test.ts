import { describe, expect, it } from 'vitest';
import type { EscalationTarget } from '../../../../domain/automation/actions/action.ts';
import type { Effect, RuleEvent } from '../../../../domain/automation/policy.ts';
import { applyBatch } from '../../../../domain/support/inbound/apply-batch.ts';
import { postMessage } from '../../../../domain/support/replies/post-message.ts';
import { threadIdOf } from '../../../../domain/support/threads/thread-id.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { bench, inbound, ORIGIN, plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from './hub.ts';

const ticketId = `${threadIdOf(ORIGIN, 'ann')}.1`;
const on = (wanted: RuleEvent, ...effects: Effect[]) =>
  plainPolicy({ runRules: (event) => (event === wanted ? { effects, matched: ['r1'] } : { effects: [], matched: [] }) });
const note = (text: string): Effect => ({ type: 'note', text, ruleId: 'r1' });

const arrived = async (policy: ReturnType<typeof plainPolicy>, change: Parameters<typeof inbound>[2] = {}) => {
  const b = bench({ policy });
  await applyBatch(b.deps, [inbound('ann', 'm1', change)]);
  const ticket = (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
  const { messages } = await listTicketMessages(b.table, TENANT, ticket, { after: 0, limit: 20 });
  return { b, ticket, messages, items: (prefix: string) => b.table.all().filter((item) => item.sk.startsWith(prefix)) };
};

describe('rules on a message that arrives', () => {
  it('answer it and leave notes as entries of their own, in their order, without owner or status of an agent’s reply', async () => {
    const { ticket, messages } = await arrived(on('ticket.created', { type: 'reply', text: 'We are on it.', ruleId: 'r1' }, note('vip')), {
      content: { surface: 'comment' },
    });
    expect(messages.slice(1)).toMatchObject([
      { kind: 'reply', text: 'We are on it.', inReplyTo: 1, surface: 'comment', delivery: { state: 'queued' }, author: { type: 'rule', id: 'r1' } },
      { kind: 'note', text: 'vip', inReplyTo: null, surface: 'comment', delivery: null },
    ]);
    expect(ticket).toMatchObject({ status: 'created', owner: { agentId: null }, visibleMessageCount: 3, lastMessage: { number: 3, text: 'vip' } });
  });

  it('the fields that lists set are there before rules are evaluated', async () => {
    let seen: Ticket | undefined;
    const { ticket } = await arrived(
      plainPolicy({
        enrich: () => [
          { type: 'set', field: 'priority', value: 'urgent' },
          { type: 'tag', add: ['vip'], remove: [] },
        ],
        runRules: (event, present) => {
          if (event === 'message.received') seen = present as unknown as Ticket;
          return { effects: [], matched: [] };
        },
      }),
    );
    expect(seen).toMatchObject({ priority: 'urgent', tags: ['vip'] });
    expect(ticket).toMatchObject({ priority: 'urgent', tags: ['vip'], version: 1 });
  });

  it('leave a line in the trail that names them, the changes and the rule set', async () => {
    const { items } = await arrived(on('message.received', { type: 'set', field: 'priority', value: 'high' }));
    expect(items('L#')).toMatchObject([{ ticketId }]);
    const told = { cause: { type: 'message', id: '1' }, ruleSet: 1, correlationId: 'c1' };
    expect(items('L#').flatMap(entriesOfLine)).toMatchObject([
      { ...told, by: { type: 'customer', id: 'ann' }, rules: ['r1'], changes: [{ field: 'status', from: null, to: 'created' }, { field: 'priority' }] },
      { ...told, by: { type: 'rule', id: 'r1' }, changes: [{ field: 'priority', from: 'normal', to: 'high' }] },
    ]);
  });

  it('two tickets that are finished in one transaction leave a line each', async () => {
    const closing = on('message.received', { type: 'set', field: 'status', value: 'closed' });
    const b = bench({ policy: closing });
    await applyBatch(b.deps, [inbound('ann', 'm1'), inbound('ann', 'm2'), inbound('bob', 'm3')]);
    const trail = b.table.all().filter(({ sk }) => sk.startsWith('L#'));
    const thread = threadIdOf(ORIGIN, 'ann');
    expect(trail.filter(({ pk }) => pk.endsWith(thread)).map(({ sk, ticketId: of }) => [sk, of])).toEqual([
      ['L#0000000001#0000000001', `${thread}.1`],
      ['L#0000000001#0000000002', `${thread}.2`],
    ]);
    expect(trail).toHaveLength(3);
  });

  it('escalate with a note; a team is only told, an address is also called', async () => {
    const escalate = (target: EscalationTarget, text = ''): Effect => ({ type: 'escalate', ruleId: 'r1', target, text, dueAt: null });
    const told = await arrived(on('ticket.created', escalate({ teamId: 'team-1' }, 'see this')));
    expect(told.messages[1]).toMatchObject({ kind: 'note', text: 'Escalated to team-1: see this' });
    expect(told.items('O#')).toEqual([]);
    const called = await arrived(on('ticket.created', escalate({ url: 'https://x.example' }), escalate({ url: 'https://y.example' })));
    expect(called.items('O#')).toMatchObject([
      { kind: 'escalate', ticketId, depth: 1 },
      { kind: 'escalate', ticketId, depth: 1 },
    ]);
  });

  it('on a ticket that an agent changes note it there, also without a message at hand', async () => {
    const { deps, ticketId: id } = await ticketHub({ policy: on('ticket.updated', note('changed')) });
    await patchTicket(deps, agent('eve'), { ticketId: id, patch: { priority: 'high' }, ifMatch: null });
    const { messages } = await listTicketMessages(deps.table, TENANT, (await loadTicket(deps.table, TENANT, id)) as Ticket, { after: 1, limit: 9 });
    expect(messages).toMatchObject([{ number: 2, kind: 'note', text: 'changed', surface: 'dm', inReplyTo: null }]);
  });

  it('may end the ticket that an agent’s words have opened to them', async () => {
    const { deps, ticketId: id } = await ticketHub({ policy: on('ticket.updated', { type: 'set', field: 'status', value: 'closed' }) });
    await postMessage(deps, agent('eve'), id, { kind: 'reply', text: 'bye', attachments: [] });
    expect(await loadTicket(deps.table, TENANT, id)).toMatchObject({ status: 'closed', visibleMessageCount: 2, owner: { agentId: 'eve' }, waitingSince: null });
  });
});

describe('a timer', () => {
  const closing = async () => {
    const made = await ticketHub({ policy: on('timer', note('closed by time')) });
    const { deadlines } = await patchTicket(made.deps, agent('eve'), { ticketId: made.ticketId, patch: { status: 'solved' }, ifMatch: null });
    const dueAt = deadlines.closure as string;
    made.b.now = Date.parse(dueAt);
    return { ...made, timer: { ticketId: made.ticketId, kind: 'closure' as const, dueAt } };
  };

  it('that is due closes the ticket once and runs the rules of its event', async () => {
    const { deps, timer } = await closing();
    expect([await timerDue(deps, agent('x'), timer), await timerDue(deps, agent('x'), timer)]).toEqual([true, false]);
    const ticket = (await loadTicket(deps.table, TENANT, ticketId)) as Ticket;
    expect(ticket).toMatchObject({ status: 'closed', closedAt: timer.dueAt, deadlines: {}, visibleMessageCount: 2 });
  });

  it('loses against a customer’s message that came before the job, even after its time', async () => {
    const { deps, timer, receive } = await closing();
    await receive('m2');
    expect(await timerDue(deps, agent('x'), timer)).toBe(false);
    expect(await loadTicket(deps.table, TENANT, ticketId)).toMatchObject({ status: 'working', deadlines: {} });
  });

  it('of a ticket or a tenant that was erased does nothing; what fails otherwise is told', async () => {
    const { deps, timer } = await closing();
    expect(await timerDue(deps, agent('x'), { ...timer, ticketId: timer.ticketId.replace('.1', '.9') })).toBe(false);
    expect(await timerDue(deps, { ...agent('x'), tenantId: 'erased' }, timer)).toBe(false);
    await expect(timerDue({ ...deps, policies: () => Promise.reject(new Error('away')) }, agent('x'), timer)).rejects.toThrow('away');
  });
});

describe('what a machine wrote', () => {
  const answering = () =>
    plainPolicy({ runRules: () => ({ effects: [{ type: 'reply', text: 'We are on it.', ruleId: 'r1' }, note('seen')], matched: ['r1'] }) });
  const said = (messages: readonly { readonly kind: string }[]): string[] => messages.map(({ kind }) => kind);

  it('first opens a ticket that is marked, and that no rule answers, then or later', async () => {
    const { b, ticket, messages } = await arrived(answering(), { automatic: true });
    expect(ticket).toMatchObject({ automatic: true, status: 'created' });
    expect(said(messages)).toEqual(['customer', 'note', 'note']);
    await applyBatch(b.deps, [inbound('ann', 'm2')]);
    const later = (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
    expect(said((await listTicketMessages(b.table, TENANT, later, { after: 3, limit: 9 })).messages)).toEqual(['customer', 'note']);
  });

  it('into a ticket of a person is not answered either, while the person is', async () => {
    const { b, ticket, messages } = await arrived(answering());
    expect([ticket.automatic, said(messages)]).toEqual([false, ['customer', 'reply', 'note', 'reply', 'note']]);
    await applyBatch(b.deps, [inbound('ann', 'm2', { automatic: true })]);
    const reread = (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
    const { messages: later } = await listTicketMessages(b.table, TENANT, reread, { after: 5, limit: 9 });
    expect(said(later)).toEqual(['customer', 'note']);
  });
});
