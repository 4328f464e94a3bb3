import { describe, expect, it } from 'vitest';
import type { Effect, Policy, RuleEvent } from '../../../../domain/automation/policy.ts';
import { OPEN_ESCALATIONS } from '../../../../domain/limits.ts';
import { outboxEntryOf } from '../../../../domain/outbound/outbox.ts';
import { listEscalations } from '../../../../domain/support/escalations/list.ts';
import { type EscalationDraft, raiseByHand } from '../../../../domain/support/escalations/raise-by-hand.ts';
import { settleEscalation } from '../../../../domain/support/escalations/settle.ts';
import { listTicketMessages } from '../../../../domain/support/tickets/list-ticket-messages.ts';
import { entriesOfLine } from '../../../../domain/support/tickets/log-entry.ts';
import { patchTicket } from '../../../../domain/support/tickets/patch-ticket.ts';
import { loadTicket } from '../../../../domain/support/tickets/store.ts';
import type { Ticket } from '../../../../domain/support/tickets/ticket.ts';
import { timerDue } from '../../../../domain/support/tickets/timer-due.ts';
import { plainPolicy, TENANT } from '../inbound/events.ts';
import { agent, ticketHub } from '../tickets/hub.ts';

const HOUR = 3_600_000;
const TEAM: EscalationDraft = { target: { teamId: 'second-line' }, text: 'can you help?' };

const setUp = async (change: Partial<Policy> = {}) => {
  const made = await ticketHub({ policy: plainPolicy(change) });
  const { b, deps, ticketId } = made;
  const later = (ms: number): string => new Date(b.now + ms).toISOString();
  const raise = (given: EscalationDraft, refusal: string | null = null) => raiseByHand({ ...deps, refusalOf: () => refusal }, agent('eve'), ticketId, given);
  const settle = (escalationId: string, state: 'answered' | 'closed', text?: string) =>
    settleEscalation(deps, agent('eve'), { ticketId, escalationId }, { state, text, by: { name: 'Pat' } });
  const ticket = async () => (await loadTicket(b.table, TENANT, ticketId)) as Ticket;
  const list = async () => (await listEscalations(b.table, TENANT, await ticket(), { after: null, limit: 50, now: b.now })).items;
  const notes = async () =>
    (await listTicketMessages(b.table, TENANT, await ticket(), { order: 'asc', after: 0, limit: 100, bodies: deps.bodies } as never)).messages.filter(
      ({ kind }) => kind === 'note',
    );
  return { ...made, later, raise, settle, ticket, list, notes };
};

describe('an escalation', () => {
  it('to a team is open, told by a note of who raised it, and shown on the ticket until it is answered', async () => {
    const { b, raise, settle, ticket, list, notes, later } = await setUp();
    const dueAt = later(HOUR);
    const raised = await raise({ ...TEAM, dueAt });
    expect(raised).toMatchObject({ state: 'open', dueAt, raisedBy: { type: 'agent', id: 'eve' }, outbox: null });
    expect(await ticket()).toMatchObject({
      escalations: { open: 1, overdue: 0, dueAt, teamIds: ['second-line'] },
      deadlines: { escalation: dueAt },
      version: 1,
    });
    expect(await notes()).toMatchObject([{ text: 'Escalated to second-line: can you help?', author: { type: 'agent', id: 'eve' } }]);
    await settle(raised.id, 'answered', 'done');
    expect(await ticket()).toMatchObject({ escalations: null, deadlines: {} });
    expect((await ticket()).openEscalations).toBeUndefined();
    expect(await list()).toMatchObject([{ id: raised.id, state: 'answered', answer: { by: { name: 'Pat' } }, overdue: false, delivery: null }]);
    expect((await notes())[1]).toMatchObject({ text: 'done', author: { type: 'system', name: 'Pat' }, inReplyTo: raised.note });
    expect(b.table.changes.flatMap((change) => outboxEntryOf(change) ?? [])).toEqual([]);
  });

  it('to an address leaves by the outbox, in the transaction that raises it', async () => {
    const { b, raise, list } = await setUp();
    const { id } = await raise({ target: { url: 'https://help.example/in' }, text: 'see', dueAt: null });
    const entries = b.table.changes.flatMap((change) => outboxEntryOf(change) ?? []);
    expect(entries).toMatchObject([
      {
        to: 'actions',
        outbound: { kind: 'escalate', ruleId: '', depth: 1, action: { escalationId: id, target: { url: 'https://help.example/in' }, text: 'see' } },
      },
    ]);
    expect(await list()).toMatchObject([{ id, delivery: 'queued' }]);
  });

  it.each([
    ['a past time', { ...TEAM, dueAt: '2020-01-01T00:00:00Z' }, {}, null, { code: 'unprocessable', errors: [{ path: 'dueAt' }] }],
    ['a team that does not exist', TEAM, { hasTeam: () => false }, null, { code: 'unprocessable', errors: [{ path: 'target.teamId' }] }],
    ['a private address', { target: { url: 'https://10.0.0.1' }, text: 'x' }, {}, 'is private', { code: 'unprocessable', errors: [{ path: 'target.url' }] }],
  ] as const)('with %s is refused and changes nothing', async (_, given, policy, refusal, wanted) => {
    const { b, raise } = await setUp(policy);
    const before = b.table.all();
    await expect(raise(given, refusal)).rejects.toMatchObject(wanted);
    expect(b.table.all()).toEqual(before);
  });

  it('is refused on a closed ticket and beyond what a ticket may have open', async () => {
    const { deps, raise, ticketId } = await setUp();
    for (let n = 0; n < OPEN_ESCALATIONS; n += 1) await raise(TEAM);
    await expect(raise(TEAM)).rejects.toMatchObject({ code: 'conflict' });
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    await expect(raise(TEAM)).rejects.toMatchObject({ code: 'illegal_transition', extra: { current: 'closed' } });
  });

  it('to an address is refused where a chain of automation ends; to a team it is not', async () => {
    const { deps, ticketId } = await setUp({ depthLimit: 3 });
    const raise = (target: EscalationDraft['target'], depth: number) =>
      raiseByHand({ ...deps, refusalOf: () => null }, { ...agent('eve'), depth }, ticketId, { target, text: 'x' });
    await expect(raise({ url: 'https://help.example' }, 3)).rejects.toMatchObject({ code: 'conflict', extra: { current: 'loop' } });
    await raise({ url: 'https://help.example' }, 2);
    await raise({ teamId: 't' }, 3);
  });

  it('can be answered on a closed ticket; closed itself, it can be closed again but not answered', async () => {
    const { deps, raise, settle, ticket, ticketId, notes } = await setUp();
    const { id } = await raise(TEAM);
    await patchTicket(deps, agent('eve'), { ticketId, patch: { status: 'closed' }, ifMatch: null });
    expect(await settle(id, 'answered', 'late, but here')).toMatchObject({ state: 'answered' });
    expect(await ticket()).toMatchObject({ status: 'closed', escalations: null });
    expect((await notes()).at(-1)).toMatchObject({ text: 'late, but here' });
    expect(await settle(id, 'closed')).toMatchObject({ state: 'closed' });
    expect(await settle(id, 'closed')).toMatchObject({ state: 'closed' });
    await expect(settle(id, 'answered', 'again')).rejects.toMatchObject({ code: 'illegal_transition' });
  });

  it('of another ticket, or none, is not found', async () => {
    const { deps, settle, raise, ticketId } = await setUp();
    const { id } = await raise(TEAM);
    await expect(settle('nothing', 'closed')).rejects.toMatchObject({ code: 'not_found' });
    const elsewhere = { ticketId: ticketId.replace('.1', '.2'), escalationId: id };
    await expect(settleEscalation(deps, agent('eve'), elsewhere, { state: 'closed' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of a rule whose time has passed is due at once, so that the rules of the event timer see it', async () => {
    const asks: Effect = { type: 'escalate', ruleId: 'r1', target: { teamId: 't' }, text: 'x', dueAt: '2026-01-01T00:00:00Z' };
    const runRules: Policy['runRules'] = (event) => ({ effects: event === 'ticket.created' ? [asks] : [], matched: [] });
    const { b, deps, ticket, ticketId, list } = await setUp({ runRules });
    const dueAt = new Date(b.now + 1).toISOString();
    expect((await ticket()).deadlines).toEqual({ escalation: dueAt });
    expect(await list()).toMatchObject([{ id: `${ticketId}.1.1`, dueAt: '2026-01-01T00:00:00.000Z', overdue: true, raisedBy: { type: 'rule', id: 'r1' } }]);
    b.now += 1;
    expect(await timerDue(deps, agent('x'), { ticketId, kind: 'escalation', dueAt })).toBe(true);
    expect((await ticket()).escalations).toMatchObject({ open: 1, overdue: 1, dueAt: null });
  });

  it('of a rule beyond what a ticket may have open is left out, and the trail says so', async () => {
    const asks: Effect = { type: 'escalate', ruleId: 'r1', target: { teamId: 't' }, text: 'x', dueAt: null };
    const closes: Effect = { type: 'set', field: 'status', value: 'closed' };
    let effects: Effect[] = [];
    const { b, deps, raise, ticketId } = await setUp({ runRules: () => ({ effects, matched: [] }) });
    for (let n = 0; n < OPEN_ESCALATIONS; n += 1) await raise(TEAM);
    const change = (priority: 'high' | 'low') => patchTicket(deps, agent('eve'), { ticketId, patch: { priority }, ifMatch: null });
    effects = [asks];
    await change('high');
    const leftOut = () =>
      b.table.all().flatMap((item) => (item.sk.startsWith('L#') ? entriesOfLine(item).flatMap(({ leftOut: left }) => (left ? [left] : [])) : []));
    expect(leftOut()).toEqual([[{ field: 'escalations', reason: 'too_many' }]]);
    // What is closed by an action before it is not escalated.
    effects = [closes, asks];
    await change('low');
    expect(leftOut()).toHaveLength(1);
  });

  it('that is overdue is seen by rules of the event timer, the earliest first and each once', async () => {
    const seen: unknown[] = [];
    const runRules: Policy['runRules'] = (event: RuleEvent, { escalations }) => {
      if (event === 'timer') seen.push(escalations && { ...escalations });
      return { effects: [], matched: [] };
    };
    const { b, deps, raise, list, ticket, ticketId, later } = await setUp({ runRules });
    const [first, second] = [later(HOUR), later(2 * HOUR)];
    await raise({ ...TEAM, dueAt: second });
    await raise({ ...TEAM, dueAt: first });
    expect((await ticket()).deadlines).toEqual({ escalation: first });
    b.now += HOUR;
    // Another change after the time and before the timer takes nothing from it.
    await patchTicket(deps, agent('eve'), { ticketId, patch: { priority: 'high' }, ifMatch: null });
    const due = (dueAt: string) => timerDue(deps, agent('x'), { ticketId, kind: 'escalation', dueAt });
    expect(await due(first)).toBe(true);
    expect(await due(first)).toBe(false);
    expect(seen).toEqual([{ open: 2, overdue: 1, dueAt: second, teamIds: ['second-line'] }]);
    expect((await ticket()).deadlines).toEqual({ escalation: second });
    expect((await list()).map(({ overdue }) => overdue)).toEqual([false, true]);
    b.now += HOUR;
    expect(await due(second)).toBe(true);
    expect(seen[1]).toEqual({ open: 2, overdue: 2, dueAt: null, teamIds: ['second-line'] });
    expect((await ticket()).deadlines).toEqual({});
  });
});
